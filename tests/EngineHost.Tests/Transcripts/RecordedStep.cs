using System.Text.RegularExpressions;
using JumpCloud.EngineHost;
using JumpCloud.Tests.WireProvider;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Tests.Transcripts;

/// <summary>One step of a scenario: the CLI's command, and what the real engine did.</summary>
internal sealed partial record RecordedStep(string Scenario, string File, string[] Command)
{
    public string Number => File[..2];

    public string Name => $"{Scenario}/{Number}";

    public IReadOnlyList<RpcCall> Calls => RpcCall.Pair(
        Recordings.LinesOf(Path(".jsonl")).Select(line => (
            (string)line["m"]!,
            line["request"] is not null,
            line["request"] ?? line["response"],
            (string?)line["errors"]?[0])));

    public JArray State => JArray.Parse(System.IO.File.ReadAllText(Path(".state.json")));

    /// <summary>What was printed, without the command itself and the exit code.</summary>
    public IReadOnlyList<string> Text => System.IO.File.ReadAllLines(Path(".txt"))[1..^1];

    public int ExitCode => int.Parse(System.IO.File.ReadAllLines(Path(".txt"))[^1]["exit ".Length..]);

    public IProgram Program => new YamlProgram(Recordings.ProgramOf(Scenario, File));

    public CommandOptions Options => new()
    {
        Diff = Command.Contains("--diff"),
        Refresh = Command.Contains("--refresh"),
        Protect = !Command.Contains("--protect=false"),
    };

    public static IReadOnlyList<RecordedStep> Of(string scenario)
    {
        var folder = System.IO.Path.Combine(Recordings.Folder!, scenario);
        var readme = System.IO.File.ReadAllText(System.IO.Path.Combine(folder, "README.md"));
        return
        [
            .. Heading().Matches(readme).Select(match => new RecordedStep(
                scenario,
                System.IO.Path.GetFileNameWithoutExtension(
                    Directory.GetFiles(folder, match.Groups[1].Value + "-*.jsonl").Single()),
                match.Groups[2].Value.Split(' '))),
        ];
    }

    /// <summary>Does with the host what the command did with the CLI.</summary>
    public async Task<CommandResult> RunAsync(Host host, CancellationToken ct) => Command[1] switch
    {
        "preview" => await host.PreviewAsync(Program, Options, ct),
        "up" => await host.UpAsync(Program, Options, ct),
        "refresh" => await host.RefreshAsync(Options, ct),
        "destroy" => await host.DestroyAsync(Options, ct),
        "import" => await host.ImportAsync(Command[2], Command[3], Command[4], Options, ct),
        "state" => host.UnprotectAll(),
        _ => throw new InvalidDataException($"step {Name} has an unknown command"),
    };

    [GeneratedRegex(@"^## (\d\d) `([^`]+)`", RegexOptions.Multiline)]
    private static partial Regex Heading();

    private string Path(string extension) => System.IO.Path.Combine(Recordings.Folder!, Scenario, File + extension);
}
