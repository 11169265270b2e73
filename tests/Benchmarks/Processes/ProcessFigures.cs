using System.Globalization;
using System.Runtime.InteropServices;

namespace JumpCloud.Benchmarks.Processes;

/// <summary>What the kernel knows of a process, on Linux.</summary>
internal static class ProcessFigures
{
    private const int CpuTimeOfProcess = 2;

    /// <summary>The memory that it has in RAM, in MiB: its own and the pages of files, as RSS counts them.</summary>
    public static double ResidentMebibytes(int process) => Status(process, "VmRSS") / 1024;

    /// <summary>The part of it that no file backs: its heap, its stacks and what it has written to.</summary>
    public static double AnonymousMebibytes(int process) => Status(process, "RssAnon") / 1024;

    /// <summary>The most that it has had in RAM, in MiB.</summary>
    public static double PeakMebibytes(int process) => Status(process, "VmHWM") / 1024;

    public static double Threads(int process) => Status(process, "Threads");

    /// <summary>The time that processors have worked for it, in milliseconds: a busy machine changes it less than a clock's.</summary>
    public static double CpuMilliseconds(int process)
    {
        // As clock_getcpuclockid makes it of a process id.
        if (GetTime((~process << 3) | CpuTimeOfProcess, out var time) != 0)
            throw new InvalidOperationException($"the kernel does not tell the processor time of process {process}");
        return (time.Seconds * 1e3) + (time.Nanoseconds / 1e6);
    }

    private static double Status(int process, string name)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith($"{name}:", StringComparison.Ordinal));
        return double.Parse(line.Split(':')[1].Split("kB")[0], CultureInfo.InvariantCulture);
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int GetTime(int clock, out TimeSpec time);

    private readonly struct TimeSpec
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
