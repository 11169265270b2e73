using System.Security.Cryptography;
using System.Text;
using Google.Protobuf.WellKnownTypes;

namespace JumpCloud.EngineHost.Wire;

/// <summary>Hashes of assets: computed when a program gives one, and used to put contents back where only a hash came.</summary>
internal static class Assets
{
    /// <summary>
    /// A copy whose text and file assets have their SHA-256, as the engine computes it at registration. Archives and URLs are
    /// left as they are: only their own hash tells them apart.
    /// </summary>
    /// <exception cref="FormatException">A file is not there.</exception>
    public static Value WithHashes(Value value, string directory)
    {
        if (Values.Signature(value) != Values.AssetSignature || value.StructValue.Fields.ContainsKey("hash"))
            return Values.Children(value, child => WithHashes(child, directory));
        var hashed = value.Clone();
        var fields = hashed.StructValue.Fields;
        if (fields.TryGetValue("text", out var text))
            fields["hash"] = Hash(Encoding.UTF8.GetBytes(text.StringValue));
        else if (fields.TryGetValue("path", out var path))
            fields["hash"] = Hash(Read(Path.Combine(directory, path.StringValue)));
        return hashed;
    }

    /// <summary>A copy whose elided assets (a hash alone) have the contents of the same hash in the known values.</summary>
    public static Struct Restore(Struct properties, params Struct?[] known)
    {
        var byHash = new Dictionary<string, Value>();
        foreach (var values in known.OfType<Struct>().SelectMany(value => value.Fields.Values))
            Collect(values, byHash);
        return byHash.Count == 0 ? properties : Values.Map(properties, value => Restore(value, byHash));
    }

    private static Value Restore(Value value, Dictionary<string, Value> byHash)
    {
        if (!IsAsset(value))
            return Values.Children(value, child => Restore(child, byHash));
        var fields = value.StructValue.Fields;
        return fields.Count == 2 && fields.TryGetValue("hash", out var hash)
            && byHash.TryGetValue(hash.StringValue, out var whole)
            ? whole.Clone()
            : value.Clone();
    }

    private static void Collect(Value value, Dictionary<string, Value> byHash)
    {
        if (IsAsset(value))
        {
            if (value.StructValue.Fields.TryGetValue("hash", out var hash) && value.StructValue.Fields.Count > 2)
                byHash[hash.StringValue] = value;
            return;
        }

        if (value.KindCase == Value.KindOneofCase.StructValue)
            foreach (var child in value.StructValue.Fields.Values)
                Collect(child, byHash);
        else if (value.KindCase == Value.KindOneofCase.ListValue)
            foreach (var child in value.ListValue.Values)
                Collect(child, byHash);
    }

    private static bool IsAsset(Value value) => Values.Signature(value) is Values.AssetSignature or Values.ArchiveSignature;

    private static Value Hash(byte[] content) => Value.ForString(Convert.ToHexStringLower(SHA256.HashData(content)));

    private static byte[] Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (IOException e)
        {
            throw new FormatException($"failed to open asset file '{path}': {e.Message}", e);
        }
    }
}
