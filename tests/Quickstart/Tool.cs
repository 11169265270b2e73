using System.Diagnostics;

namespace JumpCloud.Quickstart;

internal sealed record ToolResult(int ExitCode, string Text);

/// <summary>
/// What plays the engine: the user's own <c>pulumi</c>, the one that npm's <c>pulumi</c> package downloads, or, where there
/// is none, this repository's EngineHost, which takes the same commands.
/// </summary>
internal sealed class Tool
{
    /// <summary>The CLI that is asked for where none is installed.</summary>
    private const string NpmPackage = "pulumi@3.265.0";

    private readonly string _file;
    private readonly string[] _arguments;
    private readonly Dictionary<string, string> _environment;

    private Tool(string name, string why, string file, string[] arguments, Dictionary<string, string> environment)
    {
        (Name, Why, _file, _arguments, _environment) = (name, why, file, arguments, environment);
    }

    public string Name { get; }

    /// <summary>Which of the three this is, for the reader.</summary>
    public string Why { get; }

    public static async Task<Tool> FindAsync(string root, string stateFolder)
    {
        Directory.CreateDirectory(stateFolder);
        var environment = new Dictionary<string, string>
        {
            ["PULUMI_BACKEND_URL"] = $"file://{stateFolder}",
            ["PULUMI_CONFIG_PASSPHRASE"] = "quickstart",
            ["PULUMI_SKIP_UPDATE_CHECK"] = "true",
            ["PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION"] = "true",
            ["NO_COLOR"] = "1",
        };
        foreach (var (file, arguments, why) in new (string, string[], string)[]
        {
            ("pulumi", [], "Running with the Pulumi CLI that is installed here"),
            ("npx", ["--yes", NpmPackage], $"Running with the Pulumi CLI that npx {NpmPackage} brings"),
        })
        {
            var candidate = new Tool("pulumi", why, file, arguments, environment);
            if (await candidate.TryAsync(["version"], TimeSpan.FromSeconds(60)) is { ExitCode: 0 } version)
                return new Tool("pulumi", $"{why} ({version.Text.Trim()}).", file, arguments, environment);
        }

        var host = Path.Combine(root, "artifacts/bin/Quickstart/release/enginehost.dll");
        return new Tool(
            "enginehost",
            "No Pulumi CLI is installed here, so EngineHost plays its part: this repository's stand-in for the Pulumi engine.",
            Environment.ProcessPath!, [host], environment);
    }

    public async Task<ToolResult> RunAsync(params string[] arguments) =>
        await TryAsync(arguments, TimeSpan.FromMinutes(5))
        ?? throw new InvalidOperationException($"{_file} could not be started");

    /// <summary>Null where the program is not there or does not end in time.</summary>
    private async Task<ToolResult?> TryAsync(string[] arguments, TimeSpan limit)
    {
        var start = new ProcessStartInfo(_file)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var argument in _arguments.Concat(arguments))
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in _environment)
            start.Environment[name] = value;
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // Not installed: the next candidate is tried.
            return null;
        }

        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var timeout = new CancellationTokenSource(limit);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return null;
        }

        return new ToolResult(process.ExitCode, await output + await error);
    }
}
