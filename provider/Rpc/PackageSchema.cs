namespace JumpCloud.Rpc;

/// <summary>The package's schema, as it was built in.</summary>
internal static class PackageSchema
{
    private static readonly Lazy<string> Embedded = new(Read);

    public static string Text => Embedded.Value;

    private static string Read()
    {
        using var stream = typeof(PackageSchema).Assembly.GetManifestResourceStream("schema.json")
            ?? throw new InvalidOperationException("the schema is missing from the assembly");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
