using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using JumpCloud.EngineHost;
using JumpCloud.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pulumirpc;
using Xunit;

namespace JumpCloud.Tests.Yaml;

/// <summary>
/// A ResourceMonitor and an Engine over real gRPC that note what they are asked and answer what a test says; without a word, a
/// registration is answered as a preview of the scripted provider would be.
/// </summary>
internal sealed class FakeEngine : IAsyncDisposable
{
    public const string StackUrn = "urn:pulumi:dev::rec::pulumi:pulumi:Stack::rec-dev";
    public const string Unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly WebApplication _app;

    private FakeEngine(WebApplication app) => _app = app;

    /// <summary>The answer to a registration; null for the usual one.</summary>
    public Func<RegisterResourceRequest, RegisterResourceResponse?> OnRegister { get; set; } = _ => null;

    public Func<ResourceInvokeRequest, ResourceInvokeResponse> OnInvoke { get; set; } =
        _ => new ResourceInvokeResponse { Return = new Struct() };

    public ConcurrentQueue<(string Method, IMessage Request)> Calls { get; } = [];

    public ConcurrentQueue<LogRequest> Logs { get; } = [];

    public IReadOnlyList<RegisterResourceRequest> Registered =>
        [.. Calls.Select(c => c.Request).OfType<RegisterResourceRequest>().Where(r => r.Type != "pulumi:pulumi:Stack")];

    public Struct Outputs => Calls.Select(c => c.Request).OfType<RegisterResourceOutputsRequest>().Single().Outputs;

    public string Address => new Uri(_app.Urls.Single()).Authority;

    public static async Task<FakeEngine> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(o => o.Listen(IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        var engine = new FakeEngine[1];
        builder.Services.AddSingleton(_ => engine[0]);
        var app = builder.Build();
        app.MapGrpcService<MonitorService>();
        app.MapGrpcService<EngineService>();
        await app.StartAsync();
        return engine[0] = new FakeEngine(app);
    }

    /// <summary>
    /// Runs the program as project rec, stack dev, with the configuration of the recordings; null when it succeeds.
    /// </summary>
    public Task<ProgramFailedException?> RunAsync(
        string yaml, bool dryRun = true, string? directory = null, params (string Key, string Value)[] config)
        => RunAsync(new YamlProgram(yaml + "\n"), dryRun, directory, config);

    public async Task<ProgramFailedException?> RunAsync(
        IProgram program, bool dryRun = true, string? directory = null, params (string Key, string Value)[] config)
    {
        var settings = new Dictionary<string, string>
        {
            ["rec:pw"] = "s3cr3t-pw", ["wire:flag"] = "true", ["wire:key"] = "s3cr3t-key",
        };
        foreach (var (key, value) in config)
            settings[key] = value;
        var context = new ProgramContext(
            Address, Address, "rec", "dev", "organization", settings, new HashSet<string> { "rec:pw", "wire:key" }, dryRun, 8,
            directory ?? AppContext.BaseDirectory, new WireSchema());
        try
        {
            await program.RunAsync(context, TestContext.Current.CancellationToken).WaitAsync(Limit);
            return null;
        }
        catch (ProgramFailedException e)
        {
            return e;
        }
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private RegisterResourceResponse Register(RegisterResourceRequest request)
    {
        if (OnRegister(request) is { } response)
            return response;
        if (request.Type == "pulumi:pulumi:Stack")
            return new RegisterResourceResponse { Urn = StackUrn, Object = new Struct() };
        var urn = $"urn:pulumi:dev::rec::{request.Type}::{request.Name}";
        return new RegisterResourceResponse { Urn = urn, Object = request.Object };
    }

    private sealed class MonitorService(FakeEngine engine) : ResourceMonitor.ResourceMonitorBase
    {
        public override Task<RegisterResourceResponse> RegisterResource(
            RegisterResourceRequest request, ServerCallContext context)
        {
            engine.Calls.Enqueue(("RegisterResource", request));
            return Task.FromResult(engine.Register(request));
        }

        public override Task<ReadResourceResponse> ReadResource(ReadResourceRequest request, ServerCallContext context)
        {
            engine.Calls.Enqueue(("ReadResource", request));
            var urn = $"urn:pulumi:dev::rec::{request.Type}::{request.Name}";
            var properties = new Struct { Fields = { ["gen"] = Value.ForString("read") } };
            return Task.FromResult(new ReadResourceResponse { Urn = urn, Properties = properties });
        }

        public override Task<ResourceInvokeResponse> Invoke(ResourceInvokeRequest request, ServerCallContext context)
        {
            engine.Calls.Enqueue(("Invoke", request));
            return Task.FromResult(engine.OnInvoke(request));
        }

        public override Task<SupportsFeatureResponse> SupportsFeature(SupportsFeatureRequest request, ServerCallContext context)
            => Task.FromResult(new SupportsFeatureResponse { HasSupport = request.Id is "secrets" or "resourceReferences" });

        public override Task<Empty> SignalAndWaitForShutdown(Empty request, ServerCallContext context)
            => Task.FromResult(new Empty());

        public override Task<Empty> RegisterResourceOutputs(RegisterResourceOutputsRequest request, ServerCallContext context)
        {
            engine.Calls.Enqueue(("RegisterResourceOutputs", request));
            return Task.FromResult(new Empty());
        }
    }

    private sealed class EngineService(FakeEngine engine) : Engine.EngineBase
    {
        public override Task<SetRootResourceResponse> SetRootResource(SetRootResourceRequest request, ServerCallContext context)
            => Task.FromResult(new SetRootResourceResponse());


        public override Task<Empty> Log(LogRequest request, ServerCallContext context)
        {
            engine.Logs.Enqueue(request);
            return Task.FromResult(new Empty());
        }
    }

    /// <summary>The schema that the scripted provider embeds.</summary>
    private sealed class WireSchema : ISchemaSource
    {
        public async Task<string> GetSchemaAsync(string package, string? version, CancellationToken ct)
        {
            if (package != "wire")
                throw new InvalidOperationException($"there is no plugin for {package}");
            using var reader = new StreamReader(typeof(WireHost).Assembly.GetManifestResourceStream("schema.json")!);
            return await reader.ReadToEndAsync(ct);
        }
    }
}
