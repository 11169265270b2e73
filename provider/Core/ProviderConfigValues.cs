using System.Globalization;

namespace JumpCloud.Core;

/// <summary>One setting: what it is and where it was found.</summary>
/// <param name="Path">The property that a failure is reported on; empty where the value came from the environment.</param>
/// <param name="Source">For messages: <c>apiKey</c>, or <c>the environment variable JUMPCLOUD_API_KEY</c>.</param>
internal readonly record struct Setting(string Value, string Path, string Source)
{
    public bool IsFromEnvironment => Path.Length == 0;

    public override string ToString() => Source;
}

/// <summary>
/// The provider's inputs with the environment behind them. Stack configuration and the SDKs send what is not a string as JSON
/// text, so <c>5</c> and <c>"5"</c> are the same.
/// </summary>
internal sealed class ProviderConfigValues(PropertyMap inputs, Func<string, string?> environment)
{
    /// <summary>The inputs with JSON text of numbers and booleans read, for the rows to check.</summary>
    public PropertyMap Inputs { get; } = Normalise(inputs);

    /// <summary>Given, and to be known only when the deployment runs.</summary>
    public bool IsUnknown(Property row) => Inputs.Find(row.Name) is { IsUnknown: true };

    /// <summary>The text of a property, from the program or else the environment. Null where it is unknown or not given.</summary>
    public Setting? Text(Property row)
    {
        if (Inputs.Find(row.Name) is { } value)
            return value.AsString is { } text ? new Setting(text, row.Name, row.Name) : null;
        return ProviderConfigRows.Environment.TryGetValue(row.Name, out var variable) && environment(variable) is { Length: > 0 } found
            ? new Setting(found, "", $"the environment variable {variable}")
            : null;
    }

    /// <summary>Whether the program gives the property, known or not.</summary>
    public bool IsGiven(Property row) => Inputs.Find(row.Name) is not null;

    public double? Number(Property row) => Inputs.Find(row.Name)?.AsNumber;

    /// <summary>Null where it is unknown, not given, or neither true nor false.</summary>
    public bool? Flag(Property row) =>
        Inputs.Find(row.Name) is { } value ? value.AsBool : Text(row) is { } setting ? Parse(setting.Value) : null;

    private static PropertyMap Normalise(PropertyMap inputs)
    {
        var result = inputs;
        foreach (var name in ProviderConfigRows.Engine)
            result = result.Without(name);
        foreach (var row in ProviderConfigRows.All)
        {
            if (result.Find(row.Name)?.AsString is not { } text)
                continue;
            if (row.Kind == PropertyKind.Boolean && Parse(text) is { } flag)
                result = result.With(row.Name, PropertyValue.Of(flag));
            if (row.Kind == PropertyKind.Integer
                && double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            {
                result = result.With(row.Name, PropertyValue.Of(number));
            }
        }

        return result;
    }

    private static bool? Parse(string text) => bool.TryParse(text, out var flag) ? flag : null;
}
