using Google.Protobuf.WellKnownTypes;

namespace JumpCloud.EngineHost.Deployment;

/// <summary>What a program wants of one resource: a registration, in the engine's own terms.</summary>
internal sealed record Goal
{
    public required string Urn { get; init; }

    public required string Type { get; init; }

    public required string Name { get; init; }

    public bool Custom { get; init; }

    public Struct Inputs { get; init; } = new();

    public string Parent { get; init; } = "";

    public bool Protect { get; init; }

    public IReadOnlyList<string> Dependencies { get; init; } = [];

    public string Provider { get; init; } = "";

    public IReadOnlyDictionary<string, IReadOnlyList<string>>? PropertyDependencies { get; init; }

    /// <summary>The user's word on it; null leaves it to the provider.</summary>
    public bool? DeleteBeforeReplace { get; init; }

    public IReadOnlyList<string> IgnoreChanges { get; init; } = [];

    public IReadOnlyList<string> ReplaceOnChanges { get; init; } = [];

    public IReadOnlyList<string> AdditionalSecretOutputs { get; init; } = [];

    /// <summary>Other URNs that the resource may have in the state.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    public string ImportId { get; init; } = "";

    public IReadOnlyDictionary<string, double> CustomTimeouts { get; init; } = new Dictionary<string, double>();

    public bool RetainOnDelete { get; init; }

    public string DeletedWith { get; init; } = "";

    /// <summary>The state to be, before the provider has said anything.</summary>
    public State.ResourceState ToState(Struct inputs) => new()
    {
        Urn = Urn,
        Type = Type,
        Custom = Custom,
        Inputs = inputs,
        Parent = Parent,
        Protect = Protect,
        Dependencies = Dependencies,
        Provider = Provider,
        PropertyDependencies = PropertyDependencies,
        AdditionalSecretOutputs = AdditionalSecretOutputs,
        Aliases = Aliases,
        CustomTimeouts = CustomTimeouts,
        ImportId = ImportId,
        RetainOnDelete = RetainOnDelete,
        DeletedWith = DeletedWith,
        IgnoreChanges = IgnoreChanges,
    };
}
