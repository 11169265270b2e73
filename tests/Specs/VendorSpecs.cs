using System.Text.RegularExpressions;
using JumpCloud.Emulator;
using JumpCloud.Tests.Interop;
using Newtonsoft.Json.Linq;
using NSwag;

namespace JumpCloud.Tests.Specs;

/// <summary>
/// The vendors' own OpenAPI files, of <c>../shared/openapi</c> beside the clone: Swagger 2.0 of JumpCloud, OpenAPI 3.0 of Pulumi Cloud.
/// </summary>
internal sealed class VendorSpecs
{
    public const string Absent = "the vendors' specs are not in ../shared/openapi";

    private static readonly (Face Face, string File)[] Files =
    [
        (Face.Console, "jumpcloud-v1.json"), (Face.Console, "jumpcloud-v2.json"), (Face.Insights, "directory-insights.json"),
        (Face.Pulumi, "pulumi-cloud.json"),
    ];

    private readonly List<Operation> _operations = [];
    private readonly HashSet<(Face, string)> _paths = [];

    public IReadOnlyList<Operation> Operations => _operations;

    /// <summary>Null where the files are not there.</summary>
    public static async Task<VendorSpecs?> LoadAsync()
    {
        var folder = Path.Combine(Repository.Root, "..", "shared", "openapi");
        if (!Directory.Exists(folder))
            return null;
        var specs = new VendorSpecs();
        foreach (var (face, file) in Files)
            await specs.AddAsync(face, await File.ReadAllTextAsync(Path.Combine(folder, file)));
        return specs;
    }

    /// <summary>The operation of a path, or of a route's template; one that names it to the letter before one with parameters.</summary>
    public Operation? Find(Face face, string method, string path) => _operations
        .Where(operation => operation.Face == face && operation.Method == method && Paths.Match(operation.Template, path))
        .MinBy(operation => operation.Template.Count(character => character == '{'));

    /// <summary>Whether the path of a template is published, with methods or without.</summary>
    public bool HasPath(Face face, string template) => _paths.Contains((face, template));

    internal async Task AddAsync(Face face, string json)
    {
        var text = Json.Parse(json);
        SayWhatIsAllowed(text);
        var document = await OpenApiDocument.FromJsonAsync(text.ToString());
        foreach (var path in document.Paths.Keys)
            _paths.Add((face, Paths.Template(document.BasePath + path)));
        _operations.AddRange(document.Operations.Select(operation => new Operation(
            face, operation.Method.ToUpperInvariant(), Paths.Template(document.BasePath + operation.Path), operation.Operation, document)));
    }

    // The library takes a schema of OpenAPI that does not say so to forbid further properties; by JSON Schema it allows them.
    private static void SayWhatIsAllowed(JToken token)
    {
        if (token is JObject schema && (schema["properties"] is JObject || schema["allOf"] is JArray || schema["type"] is JValue))
            schema["additionalProperties"] ??= true;
        foreach (var child in token.Children())
            SayWhatIsAllowed(child);
    }
}

/// <summary>Paths and templates, whose parameters are <c>{}</c> whatever they are called.</summary>
internal static partial class Paths
{
    public static string Template(string path) => Parameter().Replace(path, "{}");

    public static bool Match(string template, string path)
    {
        var (wanted, given) = (template.Split('/'), path.Split('/'));
        return wanted.Length == given.Length && wanted.Zip(given).All(pair => pair.First == "{}" ? pair.Second.Length > 0 : pair.First == pair.Second);
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
