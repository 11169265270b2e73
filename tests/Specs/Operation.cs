using System.Globalization;
using JumpCloud.Emulator;
using NJsonSchema;
using NSwag;

namespace JumpCloud.Tests.Specs;

/// <summary>An operation as its vendor specifies it.</summary>
/// <param name="Template">With the base path; its parameters are <c>{}</c>.</param>
internal sealed record Operation(Face Face, string Method, string Template, OpenApiOperation Spec, OpenApiDocument Document)
{
    public IReadOnlyList<OpenApiParameter> Parameters { get; } =
        [.. Spec.ActualParameters.Select(parameter => (OpenApiParameter)parameter.ActualParameter)];

    public SchemaType SchemaType => Document.SchemaType;

    public OpenApiParameter? Body => Parameters.FirstOrDefault(parameter => parameter.Kind == OpenApiParameterKind.Body);

    public IEnumerable<string> Consumes => Spec.RequestBody?.Content.Keys ?? Spec.ActualConsumes;

    /// <summary>Headers that carry credentials.</summary>
    public IEnumerable<string> Credentials => Document.SecurityDefinitions.Values.Select(scheme => scheme.Name).OfType<string>();

    /// <summary>Null where the operation does not specify the status.</summary>
    public OpenApiResponse? Response(int status) =>
        Spec.ActualResponses.GetValueOrDefault(status.ToString(CultureInfo.InvariantCulture))?.ActualResponse;

    public IEnumerable<string> Produces(OpenApiResponse response) => response.Content.Count > 0 ? response.Content.Keys : Spec.ActualProduces;

    public override string ToString() => $"{Method} {Template}";
}
