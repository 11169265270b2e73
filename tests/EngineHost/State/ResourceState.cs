using Google.Protobuf.WellKnownTypes;

namespace JumpCloud.EngineHost.State;

/// <summary>One resource of the state: the fields of <c>apitype.ResourceV3</c> that this host uses.</summary>
public sealed record ResourceState
{
    public required string Urn { get; init; }

    public required string Type { get; init; }

    public bool Custom { get; init; }

    /// <summary>Waiting for its deletion after it was replaced.</summary>
    public bool Delete { get; init; }

    public string Id { get; init; } = "";

    public Struct Inputs { get; init; } = new();

    public Struct Outputs { get; init; } = new();

    public string Parent { get; init; } = "";

    public bool Protect { get; init; }

    /// <summary>Read, not managed: never updated or deleted.</summary>
    public bool External { get; init; }

    public IReadOnlyList<string> Dependencies { get; init; } = [];

    public IReadOnlyList<string> InitErrors { get; init; } = [];

    /// <summary><c>URN::ID</c> of its provider.</summary>
    public string Provider { get; init; } = "";

    /// <summary>Which resources each input comes from; null where it is not known.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? PropertyDependencies { get; init; }

    /// <summary>Deleted before its replacement, which is still to be created.</summary>
    public bool PendingReplacement { get; init; }

    public IReadOnlyList<string> AdditionalSecretOutputs { get; init; } = [];

    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Seconds by operation: create, update, delete, read.</summary>
    public IReadOnlyDictionary<string, double> CustomTimeouts { get; init; } = new Dictionary<string, double>();

    public string ImportId { get; init; } = "";

    public bool RetainOnDelete { get; init; }

    public string DeletedWith { get; init; } = "";

    public IReadOnlyList<string> IgnoreChanges { get; init; } = [];

    /// <summary>Read it before each later update, as its provider asked.</summary>
    public bool RefreshBeforeUpdate { get; init; }

    public DateTimeOffset? Created { get; init; }

    public DateTimeOffset? Modified { get; init; }

    /// <summary>Its timeout for an operation in seconds; 0 leaves it to the provider.</summary>
    public double Timeout(string operation) => CustomTimeouts.GetValueOrDefault(operation);

    // A record's equality would compare contents; the engine follows each state as an object.
    public bool Equals(ResourceState? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
