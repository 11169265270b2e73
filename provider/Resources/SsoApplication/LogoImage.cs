using System.Text;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>An application's image: the bytes of an asset and a name that tells what they are.</summary>
internal sealed record LogoImage(byte[] Bytes, string FileName)
{
    // JumpCloud does not document its bound; what a portal shows as a tile is far smaller.
    private const int MaxBytes = 5 * 1024 * 1024;

    /// <summary>Why the asset is not an image that can be sent; null when it is.</summary>
    public static string? Problem(PropertyValue value) => value.Plain switch
    {
        // A kind that the rows have reported.
        not PropertyValue.AssetValue => null,
        PropertyValue.AssetValue { Source: AssetSource.Uri } => "must be a file or text asset; download the image and give it as a file",
        PropertyValue.AssetValue { Source: AssetSource.Path } file when !File.Exists(file.Content) => $"is the file {file.Content}, which does not exist",
        PropertyValue.AssetValue { Source: AssetSource.Path } file when new FileInfo(file.Content).Length is 0 or > MaxBytes =>
            $"is the file {file.Content}, which is empty or larger than {MaxBytes / 1024 / 1024} MiB",
        _ => null,
    };

    /// <summary>Null where only the hash is left of the asset.</summary>
    public static async ValueTask<LogoImage?> ReadAsync(PropertyValue value, CancellationToken cancellation) => value.Plain switch
    {
        PropertyValue.AssetValue { Source: AssetSource.Path } file =>
            new LogoImage(await File.ReadAllBytesAsync(file.Content, cancellation), Path.GetFileName(file.Content)),
        PropertyValue.AssetValue { Source: AssetSource.Text } text => new LogoImage(Encoding.UTF8.GetBytes(text.Content), "logo.svg"),
        _ => null,
    };

    /// <summary>Old assets come without their content: the hash tells.</summary>
    public static bool IsSame(PropertyValue left, PropertyValue right) =>
        left is PropertyValue.AssetValue { Hash: { Length: > 0 } one } && right is PropertyValue.AssetValue { Hash: { } other } && one == other;
}
