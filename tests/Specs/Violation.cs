using System.Text.RegularExpressions;
using NJsonSchema.Validation;

namespace JumpCloud.Tests.Specs;

/// <summary>Where a request or an answer is not what the operation's spec says.</summary>
/// <param name="Operation">Such as <c>GET /api/applications/{}</c>.</param>
/// <param name="Place"><c>request</c> or <c>answer</c> and where in it; positions in a list are <c>[]</c>.</param>
/// <param name="What">Such as <c>StringExpected</c>, or in words.</param>
internal sealed partial record Violation(string Operation, string Place, string What)
{
    public static IEnumerable<Violation> Of(string operation, string side, IEnumerable<ValidationError> errors) =>
        errors.SelectMany(Leaves).Select(error => new Violation(operation, $"{side} {Position().Replace(error.Path ?? "#", "[]")}", error.Kind.ToString()));

    public override string ToString() => $"{Operation}: {Place}: {What}";

    private static IEnumerable<ValidationError> Leaves(ValidationError error) =>
        error is ChildSchemaValidationError composed ? composed.Errors.Values.SelectMany(errors => errors).SelectMany(Leaves) : [error];

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Position();
}
