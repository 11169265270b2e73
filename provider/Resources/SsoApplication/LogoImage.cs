using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>
/// An application's image. The API documents neither kinds nor a largest size: the service refuses what it does not take.
/// </summary>
/// <param name="FileName">With the extension of the image's kind, by which the service may tell it.</param>
internal sealed record LogoImage(byte[] Bytes, string FileName)
{
    private static readonly (byte[] Start, string Extension)[] Kinds =
    [
        ([0x89, (byte)'P', (byte)'N', (byte)'G'], ".png"),
        ([0xFF, 0xD8, 0xFF], ".jpg"),
        ([(byte)'G', (byte)'I', (byte)'F', (byte)'8'], ".gif"),
    ];

    /// <summary>Why the asset is not an image that can be sent; null when it is.</summary>
    public static string? Problem(PropertyValue value)
    {
        if (value.Plain is not PropertyValue.AssetValue asset)
            return null;
        if (asset.Source != AssetSource.Path)
            return "must be a file asset with an image";
        return File.Exists(asset.Content) ? null : $"is the file {asset.Content}, which does not exist";
    }

    /// <summary>Null where only the hash is left of the asset.</summary>
    public static async ValueTask<LogoImage?> ReadAsync(PropertyValue value, CancellationToken cancellation)
    {
        if (value.Plain is not PropertyValue.AssetValue { Source: AssetSource.Path } asset)
            return null;
        var bytes = await File.ReadAllBytesAsync(asset.Content, cancellation);
        return new LogoImage(bytes, "logo" + (ExtensionOf(bytes) ?? Path.GetExtension(asset.Content).ToLowerInvariant()));
    }

    /// <summary>Old assets come without their content: the hash tells.</summary>
    public static bool IsSame(PropertyValue left, PropertyValue right) =>
        left is PropertyValue.AssetValue { Hash: { Length: > 0 } one }
        && right is PropertyValue.AssetValue { Hash: { } other }
        && one == other;

    private static string? ExtensionOf(byte[] bytes) =>
        Kinds.FirstOrDefault(kind => bytes.AsSpan().StartsWith(kind.Start)).Extension;
}
