using System.Text.RegularExpressions;
using JumpCloud.Tests.Conventions;
using JumpCloud.Tests.Conventions.Documentation;

namespace JumpCloud.Tests.Guides;

/// <summary>One step of a guide, as it stands in the page.</summary>
internal abstract record GuideStep
{
    /// <summary>A YAML program, whole: the next commands are about it.</summary>
    public sealed record Program(string Yaml) : GuideStep;

    /// <summary>Lines that go below <c>properties</c> of a resource of the program, in the place of those of the same name.</summary>
    public sealed record Edit(string Resource, string Lines) : GuideStep;

    /// <summary>What a person does at one of the services; see <see cref="GuideHands"/>.</summary>
    public sealed record ByHand(string What) : GuideStep;

    /// <summary>A command of the CLI, and parts of what it prints, in this order.</summary>
    public sealed record Command(string Line, IReadOnlyList<string> Prints) : GuideStep;
}

/// <summary>
/// A page below docs/guides as steps: its <c>yaml</c> blocks, its <c>console</c> blocks, and comments that the reader does not see,
/// <c>edit: NAME</c> before a yaml block that is a part, <c>by hand: WHAT</c>.
/// </summary>
internal static partial class Guide
{
    private const string Folder = "docs/guides/";

    public static IEnumerable<string> All => Sources.Markdown().Where(path => path.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    public static IEnumerable<GuideStep> Read(string path)
    {
        var (language, edited, block) = ("", "", new List<string>());
        foreach (var (line, isCode) in Markdown.LinesOf(Sources.Read(path)))
        {
            if (line.StartsWith("```", StringComparison.Ordinal) && isCode)
            {
                (language, block) = (line[3..], []);
            }
            else if (line.StartsWith("```", StringComparison.Ordinal))
            {
                foreach (var step in StepsOf(language, block, edited))
                    yield return step;
                (language, edited) = ("", "");
            }
            else if (isCode)
            {
                block.Add(line);
            }
            else if (Comment().Match(line) is { Success: true } comment)
            {
                if (comment.Groups["what"].Value == "edit")
                    edited = comment.Groups["of"].Value;
                else
                    yield return new GuideStep.ByHand(comment.Groups["of"].Value);
            }
        }
    }

    private static IEnumerable<GuideStep> StepsOf(string language, IReadOnlyList<string> lines, string edited)
    {
        var text = string.Join('\n', lines);
        if (language == "yaml" && edited.Length > 0)
            return [new GuideStep.Edit(edited, text)];
        if (language == "yaml" && text.StartsWith("name: ", StringComparison.Ordinal))
            return [new GuideStep.Program(text)];
        return language == "console" ? CommandsOf(lines) : [];
    }

    // A line that is indented goes on with the one before it; three dots stand for what is left out.
    private static IEnumerable<GuideStep.Command> CommandsOf(IReadOnlyList<string> lines)
    {
        var commands = new List<(string Line, List<string> Prints)>();
        foreach (var line in lines.Where(line => line.Trim() is not ("" or "...")))
        {
            if (line.StartsWith("$ ", StringComparison.Ordinal))
                commands.Add((line[2..], []));
            else if (line[0] == ' ' && commands[^1].Prints.Count > 0)
                commands[^1].Prints[^1] += line;
            else
                commands[^1].Prints.Add(line);
        }

        return commands.Select(command => new GuideStep.Command(command.Line, command.Prints));
    }

    [GeneratedRegex("^<!-- (?<what>edit|by hand): (?<of>[^>]+) -->$")]
    private static partial Regex Comment();
}
