namespace JumpCloud.EngineHost.Wire;

/// <summary>Parts of <c>urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME</c>; the name may itself hold <c>::</c>.</summary>
public static class Urn
{
    public const string StackType = "pulumi:pulumi:Stack";
    public const string ProviderTypePrefix = "pulumi:providers:";
    private const string Prefix = "urn:pulumi:";

    /// <summary>Makes a URN; a parent that is the stack, or none, adds no type.</summary>
    public static string Create(string stack, string project, string? parent, string type, string name)
    {
        var parentType = string.IsNullOrEmpty(parent) ? "" : QualifiedType(parent);
        var qualified = parentType is "" or StackType ? type : parentType + "$" + type;
        return $"{Prefix}{stack}::{project}::{qualified}::{name}";
    }

    public static string Name(string urn) => Parts(urn)[3];

    public static string QualifiedType(string urn) => Parts(urn)[2];

    public static string Type(string urn) => QualifiedType(urn)[(QualifiedType(urn).LastIndexOf('$') + 1)..];

    public static bool IsStack(string urn) => urn.Length > 0 && QualifiedType(urn) == StackType;

    public static bool IsProviderType(string type) => type.StartsWith(ProviderTypePrefix, StringComparison.Ordinal);

    /// <summary>The package that a type or function token belongs to: <c>pkg</c> of <c>pkg:module:Name</c>.</summary>
    public static string Package(string token) =>
        IsProviderType(token) ? token[ProviderTypePrefix.Length..] : token.Split(':', 2)[0];

    /// <summary>Splits <c>URN::ID</c>, the form of a provider reference.</summary>
    public static (string Urn, string Id) SplitReference(string reference)
    {
        var end = reference.LastIndexOf("::", StringComparison.Ordinal);
        return end < 0
            ? throw new FormatException($"'{reference}' is no provider reference (URN::ID)")
            : (reference[..end], reference[(end + 2)..]);
    }

    private static string[] Parts(string urn)
    {
        var parts = urn.StartsWith(Prefix, StringComparison.Ordinal) ? urn[Prefix.Length..].Split("::", 4) : [];
        return parts.Length == 4 ? parts : throw new FormatException($"'{urn}' is no URN");
    }
}
