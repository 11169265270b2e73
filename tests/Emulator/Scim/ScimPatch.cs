using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

internal enum ScimVerb
{
    Add,
    Remove,
    Replace,
}

/// <summary>One operation of a PATCH, on one path.</summary>
internal sealed record ScimOperation(ScimVerb Verb, ScimPath Path, JToken? Value);

/// <summary>The operations of a PATCH body (RFC 7644 section 3.5.2). One without a path becomes one per attribute of its value.</summary>
internal static class ScimPatch
{
    private const string Schema = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

    /// <exception cref="ScimException">The body is no PatchOp, or a path is unknown.</exception>
    public static IReadOnlyList<ScimOperation> Parse(JObject body)
    {
        if (ScimValue.Field(body, "schemas") is not JArray schemas
            || !schemas.Any(schema => Schema.Equals((string?)schema, StringComparison.OrdinalIgnoreCase)))
            throw ScimErrors.InvalidSyntax($"The request must have the schema {Schema}.");
        if (ScimValue.Field(body, "Operations") is not JArray { Count: > 0 } operations)
            throw ScimErrors.InvalidSyntax("The request must have Operations.");
        return [.. operations.SelectMany(operation => Parse(operation))];
    }

    private static IEnumerable<ScimOperation> Parse(JToken token)
    {
        if (token is not JObject operation)
            throw ScimErrors.InvalidSyntax("An operation must be an object.");
        var verb = ((string?)ScimValue.Field(operation, "op"))?.ToLowerInvariant() switch
        {
            "add" => ScimVerb.Add,
            "remove" => ScimVerb.Remove,
            "replace" => ScimVerb.Replace,
            var other => throw ScimErrors.InvalidSyntax($"Unknown operation: {other}."),
        };
        var value = ScimValue.Field(operation, "value");
        if (ScimValue.Field(operation, "path") is JValue { Type: JTokenType.String } path && (string?)path is { Length: > 0 } text)
            return [new ScimOperation(verb, ScimPath.Parse(text), value)];
        if (verb == ScimVerb.Remove)
            throw ScimErrors.NoTarget("A remove operation needs a path.");
        return value is JObject attributes
            ? attributes.Properties().Select(attribute => new ScimOperation(verb, PathOf(attribute.Name), attribute.Value)).ToList()
            : throw ScimErrors.InvalidSyntax("An operation without a path needs an object as its value.");
    }

    private static ScimPath PathOf(string name) => ScimPath.Parse(name);
}
