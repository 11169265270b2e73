using System.Collections.Concurrent;
using System.Diagnostics;
using JumpCloud.Emulator;
using JumpCloud.EngineHost;
using JumpCloud.EngineHost.State;
using JumpCloud.EngineHost.Wire;
using JumpCloud.Rpc;
using Microsoft.AspNetCore.Builder;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Tests;

/// <summary>
/// One stack, with the engine's stand-in, the plugin and both services: the door that lifecycle tests go through. The plugin
/// runs in this process, behind its gRPC port; where JUMPCLOUD_PLUGIN names an executable (the published one, say), as its own.
/// </summary>
public sealed class ProviderFixture : IAsyncDisposable
{
    /// <summary>The longest that one command may take.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly bool _ownsServices;
    private readonly WebApplication? _plugin;
    private readonly string _directory;
    private readonly StateStore _state;
    private readonly Dictionary<string, string> _plugins;
    private readonly ConcurrentBag<PluginProcess> _started = [];
    private readonly Host _host;

    private ProviderFixture(
        EmulatorHost services, bool ownsServices, WebApplication? plugin, string pluginLocation,
        IReadOnlyDictionary<string, ConfigValue> config, HostOptions? options = null)
    {
        (Services, _ownsServices, _plugin) = (services, ownsServices, plugin);
        _directory = Directory.CreateTempSubdirectory("jumpcloud-stack-").FullName;
        _state = StateStore.InMemory();
        _plugins = new Dictionary<string, string> { ["jumpcloud"] = pluginLocation };
        var settings = new ProjectSettings(_directory, "shop", "dev", config, _plugins);
        _host = new Host(settings, _state, (options ?? new HostOptions()) with
        {
            Passphrase = "test", PluginEnvironment = NoCredentials(), PluginStarted = _started.Add,
        });
    }

    /// <summary>JumpCloud and Pulumi Cloud.</summary>
    public EmulatorHost Services { get; }

    /// <summary>The state's text; secrets are encrypted in it.</summary>
    public string State => _state.Read() ?? "";

    /// <summary>The plugin of the commands to come: an executable, or the port of one that runs.</summary>
    public string Plugin
    {
        get => _plugins["jumpcloud"];
        set => _plugins["jumpcloud"] = value;
    }

    /// <summary>Where relative paths of the program start.</summary>
    public string WorkingDirectory => _directory;

    /// <summary>The calls that the plugin made since the last command began: method and path.</summary>
    public IReadOnlyList<string> Calls => [.. Services.Requests.All
        .Where(request => request.Headers.TryGetValue("User-Agent", out var agent) && agent.StartsWith("pulumi-resource-jumpcloud/", StringComparison.Ordinal))
        .Select(request => $"{request.Method} {request.Path}")];

    /// <param name="options">The seed is the company, unless they say otherwise.</param>
    /// <param name="config">On top of the services' addresses and the administrators' credentials; null takes one away.</param>
    public static async Task<ProviderFixture> StartAsync(EmulatorOptions? options = null, IReadOnlyDictionary<string, string?>? config = null)
    {
        var services = await EmulatorHost.StartAsync(options ?? new EmulatorOptions { Seed = "company" });
        return await StartAsync(services, ownsServices: true, config);
    }

    /// <summary>
    /// The plugin in this process, on a clock and over a network of the test's own, and asked for one operation after the other.
    /// </summary>
    /// <param name="services">Disposed of with the fixture.</param>
    public static Task<ProviderFixture> StartAsync(
        EmulatorHost services, TimeProvider time, HttpMessageHandler handler, IReadOnlyDictionary<string, string?>? config = null,
        RpcRecorder? recorder = null) =>
        StartAsync(services, ownsServices: true, config, new PluginParts(time, handler, recorder));

    /// <param name="services">Disposed of with the fixture.</param>
    /// <param name="options">How the engine works.</param>
    public static Task<ProviderFixture> StartAsync(
        EmulatorHost services, HostOptions options, IReadOnlyDictionary<string, string?>? config = null) =>
        StartAsync(services, ownsServices: true, config, options: options);

    /// <summary>Another stack that works on the same services.</summary>
    public static Task<ProviderFixture> StartAsync(ProviderFixture other) => StartAsync(other.Services, ownsServices: false, null);

    /// <summary>The URN of a resource of the stack.</summary>
    public static string Urn(string type, string name) => $"urn:pulumi:dev::shop::jumpcloud:index:{type}::{name}";

    /// <param name="resources">A YAML program from <c>resources:</c> on.</param>
    public Task<CommandResult> PreviewAsync(string resources, CommandOptions? options = null) =>
        RunAsync(token => _host.PreviewAsync(ProgramOf(resources), options, token));

    /// <inheritdoc cref="PreviewAsync"/>
    public Task<CommandResult> UpAsync(string resources, CommandOptions? options = null) =>
        RunAsync(token => _host.UpAsync(ProgramOf(resources), options, token));

    /// <summary>Up, with the user's Ctrl-C.</summary>
    public Task<CommandResult> UpAsync(string resources, CancellationToken interrupt) =>
        RunAsync(token => _host.UpAsync(ProgramOf(resources), null, token), interrupt);

    public Task<CommandResult> PreviewProgramAsync(IProgram program) => RunAsync(token => _host.PreviewAsync(program, null, token));

    public Task<CommandResult> UpProgramAsync(IProgram program) => RunAsync(token => _host.UpAsync(program, null, token));

    public Task<CommandResult> RefreshAsync(CommandOptions? options = null, CancellationToken interrupt = default) =>
        RunAsync(token => _host.RefreshAsync(options, token), interrupt);

    public Task<CommandResult> DestroyAsync(CommandOptions? options = null, CancellationToken interrupt = default) =>
        RunAsync(token => _host.DestroyAsync(options, token), interrupt);

    public Task<CommandResult> ImportAsync(string type, string name, string id, CancellationToken interrupt = default) => RunAsync(
        token => _host.ImportAsync($"jumpcloud:index:{type}", name, id, new CommandOptions { Protect = false }, token), interrupt);

    /// <summary>Kills the processes that the command under way has started (SIGKILL); the engine is not told.</summary>
    public void KillPlugins()
    {
        foreach (var plugin in _started.Where(plugin => !plugin.IsStopped))
        {
            using var process = Process.GetProcessById(plugin.ProcessId!.Value);
            process.Kill();
        }
    }

    /// <summary>Notes what the services hold and what is in the state; what it returns brings both back to that.</summary>
    public async Task<Func<Task>> KeepAsync()
    {
        var (services, state) = (await Services.KeepAsync(), _state.Read());
        return async () =>
        {
            await Services.RestoreAsync(services);
            if (state is null)
                ForgetState();
            else
                _state.Write(state);
        };
    }

    /// <summary>What is at the services is not in the state any more.</summary>
    public void ForgetState() => _state.Clear();

    /// <summary>The id, inputs and outputs of a resource in the state, or null.</summary>
    public JObject? Resource(string type, string name) =>
        (State.Length == 0 ? [] : JObject.Parse(State).SelectToken("deployment.resources") as JArray ?? [])
            .OfType<JObject>().LastOrDefault(resource => (string?)resource["urn"] == Urn(type, name) && (bool?)resource["delete"] != true);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        if (_plugin is not null)
            await _plugin.DisposeAsync();
        if (_ownsServices)
            await Services.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private static async Task<ProviderFixture> StartAsync(
        EmulatorHost services, bool ownsServices, IReadOnlyDictionary<string, string?>? config, PluginParts? parts = null, HostOptions? options = null)
    {
        var settings = ConfigOf(services);
        foreach (var (name, value) in config ?? new Dictionary<string, string?>())
        {
            settings.Remove($"jumpcloud:{name}");
            if (value is not null)
                settings.Add($"jumpcloud:{name}", new ConfigValue(value, Secret: name is "apiKey" or "clientSecret" or "pulumiAccessToken"));
        }

#pragma warning disable RS0030
        var executable = Environment.GetEnvironmentVariable("JUMPCLOUD_PLUGIN");
#pragma warning restore RS0030
        if (executable is { Length: > 0 } && parts is null)
            return new ProviderFixture(services, ownsServices, null, executable, settings, options);
        var plugin = PluginHost.Build(new PluginOptions(
            PluginArguments.Parse([]), Registry.Catalog, _ => null, parts?.Time ?? TimeProvider.System, parts?.Handler));
        await plugin.StartAsync();
        options ??= new HostOptions { Parallel = parts is null ? new HostOptions().Parallel : 1, Recorder = parts?.Recorder };
        return new ProviderFixture(services, ownsServices, plugin, $"{PluginHost.PortOf(plugin)}", settings, options);
    }

    private static Dictionary<string, ConfigValue> ConfigOf(EmulatorHost services)
    {
        var ready = Ready.Describe(services);
        var config = new Dictionary<string, ConfigValue>
        {
            ["jumpcloud:apiKey"] = new((string?)ready.SelectToken("jumpcloud.apiKey") ?? "", Secret: true),
            ["jumpcloud:consoleUrl"] = new((string)ready["consoleUrl"]!),
            ["jumpcloud:insightsUrl"] = new((string)ready["insightsUrl"]!),
            ["jumpcloud:oauthUrl"] = new((string)ready["oauthUrl"]!),
            ["jumpcloud:ssoUrl"] = new((string)ready["ssoUrl"]!),
            ["jumpcloud:pulumiApiUrl"] = new((string)ready["pulumiApiUrl"]!),
        };
        if ((string?)ready.SelectToken("pulumi.acme.accessToken") is { } token)
            config.Add("jumpcloud:pulumiAccessToken", new ConfigValue(token, Secret: true));
        return config;
    }

    // The machine's own credentials must not reach a test.
    private static Dictionary<string, string?> NoCredentials() => new()
    {
        ["JUMPCLOUD_API_KEY"] = null,
        ["JUMPCLOUD_CLIENT_ID"] = null,
        ["JUMPCLOUD_CLIENT_SECRET"] = null,
        ["JUMPCLOUD_ORGANIZATION_ID"] = null,
        ["JUMPCLOUD_REGION"] = null,
        ["JUMPCLOUD_CONSOLE_URL"] = null,
        ["JUMPCLOUD_INSIGHTS_URL"] = null,
        ["JUMPCLOUD_OAUTH_URL"] = null,
        ["JUMPCLOUD_SSO_URL"] = null,
        ["PULUMI_ACCESS_TOKEN"] = null,
        ["PULUMI_API"] = null,
        ["JUMPCLOUD_STRICT"] = null,
    };

    private static YamlProgram ProgramOf(string resources) => new($"name: shop\nruntime: yaml\n{resources.ReplaceLineEndings("\n")}\n");

    private async Task<CommandResult> RunAsync(
        Func<CancellationToken, Task<CommandResult>> command, CancellationToken interrupt = default)
    {
        Services.Requests.Clear();
        _started.Clear();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(interrupt);
        limit.CancelAfter(Limit);
        return await command(limit.Token);
    }

    private sealed record PluginParts(TimeProvider Time, HttpMessageHandler Handler, RpcRecorder? Recorder);
}
