namespace JumpCloud.Rpc;

/// <summary>
/// The parts of <c>urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME</c>. The name is the rest and may hold <c>::</c> itself.
/// </summary>
internal readonly record struct ResourceUrn(string Type, string Name)
{
    private const string Prefix = "urn:pulumi:";

    public static ResourceUrn Parse(string urn)
    {
        if (!urn.StartsWith(Prefix, StringComparison.Ordinal) || urn[Prefix.Length..].Split("::", 4) is not { Length: 4 } parts)
            return new ResourceUrn("", "");
        return new ResourceUrn(parts[2].Split('$')[^1], parts[3]);
    }
}
