using System.Diagnostics;
using System.Text;
using JumpCloud.EngineHost;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Benchmarks.Previews;

/// <summary>The real <c>pulumi</c> with a project, a home and a file backend in one folder, which touches nothing of the user's.</summary>
internal sealed class PulumiCli(string executable, string folder)
{
    public static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(directory => Path.Combine(directory, OperatingSystem.IsWindows() ? "pulumi.exe" : "pulumi"))
        .FirstOrDefault(File.Exists);

    public static string VersionOf(string executable) => Run(new ProcessStartInfo(executable, ["version"])).Trim();

    /// <param name="resources">In YAML, below <c>resources:</c>.</param>
    public void MakeProject(string plugin, string resources, IReadOnlyDictionary<string, ConfigValue> config)
    {
        Directory.CreateDirectory(Path.Combine(folder, "state"));
        var package = Inputs.AreOf(plugin) ? "jumpcloud" : Path.GetFileName(plugin).Split('-')[^1];

        // Where the plugin is named as the engine wants it, whatever its file is called.
        var directory = Directory.CreateDirectory(Path.Combine(folder, "plugin"));
        File.CreateSymbolicLink(Path.Combine(directory.FullName, $"pulumi-resource-{package}"), Path.GetFullPath(plugin));
        File.WriteAllText(
            Path.Combine(folder, "Pulumi.yaml"),
            $"name: shop\nruntime: yaml\nplugins:\n  providers:\n    - {{ name: {package}, path: ./plugin }}\nresources:\n{resources}");
        Run("stack", "init", "dev");

        // Not by a command each: the values are the emulator's, which need no secrecy.
        if (config.Count > 0)
            File.AppendAllText(
                Path.Combine(folder, "Pulumi.dev.yaml"),
                $"config:\n{string.Concat(config.Select(pair => $"  {pair.Key}: {JValue.CreateString(pair.Value.Value).ToString(Newtonsoft.Json.Formatting.None)}\n"))}");
    }

    /// <summary>Carries out a command.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public void Run(params string[] arguments)
    {
        var info = new ProcessStartInfo(executable, arguments) { WorkingDirectory = folder };
        info.Environment["PULUMI_HOME"] = Path.Combine(folder, "home");
        info.Environment["PULUMI_BACKEND_URL"] = $"file://{folder}/state";
        info.Environment["PULUMI_CONFIG_PASSPHRASE"] = "benchmark";
        info.Environment["PULUMI_SKIP_UPDATE_CHECK"] = "true";
        Run(info);
    }

    private static string Run(ProcessStartInfo info)
    {
        (info.RedirectStandardOutput, info.RedirectStandardError, info.UseShellExecute) = (true, true, false);
        using var process = Process.Start(info)!;
        var errors = new StringBuilder();
        process.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
        process.BeginErrorReadLine();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{info.FileName} {string.Join(' ', info.ArgumentList)} ended with {process.ExitCode}:\n{output}{errors}");
    }
}
