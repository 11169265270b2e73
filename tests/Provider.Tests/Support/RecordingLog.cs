using System.Collections.Concurrent;
using JumpCloud.Core;

namespace JumpCloud.Tests;

/// <summary>Keeps what a user would have read.</summary>
internal sealed class RecordingLog : IEngineLog
{
    private readonly ConcurrentQueue<string> _warnings = new();
    private readonly ConcurrentQueue<string> _statuses = new();

    public IReadOnlyList<string> Warnings => [.. _warnings];

    public IReadOnlyList<string> Statuses => [.. _statuses];

    public ValueTask DebugAsync(string message) => default;

    public ValueTask InfoAsync(string message) => default;

    public ValueTask WarningAsync(string message)
    {
        _warnings.Enqueue(message);
        return default;
    }

    public ValueTask StatusAsync(string message)
    {
        _statuses.Enqueue(message);
        return default;
    }
}
