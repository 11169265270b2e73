using Grpc.Net.Client;
using Pulumirpc;

namespace JumpCloud.Wire;

/// <summary>The engine that started or attached the plugin; absent when the plugin was started by hand.</summary>
internal sealed class EngineConnection : IDisposable
{
    private GrpcChannel? _channel;

    public void Connect(string address)
    {
        if (address.Length == 0)
            return;
        var old = Interlocked.Exchange(ref _channel, GrpcChannel.ForAddress($"http://{address}"));
        old?.Dispose();
    }

    public async Task LogAsync(string message, string urn, CancellationToken ct)
    {
        if (_channel is not { } channel)
            return;
        await new Engine.EngineClient(channel).LogAsync(
            new LogRequest { Severity = LogSeverity.Info, Message = message, Urn = urn }, cancellationToken: ct);
    }

    public void Dispose() => _channel?.Dispose();
}
