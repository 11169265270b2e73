using JumpCloud.EngineHost.State;
using Pulumirpc;

namespace JumpCloud.EngineHost.Deployment;

/// <summary>One operation on one resource, from what it is to what it becomes.</summary>
internal sealed class Step(OperationKind operation, string urn, ResourceState? old, ResourceState? @new)
{
    public OperationKind Operation { get; } = operation;

    public string Urn { get; } = urn;

    public ResourceState? Old { get; set; } = old;

    /// <summary>The state to come; set to what the provider answered once the step is done.</summary>
    public ResourceState? New { get; set; } = @new;

    public IReadOnlyDictionary<string, PropertyDiff> Detailed { get; set; } = new Dictionary<string, PropertyDiff>();

    /// <summary>Top-level keys that changed.</summary>
    public IReadOnlyList<string> Diffs { get; set; } = [];

    /// <summary>In a deletion: the replaced resource goes before its replacement comes.</summary>
    public bool BeforeReplacement { get; init; }

    /// <summary>Of a deletion: it goes with another resource (deletedWith), so that nobody is asked.</summary>
    public bool IsCovered { get; init; }

    /// <summary>Of a refresh: what was found.</summary>
    public OperationKind? Result { get; set; }

    /// <summary>An import asked for by the command, not by a program.</summary>
    public bool ByCommand { get; init; }

    public string Type => (New ?? Old)!.Type;

    public bool IsProvider => Wire.Urn.IsProviderType(Type);

    /// <summary>Default providers come and go unseen.</summary>
    public bool IsHidden => IsProvider && IsDefaultProvider(Urn);

    /// <summary>What a resource is after its steps.</summary>
    public static ResourceState Final(IReadOnlyList<Step> steps) =>
        steps.Last(step => step.Operation != OperationKind.Replace && step.New is not null).New!;

    public static bool IsDefaultProvider(string urn) =>
        Wire.Urn.IsProviderType(Wire.Urn.Type(urn))
        && (Wire.Urn.Name(urn) == "default" || Wire.Urn.Name(urn).StartsWith("default_", StringComparison.Ordinal));
}
