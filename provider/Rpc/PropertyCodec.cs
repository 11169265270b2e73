using Google.Protobuf.WellKnownTypes;
using JumpCloud.Core;

namespace JumpCloud.Rpc;

/// <summary>
/// Property maps to and from <see cref="Struct"/>. Nothing is lost in either direction: secrets stay secrets at their depth,
/// unknowns stay unknown, nulls stay nulls.
/// </summary>
internal static partial class PropertyCodec
{
    /// <summary>Reads a map; an unset one reads as empty.</summary>
    /// <exception cref="MalformedValueException">A special object is not what its signature says.</exception>
    public static PropertyMap Decode(Struct? values) => DecodeOptional(values) ?? PropertyMap.Empty;

    /// <summary>Reads a map, telling an unset one (null) from an empty one.</summary>
    /// <inheritdoc cref="Decode(Struct?)"/>
    public static PropertyMap? DecodeOptional(Struct? values)
    {
        if (values is null)
            return null;
        try
        {
            return DecodeFields(values, null);
        }
        catch (MalformedValueException)
        {
            return DecodeFields(values, "");
        }
    }

    /// <summary>Reads one value.</summary>
    /// <inheritdoc cref="Decode(Struct?)"/>
    public static PropertyValue Decode(Value value) => DecodeValue(value, "");

    public static Struct Encode(PropertyMap map, EncodeOptions options)
    {
        try
        {
            return EncodeFields(map, null, options);
        }
        catch (InvalidOperationException)
        {
            return EncodeFields(map, "", options);
        }
    }

    public static Value Encode(PropertyValue value, EncodeOptions options) => EncodeValue(value, "", options);

    // A path for each value would be more than the values. So the first time none is made (null), and only what is wrong is gone through
    // again, for the place.
    private static string? Key(string? path, string key) => path is null ? null : PropertyPath.Key(path, key);

    private static string? Index(string? path, int index) => path is null ? null : PropertyPath.Index(path, index);
}

/// <summary>What the receiver of a message understands, and what the message may hold.</summary>
/// <param name="AllowUnknowns">Only answers in a preview may hold unknowns; elsewhere one is a bug of ours.</param>
/// <param name="KeepResources">The receiver reads references; else they are sent as the id or, of a component, the URN.</param>
/// <param name="KeepOutputs">The receiver reads output values; else they are sent as secrets and unknowns.</param>
internal readonly record struct EncodeOptions(bool AllowUnknowns, bool KeepResources = true, bool KeepOutputs = false);

/// <summary>A message that breaks the protocol. The sentence names the place, never the content.</summary>
internal sealed class MalformedValueException(string? path, string problem)
    : Exception($"the engine sent a malformed value{(string.IsNullOrEmpty(path) ? "" : $" at {path}")}: {problem}");
