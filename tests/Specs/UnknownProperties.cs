using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace JumpCloud.Tests.Specs;

/// <summary>
/// The properties of a document that its schema does not name. OpenAPI allows them unless a schema forbids it, and none of these
/// does; but a service drops or refuses what it does not know, so a client that sends it is wrong.
/// </summary>
internal static class UnknownProperties
{
    public static IEnumerable<string> Of(JsonSchema schema, JToken document) => Of([schema.ActualSchema], document, "#/").Distinct();

    private static IEnumerable<string> Of(IReadOnlyList<JsonSchema> schemas, JToken token, string path)
    {
        var parts = schemas.SelectMany(PartsOf).ToList();
        if (token is JArray list)
            return list.SelectMany(item => Of([.. parts.Select(part => part.Item?.ActualSchema).OfType<JsonSchema>()], item, $"{path}[]"));
        if (token is not JObject document || parts.Count == 0)
            return [];

        // Whatever it is, an object that has no properties of its own takes any.
        var isOpen = parts.Any(part => part.Properties.Count == 0 || part.AdditionalPropertiesSchema is not null);
        return document.Properties().SelectMany(property =>
        {
            var below = parts.Where(part => part.Properties.ContainsKey(property.Name)).Select(part => part.Properties[property.Name].ActualSchema).ToList();
            var at = path is "#/" ? $"#/{property.Name}" : $"{path}.{property.Name}";
            return below.Count > 0 ? Of(below, property.Value, at) : isOpen ? [] : (IEnumerable<string>)[at];
        });
    }

    private static IEnumerable<JsonSchema> PartsOf(JsonSchema schema) =>
        schema.AllOf.Count == 0 ? [schema] : schema.AllOf.SelectMany(part => PartsOf(part.ActualSchema)).Concat(schema.Properties.Count > 0 ? [schema] : []);
}
