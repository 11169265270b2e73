using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Rpc;

/// <summary>One provider instance: its engine, its configuration, and whether it was cancelled.</summary>
/// <param name="secrets">Of all instances of the process.</param>
internal sealed class ProviderSession(TimeProvider time, HttpMessageHandler? handler, KnownSecrets secrets) : IDisposable
{
    private CancellationTokenSource _cancelled = new();
    private volatile ProviderClients? _clients;

    public EngineConnection Engine { get; } = new();

    /// <summary>Trips when the engine cancels, for every operation under way.</summary>
    public CancellationToken Cancelled => _cancelled.Token;

    public bool IsConfigured => _clients is not null;

    public ProviderConfig? Config => _clients?.Config;

    /// <summary>Whether the engine reads references to resources in answers.</summary>
    public bool KeepsResources { get; private set; } = true;

    /// <exception cref="UserErrorException">The provider has not been configured.</exception>
    public ProviderClients Clients =>
        _clients ?? throw new UserErrorException(
            ErrorKind.FailedPrecondition,
            "the provider has not been configured on this connection; run the command again (a provider that PULUMI_DEBUG_PROVIDERS attaches to must be configured by every engine)");

    /// <summary>Takes a configuration; what was cancelled before works again.</summary>
    public void Configure(ProviderConfig config, bool keepsResources)
    {
        KeepsResources = keepsResources;

        // Operations that still use the former clients finish with them.
        _clients = new ProviderClients(config, time, handler, secrets);
        Rearm();
    }

    /// <summary>A new engine on the same connection: the cancellation of the former one is over.</summary>
    public void Rearm()
    {
        if (_cancelled.IsCancellationRequested)
            _cancelled = new CancellationTokenSource();
    }

    public void Cancel() => _cancelled.Cancel();

    public void Dispose()
    {
        _cancelled.Cancel();
        _clients?.Dispose();
        Engine.Dispose();
    }
}
