using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pulumirpc;

namespace JumpCloud.Tests.Rpc.Support;

/// <summary>An engine and its monitor, as far as a provider sees them: records what it is told and answers.</summary>
internal sealed class EngineRecorder : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EngineRecorder(WebApplication app, Records records) => (_app, Recorded) = (app, records);

    public Records Recorded { get; }

    /// <summary>Host and port, as in the plugin's last argument.</summary>
    public string Address =>
        new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Authority;

    public static async Task<EngineRecorder> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        var records = new Records();
        builder.Services.AddSingleton(records);
        var app = builder.Build();
        app.MapGrpcService<EngineService>();
        app.MapGrpcService<MonitorService>();
        await app.StartAsync();
        return new EngineRecorder(app, records);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    internal sealed class Records
    {
        public ConcurrentQueue<LogRequest> Logs { get; } = new();

        public ConcurrentQueue<RegisterResourceRequest> Registered { get; } = new();

        public ConcurrentQueue<RegisterResourceOutputsRequest> Outputs { get; } = new();

        /// <summary>What the monitor answers for a registration; the inputs as outputs where it gives null.</summary>
        public Func<RegisterResourceRequest, RegisterResourceResponse?> Answer { get; set; } = _ => null;
    }

    private sealed class EngineService(Records records) : Engine.EngineBase
    {
        public override Task<Empty> Log(LogRequest request, ServerCallContext context)
        {
            records.Logs.Enqueue(request);
            return Task.FromResult(new Empty());
        }
    }

    private sealed class MonitorService(Records records) : ResourceMonitor.ResourceMonitorBase
    {
        public override Task<RegisterResourceResponse> RegisterResource(RegisterResourceRequest request, ServerCallContext context)
        {
            records.Registered.Enqueue(request);
            return Task.FromResult(records.Answer(request) ?? new RegisterResourceResponse
            {
                Urn = $"urn:pulumi:dev::proj::{request.Type}::{request.Name}",
                Id = request.Custom ? $"id-{request.Name}" : "",
                Object = request.Object,
            });
        }

        public override Task<Empty> RegisterResourceOutputs(RegisterResourceOutputsRequest request, ServerCallContext context)
        {
            records.Outputs.Enqueue(request);
            return Task.FromResult(new Empty());
        }
    }
}
