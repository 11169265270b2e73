using FluentAssertions;
using JumpCloud.Emulator;
using JumpCloud.Tests.Interop;

namespace JumpCloud.Sdk.Tests;

/// <summary>A stack of an example, run by the engine that is here on services of its own. Its configuration file goes at the end.</summary>
internal sealed class ExampleStack : IDisposable
{
    // Nobody's own stack.
    private const string Name = "on-emulators";

    private readonly string _folder;
    private readonly Dictionary<string, string?> _environment;

    /// <param name="example">The folder below examples/, or the whole path of a copy of one.</param>
    /// <param name="state">Where states are kept: stacks that refer to each other share it.</param>
    /// <param name="environment">On top of what reaches the services.</param>
    public ExampleStack(
        string example, EmulatorHost services, string state, IReadOnlyDictionary<string, string?>? environment = null)
    {
        _folder = Path.Combine(Repository.Root, "examples", example);
        _environment = EnvironmentOf(services, state);
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
            _environment[name] = value;
        File.Delete(ConfigFile);
    }

    /// <summary>What a stack reference calls it.</summary>
    public static string ReferenceTo(string project) => $"organization/{project}/{Name}";

    private string ConfigFile => Path.Combine(_folder, $"Pulumi.{Name}.yaml");

    /// <param name="values">Key to value; a key that begins with ! is of a secret, one with a dot or bracket in it a path.</param>
    public async Task InitialiseAsync(params IReadOnlyList<(string Key, string Value)> values)
    {
        await SucceedAsync("stack", "init");
        foreach (var (key, value) in values)
        {
            List<string> arguments = ["config", "set", key.TrimStart('!'), value];
            if (key.StartsWith('!'))
                arguments.Add("--secret");
            if (key.Contains('.') || key.Contains('['))
                arguments.Add("--path");
            await SucceedAsync([.. arguments]);
        }
    }

    public Task<CommandResult> RunAsync(params IReadOnlyList<string> arguments) =>
        EngineCommand.RunAsync(_environment, [.. arguments, "--stack", Name, "--cwd", _folder]);

    /// <summary>Runs a command that must succeed, and hands on what it printed.</summary>
    public async Task<string> SucceedAsync(params IReadOnlyList<string> arguments) => TextOf(await RunAsync(arguments), arguments);

    /// <summary>The same of a command that concerns the project and no stack of it.</summary>
    public async Task<string> PrepareAsync(params IReadOnlyList<string> arguments) =>
        TextOf(await EngineCommand.RunAsync(_environment, [.. arguments, "--cwd", _folder]), arguments);

    /// <summary>The value of an output, as <c>pulumi stack output</c> prints it.</summary>
    public async Task<string> OutputAsync(string name) => (await SucceedAsync("stack", "output", name)).Trim();

    public void Dispose() => File.Delete(ConfigFile);

    private static string TextOf(CommandResult result, IReadOnlyList<string> arguments)
    {
        result.ExitCode.Should().Be(0, $"pulumi {string.Join(' ', arguments)} said {result.Text}");
        return result.Text;
    }

    // What the examples' READMEs export, and where the services are. The machine's own credentials reach nobody.
    private static Dictionary<string, string?> EnvironmentOf(EmulatorHost services, string state) => new()
    {
        ["PULUMI_BACKEND_URL"] = $"file://{state}",
        ["PULUMI_CONFIG_PASSPHRASE"] = "test",
        ["PULUMI_SKIP_UPDATE_CHECK"] = "true",
        ["NO_COLOR"] = "1",
        ["PATH"] = $"{EngineCommand.PluginFolder}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}",
        ["JUMPCLOUD_API_KEY"] = JumpCloudState.DefaultApiKey,
        ["JUMPCLOUD_CLIENT_ID"] = null,
        ["JUMPCLOUD_CLIENT_SECRET"] = null,
        ["JUMPCLOUD_ORGANIZATION_ID"] = null,
        ["JUMPCLOUD_REGION"] = null,
        ["JUMPCLOUD_STRICT"] = null,
        ["JUMPCLOUD_CONSOLE_URL"] = Text(services.ConsoleUrl),
        ["JUMPCLOUD_INSIGHTS_URL"] = Text(services.InsightsUrl),
        ["JUMPCLOUD_OAUTH_URL"] = Text(services.OauthUrl),
        ["JUMPCLOUD_SSO_URL"] = Text(services.SsoUrl),
        ["PULUMI_API"] = Text(services.PulumiApiUrl),
        ["PULUMI_ACCESS_TOKEN"] = services.PulumiCloud.IssueAccessToken("olga-acme"),
    };

    private static string Text(Uri url) => url.GetLeftPart(UriPartial.Authority);
}
