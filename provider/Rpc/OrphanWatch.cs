using Grpc.Core;
using Grpc.Net.Client;

namespace JumpCloud.Rpc;

/// <summary>
/// Ends the process when the engine that started it is gone: an engine that was killed says goodbye to nobody. Asks for
/// grpc.health.v1.Health/Check, as the Go SDK's providers do; an engine without that service is healthy too.
/// </summary>
internal sealed class OrphanWatch(string engineAddress, TimeProvider time, IHostApplicationLifetime lifetime) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // Neither message has a field that matters here.
    private static readonly Method<byte[], byte[]> Check = new(
        MethodType.Unary, "grpc.health.v1.Health", "Check", Marshallers.Create(Same, Same), Marshallers.Create(Same, Same));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var channel = EngineConnection.Open(engineAddress);
        do
            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (await IsReachableAsync(channel, stoppingToken));
        if (!stoppingToken.IsCancellationRequested)
            lifetime.StopApplication();
    }

    private static async Task<bool> IsReachableAsync(GrpcChannel channel, CancellationToken stopping)
    {
        if (stopping.IsCancellationRequested)
            return false;
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            patience.CancelAfter(Patience);
            using var call = channel.CreateCallInvoker()
                .AsyncUnaryCall(Check, null, new CallOptions(cancellationToken: patience.Token), []);
            await call.ResponseAsync;
            return true;
        }
        catch (RpcException exception)
        {
            // An engine that takes its time, or that was put to sleep, is still there.
            return exception.StatusCode != StatusCode.Unavailable && !stopping.IsCancellationRequested;
        }
    }

    private static byte[] Same(byte[] bytes) => bytes;
}
