using JumpCloud.Emulator;

namespace JumpCloud.Quickstart;

/// <summary>The quickstart's stack: Pulumi.yaml of the repository's root, configured for the emulator.</summary>
internal sealed class Stack(string root, string folder, Narrator narrator)
{
    // Nobody's own stack: its configuration is deleted at the end.
    private const string Name = "quickstart-on-emulators";

    private Tool? _tool;

    private string ConfigFile => Path.Combine(root, $"Pulumi.{Name}.yaml");

    public async Task InitialiseAsync(Tool tool, EmulatorHost emulator)
    {
        _tool = tool;
        narrator.Say(tool.Why);
        narrator.Say($"JumpCloud's part is played by an emulator at {emulator.ConsoleUrl}, Pulumi Cloud's by one at {emulator.PulumiApiUrl}.");
        narrator.Say($"Both can be watched in a browser at {emulator.PageUrl}");
        narrator.Say("Their company, acme, has some sixty people in eight groups. Nothing leaves this machine.");
        File.Delete(ConfigFile);
        await RequireAsync("stack", "init");
        foreach (var (key, value) in new[]
        {
            ("jumpcloud:consoleUrl", emulator.ConsoleUrl),
            ("jumpcloud:insightsUrl", emulator.InsightsUrl),
            ("jumpcloud:oauthUrl", emulator.OauthUrl),
            ("jumpcloud:ssoUrl", emulator.SsoUrl),
            ("jumpcloud:pulumiApiUrl", emulator.PulumiApiUrl),
        })
        {
            await RequireAsync("config", "set", key, value.GetLeftPart(UriPartial.Authority));
        }

        await SetSecretAsync("jumpcloud:apiKey", JumpCloudState.DefaultApiKey);
        await SetSecretAsync("jumpcloud:pulumiAccessToken", emulator.PulumiCloud.IssueAccessToken("olga-acme"));
        await SetSecretAsync("scimToken", emulator.PulumiCloud.Organization("acme").ScimToken!);
    }

    public Task SetSecretAsync(string key, string value) => RequireAsync("config", "set", "--secret", key, value);

    public Task SetAsync(string key, string value) => RequireAsync("config", "set", key, value);

    public Task UnsetAsync(string key) => RequireAsync("config", "rm", key);

    /// <summary>Runs a command of the tool and shows what a user sees.</summary>
    public async Task<ToolResult> RunAsync(params string[] arguments)
    {
        narrator.Command($"pulumi {string.Join(' ', arguments)}");
        var result = await _tool!.RunAsync(Located(arguments));
        narrator.Printed(result.Text);
        return result;
    }

    /// <summary>What <c>stack export</c> says, secrets encrypted.</summary>
    public async Task<string> ExportAsync() => (await _tool!.RunAsync(Located("stack", "export"))).Text;

    public void CleanUp() => File.Delete(ConfigFile);

    private async Task RequireAsync(params string[] arguments)
    {
        var result = await _tool!.RunAsync(Located(arguments));
        if (result.ExitCode != 0)
            throw new InvalidOperationException($"pulumi {arguments[0]} {arguments[1]} failed: {result.Text} (the state is in {folder})");
    }

    private string[] Located(params string[] arguments) => [.. arguments, "--stack", Name, "--cwd", root];
}
