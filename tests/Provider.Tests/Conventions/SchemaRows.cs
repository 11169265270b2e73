using JumpCloud.Core;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Tests.Conventions;

/// <summary>Compares properties of the schema with rows, to the leaves.</summary>
internal static class SchemaRows
{
    /// <param name="replaces">Whether the schema says which changes replace.</param>
    public static IReadOnlyList<string> ProblemsOf(JObject schema, JToken? properties, IReadOnlyList<Property> rows, bool replaces)
    {
        var problems = new List<string>();
        Compare(schema, properties as JObject ?? [], rows, "", replaces, problems);
        return problems;
    }

    private static void Compare(
        JObject schema, JObject properties, IReadOnlyList<Property> rows, string path, bool replaces, List<string> problems)
    {
        var names = properties.Properties().Select(property => property.Name).ToList();
        if (!names.SequenceEqual(rows.Select(row => row.Name)))
        {
            problems.Add($"{path}: the schema has {string.Join(",", names)}; the rows have {string.Join(",", rows.Select(row => row.Name))}");
            return;
        }

        foreach (var row in rows)
            Compare(schema, (JObject)properties[row.Name]!, row, $"{path}{row.Name}", replaces, problems);
    }

    private static void Compare(JObject schema, JObject property, Property row, string path, bool replaces, List<string> problems)
    {
        void Expect(bool isRight, string what)
        {
            if (!isRight)
                problems.Add($"{path}: {what}");
        }

        Expect(((bool?)property["secret"] ?? false) == row.Secret, row.Secret ? "is not secret" : "is secret, and its row is not");
        if (replaces)
            Expect(((bool?)property["willReplaceOnChanges"] ?? false) == row.Replace, $"willReplaceOnChanges is not {row.Replace}");
        Expect(property["replaceOnChanges"] is null, "replaceOnChanges would have the engine overrule Diff");
        Expect(JToken.DeepEquals(property["default"], DefaultOf(row)), $"the default is not {DefaultOf(row)}");
        CompareKind(schema, property, row, path, problems, Expect);
    }

    private static void CompareKind(
        JObject schema, JObject property, Property row, string path, List<string> problems, Action<bool, string> expect)
    {
        var type = TypeOf(schema, property);
        switch (row.Kind)
        {
            case PropertyKind.Asset:
                expect((string?)property["$ref"] == "pulumi.json#/Asset", "is not an asset");
                break;
            case PropertyKind.Object:
                CompareFields(schema, type, row, path, problems, expect);
                break;
            case PropertyKind.List when row.Fields.Length > 0:
                expect((string?)property["type"] == "array", "is not a list");
                CompareFields(schema, TypeOf(schema, property["items"] as JObject ?? []), row, path + "[]", problems, expect);
                break;
            case PropertyKind.List:
                expect((string?)property["type"] == "array" && (string?)TypeOf(schema, (JObject)property["items"]!)["type"] == WordOf(row.Element), "is not a list of its kind");
                break;
            case PropertyKind.Map:
                expect((string?)property["type"] == "object" && (string?)property.SelectToken("additionalProperties.type") == WordOf(row.Element), "is not a map of its kind");
                break;
            default:
                expect((string?)type["type"] == WordOf(row.Kind), $"is not of type {WordOf(row.Kind)}");
                var values = (type["enum"] as JArray ?? []).Select(value => (string)value["value"]!);
                expect(values.SequenceEqual(row.Allowed), $"allows {string.Join(",", values)} in the schema and {string.Join(",", row.Allowed)} in its row");
                break;
        }
    }

    private static void CompareFields(
        JObject schema, JObject type, Property row, string path, List<string> problems, Action<bool, string> expect)
    {
        expect((string?)type["type"] == "object", "is not an object");
        Compare(schema, type["properties"] as JObject ?? [], row.Fields, $"{path}.", replaces: false, problems);
        var required = (type["required"] as JArray ?? []).Select(name => (string)name!);

        // In what the provider answers, required only promises that it is always there.
        expect(
            row.OutputOnly || required.SequenceEqual(row.Fields.Where(field => field.Required).Select(field => field.Name)),
            "has other required fields");
    }

    private static JObject TypeOf(JObject schema, JObject property) =>
        (string?)property["$ref"] is { } reference && reference.StartsWith("#/types/", StringComparison.Ordinal)
            ? schema["types"]![Uri.UnescapeDataString(reference["#/types/".Length..])] as JObject ?? []
            : property;

    private static JToken? DefaultOf(Property row) => row.Default switch
    {
        null => null,
        { AsString: { } text } => new JValue(text),
        { AsBool: { } flag } => new JValue(flag),
        { AsNumber: { } number } => new JValue((long)number),
        _ => new JValue("a default that a schema cannot say"),
    };

    private static string WordOf(PropertyKind kind) => kind switch
    {
        PropertyKind.Boolean => "boolean",
        PropertyKind.Integer => "integer",
        _ => "string",
    };
}
