using JumpCloud.EngineHost.Yaml;
using Pulumirpc;

namespace JumpCloud.EngineHost;

/// <summary>
/// A Pulumi YAML program, evaluated in this process as the real YAML host evaluates it, for the subset that is documented in
/// tests/EngineHost/Yaml/README.md. What is outside the subset is an error that names its line and column.
/// </summary>
public sealed class YamlProgram : IProgram
{
    private static readonly string[] FileNames = ["Main.json", "Main.yaml", "Pulumi.yaml"];

    private readonly string _text;
    private readonly string _fileName;

    /// <param name="pathOrText">
    /// The program's text, which has a line break, or a path: of a file, or of a folder with Main.json, Main.yaml or Pulumi.yaml
    /// (the first that is there).
    /// </param>
    public YamlProgram(string pathOrText)
    {
        if (pathOrText.Contains('\n'))
        {
            (_text, _fileName) = (pathOrText, "Pulumi.yaml");
            return;
        }
        var path = Directory.Exists(pathOrText)
            ? Path.Combine(pathOrText, FileNames.FirstOrDefault(n => File.Exists(Path.Combine(pathOrText, n))) ?? FileNames[^1])
            : pathOrText;
        (_text, _fileName) = (File.ReadAllText(path), Path.GetFileName(path));
    }

    public async Task RunAsync(ProgramContext context, CancellationToken ct)
    {
        var diagnostics = new YamlDiagnostics(_fileName);
        using var monitor = new MonitorClient(context, diagnostics);
        var template = TemplateParser.Parse(_text, diagnostics);
        if (template is null || diagnostics.HasErrors)
        {
            await TellAsync(monitor, diagnostics, "");
            throw Failed(diagnostics);
        }

        var run = new YamlRun(context, template, diagnostics, monitor);
        try
        {
            await run.RunAsync(ct);
        }
        catch (NoValueException e)
        {
            await TellAsync(monitor, diagnostics, run.StackUrn);
            throw new ProgramFailedException(e.Message, e);
        }
        await TellAsync(monitor, diagnostics, run.StackUrn);
        if (diagnostics.HasErrors || run.IsBrokenOff)
            throw Failed(diagnostics);
    }

    /// <summary>Not cancelled: the first error stops the deployment, and with it the program, but the others are to be told, too.</summary>
    private static async Task TellAsync(MonitorClient monitor, YamlDiagnostics diagnostics, string urn)
    {
        foreach (var warning in diagnostics.Warnings)
            await monitor.LogAsync(LogSeverity.Warning, warning, urn, CancellationToken.None);
        foreach (var error in diagnostics.Errors)
            await monitor.LogAsync(LogSeverity.Error, error, urn, CancellationToken.None);
    }

    private static ProgramFailedException Failed(YamlDiagnostics diagnostics)
        => new(diagnostics.HasErrors ? string.Join(Environment.NewLine, diagnostics.Errors) : "a resource was not registered");
}
