namespace JumpCloud.EngineHost.Yaml;

/// <summary>A parsed program. Entries stay in the order of the text.</summary>
internal sealed record Template(
    string? Name,
    IReadOnlyList<ConfigDeclaration> Config,
    IReadOnlyList<VariableDeclaration> Variables,
    IReadOnlyList<ResourceDeclaration> Resources,
    IReadOnlyList<OutputDeclaration> Outputs);

/// <param name="Value">A value given in the project file itself; the stack's configuration comes before it.</param>
internal sealed record ConfigDeclaration(string Name, SourceMark Mark, string? Type, bool? Secret, Expr? Default, Expr? Value);

internal sealed record VariableDeclaration(string Name, SourceMark Mark, Expr Value);

internal sealed record OutputDeclaration(string Name, SourceMark Mark, Expr Value);

/// <param name="Key">The name within the program.</param>
/// <param name="Name">The name in the URN.</param>
/// <param name="Get">Set for a resource that is read, not managed; its properties are the state then.</param>
internal sealed record ResourceDeclaration(
    string Key, SourceMark Mark, string Name, string Type, SourceMark TypeMark, ObjectExpr Properties, ResourceOptions Options,
    Expr? Get)
{
    private const string ProviderPrefix = "pulumi:providers:";

    public bool IsProvider => Type.StartsWith(ProviderPrefix, StringComparison.Ordinal);

    public string Package => IsProvider ? Type[ProviderPrefix.Length..] : Type.Split(':')[0];
}

internal sealed record ResourceOptions
{
    public IReadOnlyList<string> AdditionalSecretOutputs { get; init; } = [];

    public IReadOnlyList<AliasDeclaration> Aliases { get; init; } = [];

    public TimeoutsDeclaration? CustomTimeouts { get; init; }

    public bool? DeleteBeforeReplace { get; init; }

    public Expr? DependsOn { get; init; }

    public IReadOnlyList<string> IgnoreChanges { get; init; } = [];

    public string? Import { get; init; }

    public Expr? Parent { get; init; }

    public Expr? Protect { get; init; }

    public Expr? Provider { get; init; }

    public IReadOnlyList<string> ReplaceOnChanges { get; init; } = [];

    public bool? RetainOnDelete { get; init; }

    public string? Version { get; init; }

    public string? PluginDownloadUrl { get; init; }
}

/// <param name="Urn">A whole URN; the other fields are absent then.</param>
internal sealed record AliasDeclaration(
    SourceMark Mark, Expr? Urn, Expr? Name, Expr? Type, Expr? Stack, Expr? Project, Expr? Parent, bool? NoParent);

/// <summary>Durations as Go writes them, such as 5m or 1h30m.</summary>
internal sealed record TimeoutsDeclaration(Expr? Create, Expr? Update, Expr? Delete, Expr? Read);
