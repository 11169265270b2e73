using System.Globalization;
using System.Reflection;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>
/// The behaviours on which the public facts end or differ, one property each, with its sureness in its documentation
/// (official, observed, inferred). Each service adds its own in <c>&lt;Service&gt;Switches.cs</c>. The defaults are what
/// the facts call most likely.
/// </summary>
public sealed partial class Switches
{
    private static readonly PropertyInfo[] All =
        [.. typeof(Switches).GetProperties(BindingFlags.Public | BindingFlags.Instance).OrderBy(property => property.Name, StringComparer.Ordinal)];

    /// <summary>Sets every switch back to its default.</summary>
    public void Reset()
    {
        var defaults = new Switches();
        foreach (var property in All)
            property.SetValue(this, property.GetValue(defaults));
    }

    internal Action Keep()
    {
        var kept = Array.ConvertAll(All, property => (property, Value: property.GetValue(this)));
        return () => Array.ForEach(kept, pair => pair.property.SetValue(this, pair.Value));
    }

    /// <summary>Every switch by its name in camel case; durations in seconds.</summary>
    internal JObject ToJson()
    {
        var json = new JObject();
        foreach (var property in All)
            json[NameOf(property)] = ToJson(property.GetValue(this));
        return json;
    }

    /// <summary>Sets the switches that are named, all or none.</summary>
    /// <exception cref="FormatException">A name or a value is not known; the message lists what is.</exception>
    internal void Apply(JObject changes)
    {
        var parsed = new List<(PropertyInfo Property, object? Value)>();
        foreach (var (name, value) in changes)
        {
            var property = Array.Find(All, candidate => NameOf(candidate).Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? throw new FormatException($"There is no switch {name}. The switches are {string.Join(", ", All.Select(NameOf))}.");
            parsed.Add((property, Parse(property, value)));
        }

        foreach (var (property, value) in parsed)
            property.SetValue(this, value);
    }

    private static string NameOf(PropertyInfo property) => char.ToLowerInvariant(property.Name[0]) + property.Name[1..];

    private static JToken ToJson(object? value) => value switch
    {
        null => JValue.CreateNull(),
        bool flag => flag,
        int number => number,
        TimeSpan time => time.TotalSeconds,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static object? Parse(PropertyInfo property, JToken? value)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (type.IsEnum && value?.Type == JTokenType.String && Enum.TryParse(type, (string?)value, ignoreCase: true, out var named))
            return named;
        if (type == typeof(bool) && value?.Type == JTokenType.Boolean)
            return (bool)value;
        if (type == typeof(int) && value?.Type == JTokenType.Integer)
            return (int)value;
        if (type == typeof(TimeSpan) && value?.Type is JTokenType.Integer or JTokenType.Float)
            return TimeSpan.FromSeconds((double)value);
        if (type == typeof(string) && value?.Type is JTokenType.String)
            return (string?)value;
        var allowed = type.IsEnum ? string.Join(", ", Enum.GetNames(type)) : type.Name;
        throw new FormatException($"The switch {NameOf(property)} does not take {value}. It takes {allowed}.");
    }
}
