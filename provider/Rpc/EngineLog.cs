using Grpc.Core;
using JumpCloud.Clients;
using JumpCloud.Core;
using Pulumirpc;

namespace JumpCloud.Rpc;

/// <summary>
/// Messages to the user through the engine, beside the resource they are about. Never of severity ERROR: that fails the whole
/// deployment (engine.proto).
/// </summary>
internal sealed class EngineLog(Engine.EngineClient? engine, string urn, KnownSecrets secrets) : IEngineLog
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public ValueTask DebugAsync(string message) => SendAsync(LogSeverity.Debug, message, isStatus: false);

    public ValueTask InfoAsync(string message) => SendAsync(LogSeverity.Info, message, isStatus: false);

    public ValueTask WarningAsync(string message) => SendAsync(LogSeverity.Warning, message, isStatus: false);

    public ValueTask StatusAsync(string message) => SendAsync(LogSeverity.Info, message, isStatus: true);

    private async ValueTask SendAsync(LogSeverity severity, string message, bool isStatus)
    {
        if (engine is null)
            return;
        var request = new LogRequest { Severity = severity, Message = ErrorText.Readable(secrets.Scrub(message)), Urn = urn, Ephemeral = isStatus };
        try
        {
            using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
            await engine.LogAsync(request, cancellationToken: patience.Token);
        }
        catch (Exception exception) when (exception is RpcException or ObjectDisposedException or InvalidOperationException)
        {
            // A message that cannot be shown is no reason to fail what it was about, and there is nobody left to tell.
        }
    }
}
