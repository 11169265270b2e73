using JumpCloud.Emulator;

namespace JumpCloud.Tests.Specs;

/// <summary>What a service may answer: a specified success, with a body of its schema. More properties than that are a service's right.</summary>
internal static class AnswerRules
{
    /// <summary>
    /// Whether the spec says anything about such an answer. Errors are left out of most operations by the vendors' generators; what
    /// JumpCloud and Pulumi Cloud were observed to answer then is in the design documents, not in the specs.
    /// </summary>
    public static bool Covers(Operation operation, int status) => status < 400 || operation.Response(status) is not null;

    public static IEnumerable<Violation> Check(Operation operation, Exchange exchange)
    {
        var side = $"answer {exchange.Status}";
        if (operation.Response(exchange.Status) is not { } response)
            return [new Violation(operation.ToString(), side, "is not specified")];
        if (response.Schema?.ActualSchema is not { } schema)
            return exchange.Status == 204 && exchange.Answer.Length > 0 ? [new Violation(operation.ToString(), side, "has a body")] : [];
        if (exchange.Answer.Length == 0)
            return [new Violation(operation.ToString(), side, "has no body")];
        var mediaType = Json.MediaType(exchange.ContentType);
        return operation.Produces(response).Contains(mediaType)
            ? Violation.Of(operation.ToString(), side, schema.Validate(Json.Parse(exchange.Answer), operation.SchemaType))
            : [new Violation(operation.ToString(), $"{side} content type", $"{mediaType} is not specified")];
    }
}
