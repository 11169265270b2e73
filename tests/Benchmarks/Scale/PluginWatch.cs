using JumpCloud.Benchmarks.Processes;

namespace JumpCloud.Benchmarks.Scale;

/// <summary>
/// Looks at a plugin that the engine starts and ends: every few milliseconds, since nothing can be asked of a process that has ended.
/// </summary>
internal sealed class PluginWatch
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(10);

    /// <summary>The most that it has had in RAM.</summary>
    public double PeakMebibytes { get; private set; }

    /// <summary>Until the last look, which is at most a few milliseconds before its end.</summary>
    public double CpuMilliseconds { get; private set; }

    public async Task WatchAsync(int process, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                (PeakMebibytes, CpuMilliseconds) = (ProcessFigures.PeakMebibytes(process), ProcessFigures.CpuMilliseconds(process));
            }
            catch (Exception exception) when (exception is IOException or InvalidOperationException)
            {
                // It has ended, and with it what the kernel tells.
                return;
            }

            await Task.Delay(Every, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
