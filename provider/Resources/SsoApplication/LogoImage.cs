using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>
/// An application's image. That PNG, JPEG and GIF are the kinds is what the portal says; the API does not document its own.
/// </summary>
/// <param name="FileName">With the extension of the image's kind, by which the service tells it.</param>
internal sealed record LogoImage(byte[] Bytes, string FileName)
{
    // JumpCloud does not document its bound either; what a portal shows as a tile is far smaller.
    private const int MaxBytes = 5 * 1024 * 1024;

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
            return "must be a file asset with a PNG, JPEG or GIF image";
        var file = new FileInfo(asset.Content);
        if (!file.Exists)
            return $"is the file {asset.Content}, which does not exist";
        if (file.Length > MaxBytes)
            return $"is the file {asset.Content}, which is larger than {MaxBytes / 1024 / 1024} MiB";
        return ExtensionOf(StartOf(file)) is null ? $"is the file {asset.Content}, which is not a PNG, JPEG or GIF image" : null;
    }

    /// <summary>Null where only the hash is left of the asset.</summary>
    public static async ValueTask<LogoImage?> ReadAsync(PropertyValue value, CancellationToken cancellation)
    {
        if (value.Plain is not PropertyValue.AssetValue { Source: AssetSource.Path } asset)
            return null;
        var bytes = await File.ReadAllBytesAsync(asset.Content, cancellation);
        return new LogoImage(bytes, "logo" + (ExtensionOf(bytes) ?? ".png"));
    }

    /// <summary>Old assets come without their content: the hash tells.</summary>
    public static bool IsSame(PropertyValue left, PropertyValue right) =>
        left is PropertyValue.AssetValue { Hash: { Length: > 0 } one }
        && right is PropertyValue.AssetValue { Hash: { } other }
        && one == other;

    private static byte[] StartOf(FileInfo file)
    {
        using var stream = file.OpenRead();
        var start = new byte[4];
        return start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
    }

    private static string? ExtensionOf(byte[] bytes) =>
        Kinds.FirstOrDefault(kind => bytes.AsSpan().StartsWith(kind.Start)).Extension;
}
