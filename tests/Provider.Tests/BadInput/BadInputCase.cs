using JumpCloud.Emulator;

namespace JumpCloud.Tests;

/// <summary>Something that a user got wrong, and every sentence that says so.</summary>
/// <param name="Inputs">
/// Of one resource, as JSON; of an import its id. <c>{scim}</c> and <c>{scimToken}</c> stand for Pulumi Cloud's own.
/// </param>
/// <param name="Sentences">
/// Each whole, as <c>property: sentence</c>, or the sentence alone where it is about the resource. <c>{console}</c> and the like stand
/// for the services' hosts.
/// </param>
public sealed record BadInputCase(string Name, string Inputs, params IReadOnlyList<string> Sentences)
{
    /// <summary>On top of the good configuration; null takes a key away.</summary>
    public IReadOnlyDictionary<string, string?> Config { get; init; } = new Dictionary<string, string?>();

    /// <summary>What the services hold beside the company.</summary>
    public Action<EmulatorHost>? Arrange { get; init; }

    /// <summary>What must not be seen, beside the configured credentials.</summary>
    public string? Secret { get; init; }

    public bool IsImport { get; init; }

    public override string ToString() => Name;
}
