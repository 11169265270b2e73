using JumpCloud.EngineHost.Cli;
using Xunit;

namespace JumpCloud.Tests.Cli;

/// <summary>
/// A project folder of its own for one test, with the scripted provider as its plugin, and the command line run in it.
/// </summary>
internal sealed class CliProject : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, string> _variables = new()
    {
        ["PULUMI_CONFIG_PASSPHRASE"] = "correct horse", ["PULUMI_STACK"] = "dev",
    };

    public CliProject(string program)
    {
        Folder = Directory.CreateTempSubdirectory("enginehost").FullName;
        Write("Pulumi.yaml", $"""
            name: rec
            runtime: yaml
            plugins:
              providers:
                - name: wire
                  path: {AppContext.BaseDirectory}
            {program}
            """);
    }

    public string Folder { get; }

    public IDictionary<string, string> Variables => _variables;

    public void Write(string file, string text) => File.WriteAllText(Path.Combine(Folder, file), text + "\n");

    public string Read(string file) => File.ReadAllText(Path.Combine(Folder, file));

    /// <summary>Runs a command; its arguments are split at spaces.</summary>
    public async Task<CliResult> RunAsync(string arguments, string input = "")
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var environment = new CliEnvironment(_variables, Folder, new StringReader(input), output, error);
        var code = await CliApplication.RunAsync(arguments.Split(' '), environment, TestContext.Current.CancellationToken)
            .WaitAsync(Limit);
        return new CliResult(code, output.ToString(), error.ToString());
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

internal sealed record CliResult(int Code, string Out, string Error);
