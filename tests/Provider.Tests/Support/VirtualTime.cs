using Microsoft.Extensions.Time.Testing;

namespace JumpCloud.Tests;

/// <summary>Lets time pass for as long as a task waits for it.</summary>
internal static class VirtualTime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static FakeTimeProvider Start() => new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    /// <summary>Waits for the task while moving the clock on in small steps.</summary>
    public static async Task<T> RunAsync<T>(this FakeTimeProvider time, Task<T> task)
    {
        await time.RunAsync((Task)task);
        return await task;
    }

    /// <inheritdoc cref="RunAsync{T}"/>
    public static async Task RunAsync(this FakeTimeProvider time, Task task)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!task.IsCompleted)
        {
            await Task.WhenAny(task, Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, limit.Token));
            limit.Token.ThrowIfCancellationRequested();
            if (!task.IsCompleted)
                time.Advance(TimeSpan.FromMilliseconds(100));
        }

        await task;
    }
}
