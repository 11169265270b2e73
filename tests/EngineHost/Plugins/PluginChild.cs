using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace JumpCloud.EngineHost;

/// <summary>The operating system's side of a plugin: a process in its own group, its output, its signals.</summary>
internal sealed class PluginChild : IDisposable
{
    private const int Interrupt = 2;
    private const int Kill = 9;
    private readonly Process _process;
    private readonly bool _ownGroup;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private Task _draining = Task.CompletedTask;

    private PluginChild(Process process, bool ownGroup)
    {
        _process = process;
        _ownGroup = ownGroup;
    }

    /// <summary>What it wrote to standard output after the port line.</summary>
    public string StandardOutput => Text(_output);

    public string StandardError => Text(_errors);

    /// <summary>The exit code, once it has ended.</summary>
    public int? ExitCode => _process.HasExited ? _process.ExitCode : null;

    public int Id => _process.Id;

    public static PluginChild Start(PluginStart start, string executable)
    {
        // A process group of its own keeps the terminal's Ctrl-C from the plugin, as with the engine. .NET cannot ask for
        // one on Unix; setsid(1) replaces itself by the plugin and keeps the process id.
        var setsid = OperatingSystem.IsWindows() ? null : SetsidPath();
        var info = new ProcessStartInfo
        {
            WorkingDirectory = start.Directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        List<string> command = executable.EndsWith(".dll", StringComparison.Ordinal) ? ["dotnet", executable] : [executable];
        if (setsid is not null)
            command.Insert(0, setsid);
        info.FileName = command[0];
        foreach (var argument in command.Skip(1).Concat(start.Arguments).Append(start.EngineAddress))
            info.ArgumentList.Add(argument);
        foreach (var (key, value) in start.Environment)
            info.Environment[key] = value;
        try
        {
            var process = Process.Start(info) ?? throw new PluginException($"could not start plugin '{executable}'");
            return new PluginChild(process, setsid is not null);
        }
        catch (Win32Exception e)
        {
            throw new PluginException($"could not start plugin '{executable}': {e.Message}", e);
        }
    }

    /// <summary>Reads standard output byte by byte to the first line feed: the port, 1..65535.</summary>
    public async Task<int> ReadPortAsync(CancellationToken ct)
    {
        _draining = DrainAsync(_process.StandardError.BaseStream, _errors);
        var line = new List<byte>();
        var buffer = new byte[1];
        var stream = _process.StandardOutput.BaseStream;
        while (true)
        {
            if (await stream.ReadAsync(buffer, ct) == 0)
                throw await EndedAsync(ct);
            if (buffer[0] == '\n')
                break;
            line.Add(buffer[0]);
        }

        _draining = Task.WhenAll(_draining, DrainAsync(stream, _output));
        var text = Encoding.UTF8.GetString([.. line]).Trim();
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
            ? port
            : throw new PluginException($"plugin wrote '{text}' where its port number belongs");
    }

    /// <summary>SIGINT to its group (on Windows, where a group cannot be signalled from here, nothing).</summary>
    public void SendInterrupt() => Signal(Interrupt);

    /// <summary>Ends it and its children at once.</summary>
    public void SendKill()
    {
        if (OperatingSystem.IsWindows())
            _process.Kill(entireProcessTree: true);
        else
            Signal(Kill);
    }

    /// <summary>Waits until it has ended and its output is read.</summary>
    public async Task WaitAsync(CancellationToken ct)
    {
        await _process.WaitForExitAsync(ct);
        await _draining.WaitAsync(ct);
    }

    public void Dispose() => _process.Dispose();

    private static string? SetsidPath() =>
        new[] { "/usr/bin/setsid", "/bin/setsid" }.FirstOrDefault(File.Exists);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int SendSignal(int process, int signal);

    private static string Text(StringBuilder builder)
    {
        lock (builder)
            return builder.ToString();
    }

    private static async Task DrainAsync(Stream stream, StringBuilder into)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var buffer = new char[4096];
        int read;
        while ((read = await reader.ReadAsync(buffer)) > 0)
            lock (into)
                into.Append(buffer, 0, read);
    }

    private async Task<PluginException> EndedAsync(CancellationToken ct)
    {
        await WaitAsync(ct);
        return new PluginException(
            $"could not read plugin [{_process.StartInfo.FileName}]: "
            + $"it ended with exit code {_process.ExitCode} before it wrote its port"
            + (StandardError.Length > 0 ? $"; it wrote: {StandardError.Trim()}" : ""));
    }

    private void Signal(int signal)
    {
        if (OperatingSystem.IsWindows() || _process.HasExited)
            return;
        // A negative id is the group's. A process that has just ended is no error here.
        _ = SendSignal(_ownGroup ? -_process.Id : _process.Id, signal);
    }
}
