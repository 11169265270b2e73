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

    /// <summary>What the stack's configuration has.</summary>
    public sealed record Setting(string Name, string Value) : GuideStep;

    /// <summary>A command of the CLI, and parts of what it prints, in this order.</summary>
    public sealed record Command(string Line, IReadOnlyList<string> Prints) : GuideStep;
}

/// <summary>
/// A page that quotes what commands print, as steps: its <c>yaml</c> blocks, its <c>console</c> blocks, and comments that the reader
/// does not see, <c>edit: NAME</c> before a yaml block that is a part, <c>by hand: WHAT</c>, <c>run: COMMAND</c>, <c>program: FILE</c>
/// for a program that stands there, and <c>set: NAME=VALUE</c> of the stack's configuration, which holds from the beginning.
/// </summary>
internal static partial class Guide
{
    public static IEnumerable<string> All => CodeBlock.In("console").Select(block => block.Path).Distinct().Order(StringComparer.Ordinal);

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
                var of = comment.Groups["of"].Value;
                if (comment.Groups["what"].Value == "edit")
                    edited = of;
                else
                    yield return HiddenStep(comment.Groups["what"].Value, of);
            }
        }
    }

    private static GuideStep HiddenStep(string what, string of) => what switch
    {
        "program" => new GuideStep.Program(Sources.Read(of)),
        "run" => new GuideStep.Command(of, []),
        "set" => new GuideStep.Setting(of.Split('=')[0], of.Split('=')[1]),
        _ => new GuideStep.ByHand(of),
    };

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

    [GeneratedRegex("^<!-- (?<what>edit|by hand|program|run|set): (?<of>[^>]+) -->$")]
    private static partial Regex Comment();
}
