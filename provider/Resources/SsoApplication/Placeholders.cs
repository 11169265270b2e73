using System.Collections.Immutable;
using System.Text.RegularExpressions;
using JumpCloud.Clients;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Resources;

/// <summary>
/// The words that a catalog template leaves for the administrator to replace, such as <c>YOUR_ORGANIZATION</c>. An application
/// that still has one of them does not sign anybody in.
/// </summary>
internal static partial class Placeholders
{
    /// <summary>The placeholders of a text, each once.</summary>
    public static IEnumerable<string> In(string text) =>
        Pattern().Matches(text).Select(match => match.Value).Distinct(StringComparer.Ordinal);

    /// <summary>The placeholders of a config value, at any depth.</summary>
    public static IEnumerable<string> In(JToken? value) => Texts(value).SelectMany(In).Distinct(StringComparer.Ordinal);

    /// <summary>The config keys of a template whose values have placeholders, with these.</summary>
    public static IEnumerable<(string Key, ImmutableArray<string> Names)> In(ApplicationTemplate template) =>
        template.Config.Properties()
            .Select(property => (property.Name, Names: In(template.ValueOf(property.Name)).ToImmutableArray()))
            .Where(entry => !entry.Names.IsEmpty);

    /// <summary>A copy of the value with the placeholders that have a value filled in.</summary>
    public static JToken Fill(JToken value, IReadOnlyDictionary<string, string> values)
    {
        var copy = value.DeepClone();
        if (copy is JValue { Type: JTokenType.String } whole)
            return new JValue(Fill((string)whole!, values));
        if (copy is not JContainer container)
            return copy;
        foreach (var text in container.Descendants().OfType<JValue>().Where(token => token.Type == JTokenType.String).ToList())
            text.Value = Fill((string)text!, values);
        return copy;
    }

    private static string Fill(string text, IReadOnlyDictionary<string, string> values) =>
        Pattern().Replace(text, match => values.TryGetValue(match.Value, out var value) ? value : match.Value);

    private static IEnumerable<string> Texts(JToken? value) => value switch
    {
        JValue { Type: JTokenType.String } text => [(string)text!],
        JContainer container => container.DescendantsAndSelf().OfType<JValue>()
            .Where(token => token.Type == JTokenType.String).Select(token => (string)token!),
        _ => [],
    };

    [GeneratedRegex("YOUR_[A-Z0-9]+(?:_[A-Z0-9]+)*")]
    private static partial Regex Pattern();
}
