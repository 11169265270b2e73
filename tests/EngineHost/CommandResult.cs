using Google.Protobuf.WellKnownTypes;
using Pulumirpc;

namespace JumpCloud.EngineHost;

/// <summary>What the engine does with a resource in one step.</summary>
public enum OperationKind
{
    Same,
    Create,
    Update,
    Delete,
    Replace,
    CreateReplacement,
    DeleteReplaced,
    Read,
    Refresh,
    ReadDiscard,
    Import,
}

/// <summary>A line for the user about one resource, or about the whole stack where <paramref name="Urn"/> is empty.</summary>
public sealed record Diagnostic(LogSeverity Severity, string Urn, string Message);

/// <summary>One finished or failed step.</summary>
/// <param name="DetailedDiff">Property path to kind, as the provider's Diff gave it (of a refresh: turned round).</param>
public sealed record StepReport(
    string Urn,
    OperationKind Operation,
    bool Failed,
    IReadOnlyDictionary<string, PropertyDiff> DetailedDiff,
    IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>The outcome of one command.</summary>
/// <param name="Counts">Resources by what was (in a preview: would be) done to them, as "Resources:" counts them.</param>
/// <param name="Outputs">The stack's outputs; secrets wrapped, in a preview possibly unknown.</param>
/// <param name="Text">Everything that was printed.</param>
public sealed record CommandResult(
    bool Succeeded,
    int ExitCode,
    IReadOnlyDictionary<OperationKind, int> Counts,
    IReadOnlyList<StepReport> Steps,
    Struct Outputs,
    string Text)
{
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];
}
