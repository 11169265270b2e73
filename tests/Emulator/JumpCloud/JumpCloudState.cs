using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>What JumpCloud holds, and what it does with it. Knows no HTTP.</summary>
public sealed class JumpCloudState : IAsyncDisposable
{
    private readonly EmulatorContext _context;

    internal JumpCloudState(EmulatorContext context) => _context = context;

    /// <summary>Completes when all queued provisioning work is done.</summary>
    public Task SettledAsync(CancellationToken cancellation = default) => Task.CompletedTask;

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
    }

    /// <summary>The whole state, for people and tests.</summary>
    internal JObject Describe() => [];

    /// <summary>What a client needs to sign in: API key, service account, organization id.</summary>
    internal JObject DescribeCredentials() => [];

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
