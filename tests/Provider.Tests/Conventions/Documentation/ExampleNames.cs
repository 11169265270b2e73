using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using static JumpCloud.Tests.Conventions.Documentation.ExampleText;

namespace JumpCloud.Tests.Conventions.Documentation;

/// <summary>
/// The names that a generated package has, and whether a program of somebody's writing uses others. Nothing is run: the generators of
/// these languages need what is not on every machine.
/// </summary>
/// <param name="key">Finds the names of arguments within a pair of brackets.</param>
/// <param name="variable">Finds what is assigned the result of what.</param>
internal sealed partial class ExampleNames(Regex key, Regex variable)
{
    private readonly Dictionary<string, HashSet<string>> _arguments = [];
    private readonly Dictionary<string, HashSet<string>> _results = [];
    private readonly HashSet<string> _choices = [];

    public static ExampleNames Python(JObject schema)
    {
        var names = new ExampleNames(PythonKey(), PythonVariable());
        foreach (var (name, spec) in Members(schema, "resources"))
        {
            names._arguments[name] = [.. Names(spec["inputProperties"]).Select(Snake), "opts"];
            names._results[name] = [.. Names(spec["properties"]).Select(Snake)];
        }

        foreach (var (name, spec) in Members(schema, "functions"))
        {
            names._arguments[$"{Snake(name)}_output"] = [.. Names(spec.SelectToken("inputs.properties")).Select(Snake), "opts"];
            names._results[$"{Snake(name)}_output"] = [.. Names(spec.SelectToken("outputs.properties")).Select(Snake)];
        }

        foreach (var (name, spec) in Members(schema, "types"))
        {
            names._arguments[$"{name}Args"] = [.. Names(spec["properties"]).Select(Snake)];
            names._choices.UnionWith(ChoicesOf(spec).Select(choice => $"{name}.{Snake(choice).ToUpperInvariant()}"));
        }

        names._arguments["Provider"] = [.. Names(schema["provider"]!["inputProperties"]).Select(Snake), "opts"];
        return names;
    }

    public static ExampleNames Go(JObject schema)
    {
        var names = new ExampleNames(GoKey(), GoVariable());
        foreach (var (name, spec) in Members(schema, "resources"))
        {
            names._arguments[$"New{name}"] = [];
            names._arguments[$"{name}Args"] = [.. Names(spec["inputProperties"]).Select(Pascal)];
            names._results[$"New{name}"] = [.. Names(spec["properties"]).Select(Pascal)];
        }

        foreach (var (name, spec) in Members(schema, "functions"))
        {
            var function = GoWriter.NameOf(name, schema);
            names._arguments[$"{function}Output"] = [];
            names._arguments[$"{function}OutputArgs"] = [.. Names(spec.SelectToken("inputs.properties")).Select(Pascal)];
            names._results[$"{function}Output"] = [.. Names(spec.SelectToken("outputs.properties")).Select(Pascal)];
        }

        foreach (var (name, spec) in Members(schema, "types"))
        {
            names._arguments[$"{name}Args"] = [.. Names(spec["properties"]).Select(Pascal)];
            names._choices.UnionWith(ChoicesOf(spec).Select(choice => $"{name}{choice}"));
        }

        names._arguments["NewProvider"] = [];
        names._arguments["ProviderArgs"] = [.. Names(schema["provider"]!["inputProperties"]).Select(Pascal)];
        return names;
    }

    /// <summary>Every name of the package that the program uses, and of those the ones that the package does not have.</summary>
    public (int Used, IReadOnlyList<string> Unknown) Check(string program)
    {
        var (used, unknown) = (0, new List<string>());
        void See(string name, bool isThere)
        {
            used++;
            if (!isThere)
                unknown.Add(name);
        }

        var text = Comment().Replace(Quoted().Replace(program, "\"\""), "");
        foreach (Match member in Member().Matches(text))
        {
            var (name, opening) = (member.Groups["name"].Value, member.Groups["open"]);
            See(name, opening.Success ? _arguments.ContainsKey(name) : _choices.Contains(name));
            if (!opening.Success || !_arguments.TryGetValue(name, out var arguments))
                continue;
            foreach (var argument in key.Matches(Within(text, opening.Index)).Select(match => match.Groups[1].Value))
                See($"{name}: {argument}", arguments.Contains(argument));
        }

        foreach (Match assigned in variable.Matches(text))
        {
            if (!_results.TryGetValue(assigned.Groups["made"].Value, out var results))
                continue;
            var name = assigned.Groups["name"].Value;
            foreach (Match access in Regex.Matches(text, $@"(?<![\w.]){name}\.(\w+)"))
                See(access.Value, results.Contains(access.Groups[1].Value));
        }

        return (used, unknown);
    }

    // What stands between a bracket and the one that closes it, without what further brackets hold.
    private static string Within(string text, int opening)
    {
        var (depth, kept) = (0, new System.Text.StringBuilder());
        foreach (var letter in text[opening..])
        {
            if (letter is '(' or '{' or '[')
                depth++;
            if (letter is ')' or '}' or ']' && --depth == 0)
                break;
            if (depth == 1)
                kept.Append(letter);
        }

        return kept.ToString();
    }

    private static IEnumerable<(string Name, JToken Spec)> Members(JObject schema, string section) =>
        ((JObject)schema[section]!).Properties().Select(member => (member.Name.Split(':')[^1], member.Value));

    private static IEnumerable<string> Names(JToken? properties) => (properties as JObject ?? []).Properties().Select(property => property.Name);

    private static IEnumerable<string> ChoicesOf(JToken type) => (type["enum"] ?? new JArray()).Select(choice => (string)choice["name"]!);

    [GeneratedRegex("\"[^\"\n]*\"")]
    private static partial Regex Quoted();

    [GeneratedRegex("(#|//)[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\bjumpcloud\.(?<name>\w+(\.[A-Z_]+\b)?)(?<open>[({])?")]
    private static partial Regex Member();

    [GeneratedRegex(@"\b(\w+)=(?!=)")]
    private static partial Regex PythonKey();

    [GeneratedRegex(@"\b(\w+):(?!=)")]
    private static partial Regex GoKey();

    [GeneratedRegex(@"\b(?<name>\w+) = jumpcloud\.(?<made>\w+)\(")]
    private static partial Regex PythonVariable();

    [GeneratedRegex(@"\b(?<name>\w+)(, err)? := jumpcloud\.(?<made>\w+)\(")]
    private static partial Regex GoVariable();
}
