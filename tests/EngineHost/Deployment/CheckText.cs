using Google.Protobuf.WellKnownTypes;
using Pulumirpc;

namespace JumpCloud.EngineHost.Deployment;

/// <summary>The sentence about a refused input (step_generator.go, issueCheckFailures; diag/errors.go).</summary>
internal static class CheckText
{
    public static string Failure(Goal goal, Struct inputs, CheckFailure failure)
    {
        if (failure.Property.Length == 0)
            return $"{goal.Type} resource '{goal.Name}' has a problem: {failure.Reason}";
        // The property is looked up as a top-level key, so a nested path shows <nil>.
        var value = inputs.Fields.TryGetValue(failure.Property, out var given) ? GoValues.Format(given) : "<nil>";
        return $"{goal.Type} resource '{goal.Name}': "
            + $"property {failure.Property} value {{{value}}} has a problem: {failure.Reason}";
    }
}
