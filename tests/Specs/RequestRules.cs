using System.Globalization;
using System.Text.RegularExpressions;
using JumpCloud.Emulator;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NSwag;

namespace JumpCloud.Tests.Specs;

/// <summary>What a client may send: known parameters of their types, and a body of the schema without properties that it does not name.</summary>
internal static partial class RequestRules
{
    public static IEnumerable<Violation> Check(Operation operation, RecordedRequest request) =>
        [.. CheckQuery(operation, request), .. CheckPath(operation, request), .. CheckHeaders(operation, request), .. CheckBody(operation, request)];

    private static IEnumerable<Violation> CheckQuery(Operation operation, RecordedRequest request)
    {
        var known = operation.Parameters.Where(parameter => parameter.Kind == OpenApiParameterKind.Query).ToList();
        var given = request.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Select(pair => (Name: Decode(pair[0]), Value: Decode(pair.ElementAtOrDefault(1) ?? "")))
            .ToList();
        foreach (var (name, value) in given)
        {
            var violations = known.Find(parameter => parameter.Name == name) is { } parameter
                ? CheckValue(operation, $"query {name}", parameter, value)
                : [new Violation(operation.ToString(), $"request query {Position().Replace(name, "[]")}", "is not specified")];
            foreach (var violation in violations)
                yield return violation;
        }

        foreach (var missing in known.Where(parameter => parameter.IsRequired && given.All(pair => pair.Name != parameter.Name)))
            yield return new Violation(operation.ToString(), $"request query {missing.Name}", "is required");
    }

    private static IEnumerable<Violation> CheckPath(Operation operation, RecordedRequest request)
    {
        var values = operation.Template.Split('/').Zip(request.Path.Split('/')).Where(pair => pair.First == "{}").Select(pair => pair.Second);
        return operation.Parameters.Where(parameter => parameter.Kind == OpenApiParameterKind.Path).Zip(values)
            .SelectMany(pair => CheckValue(operation, $"path {pair.First.Name}", pair.First, pair.Second));
    }

    // Headers of HTTP itself are everybody's.
    private static IEnumerable<Violation> CheckHeaders(Operation operation, RecordedRequest request)
    {
        foreach (var (name, value) in request.Headers)
        {
            var parameter = operation.Parameters.FirstOrDefault(parameter =>
                parameter.Kind == OpenApiParameterKind.Header && parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (parameter is not null)
            {
                foreach (var violation in CheckValue(operation, $"header {parameter.Name}", parameter, value))
                    yield return violation;
            }
            else if (name.StartsWith("x-", StringComparison.OrdinalIgnoreCase) && !operation.Credentials.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                yield return new Violation(operation.ToString(), $"request header {name}", "is not specified");
            }
        }
    }

    private static IEnumerable<Violation> CheckBody(Operation operation, RecordedRequest request)
    {
        if (request.Body.Length == 0)
            return operation.Body is { IsRequired: true } ? [new Violation(operation.ToString(), "request body", "is required")] : [];
        var mediaType = Json.MediaType(request.Headers.GetValueOrDefault("Content-Type"));
        if (!operation.Consumes.Contains(mediaType))
            return [new Violation(operation.ToString(), "request content type", $"{mediaType} is not specified")];
        if (operation.Body?.ActualSchema is not { } schema)
            return mediaType == "multipart/form-data" ? [] : [new Violation(operation.ToString(), "request body", "is not specified")];
        var body = Json.Parse(request.Body);
        return Violation.Of(operation.ToString(), "request", schema.Validate(body, operation.SchemaType))
            .Concat(UnknownProperties.Of(schema, body).Select(path => new Violation(operation.ToString(), $"request {path}", "is not specified")));
    }

    private static IEnumerable<Violation> CheckValue(Operation operation, string place, OpenApiParameter parameter, string value)
    {
        var schema = parameter.ActualTypeSchema;
        return Violation.Of(operation.ToString(), $"request {place}", schema.Validate(Read(schema, value), operation.SchemaType));
    }

    // A text that is not of the type stays a text, which the schema then refuses.
    private static JToken Read(JsonSchema schema, string value) => schema.Type switch
    {
        JsonObjectType.Integer when long.TryParse(value, CultureInfo.InvariantCulture, out var number) => new JValue(number),
        JsonObjectType.Boolean when value is "true" or "false" => new JValue(value == "true"),
        JsonObjectType.Array => new JArray(value.Split(',').Select(item => schema.Item is { } type ? Read(type, item) : item)),
        _ => new JValue(value),
    };

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Position();
}
