using Google.Protobuf.WellKnownTypes;
using JumpCloud.EngineHost;
using JumpCloud.EngineHost.State;
using JumpCloud.EngineHost.Wire;
using Newtonsoft.Json.Linq;
using Pulumirpc;

namespace JumpCloud.Tests.Deployment;

/// <summary>A stack with the fake provider, and programs of a few lines for it.</summary>
internal sealed class Fixture : IAsyncDisposable
{
    public const string StackUrn = "urn:pulumi:dev::proj::pulumi:pulumi:Stack::proj-dev";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private Fixture(FakeProvider provider, Dictionary<string, ConfigValue> config)
    {
        Provider = provider;
        Settings = new ProjectSettings(
            Path.GetTempPath(), "proj", "dev", config, new Dictionary<string, string> { ["fake"] = provider.Port });
        Options = new HostOptions { Passphrase = "correct horse", Parallel = 4 };
        State = StateStore.InMemory();
    }

    public FakeProvider Provider { get; }

    public ProjectSettings Settings { get; set; }

    public HostOptions Options { get; set; }

    public StateStore State { get; }

    /// <summary>The resources in the state, by name.</summary>
    public IReadOnlyDictionary<string, JObject> Resources => State.Read() is { } text
        ? ((JArray)JObject.Parse(text)["deployment"]!["resources"]!).Cast<JObject>()
            .GroupBy(resource => Urn.Name((string)resource["urn"]!))
            .ToDictionary(group => group.Key, group => group.Last())
        : new Dictionary<string, JObject>();

    public static async Task<Fixture> StartAsync(Dictionary<string, ConfigValue>? config = null) =>
        new(await FakeProvider.StartAsync(), config ?? []);

    public static string UrnOf(string name) => $"urn:pulumi:dev::proj::fake:index:Thing::{name}";

    /// <summary>Properties from JSON.</summary>
    public static Struct Props(string json) => JsonValues.FromText(json).StructValue;

    /// <summary>A registration of a Thing; the rest is set by the test.</summary>
    public static RegisterResourceRequest Thing(string name, string json = """{"label": "a"}""") => new()
    {
        Type = "fake:index:Thing",
        Name = name,
        Parent = StackUrn,
        Custom = true,
        Object = Props(json),
        AcceptSecrets = true,
        SupportsPartialValues = true,
    };

    public Task<CommandResult> PreviewAsync(params RegisterResourceRequest[] things) =>
        WithHost((host, ct) => host.PreviewAsync(Program(things), ct: ct));

    public Task<CommandResult> UpAsync(params RegisterResourceRequest[] things) =>
        WithHost((host, ct) => host.UpAsync(Program(things), ct: ct));

    public Task<CommandResult> UpAsync(Func<ResourceMonitor.ResourceMonitorClient, Task> program) =>
        WithHost((host, ct) => host.UpAsync(Program(program), ct: ct));

    public async Task<CommandResult> WithHost(Func<Host, CancellationToken, Task<CommandResult>> run)
    {
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        await using var host = new Host(Settings, State, Options);
        return await run(host, limit.Token);
    }

    /// <summary>A program that registers the stack, then the things one after the other.</summary>
    public static IProgram Program(params RegisterResourceRequest[] things) => Program(async monitor =>
    {
        foreach (var thing in things)
            await monitor.RegisterResourceAsync(thing.Clone());
    });

    public static IProgram Program(Func<ResourceMonitor.ResourceMonitorClient, Task> body) => new DelegateProgram(async context =>
    {
        using var channel = Channels.Connect(context.MonitorAddress);
        var monitor = new ResourceMonitor.ResourceMonitorClient(channel);
        await monitor.RegisterResourceAsync(new RegisterResourceRequest
        {
            Type = Urn.StackType,
            Name = $"{context.Project}-{context.Stack}",
            Object = new Struct(),
        });
        await body(monitor);
        await monitor.RegisterResourceOutputsAsync(new RegisterResourceOutputsRequest { Urn = StackUrn, Outputs = new Struct() });
    });

    public ValueTask DisposeAsync() => Provider.DisposeAsync();
}
