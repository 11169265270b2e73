using JumpCloud.Core;

namespace JumpCloud.Tests;

/// <summary>Property maps out of plain C# values, for tests to be read.</summary>
internal static class Values
{
    public static PropertyMap Map(params (string Key, object? Value)[] entries) =>
        PropertyMap.Of(entries.Select(entry => KeyValuePair.Create(entry.Key, Of(entry.Value))));

    public static PropertyValue Of(object? value) => value switch
    {
        null => PropertyValue.Null,
        PropertyValue already => already,
        PropertyMap map => PropertyValue.Of(map),
        string text => PropertyValue.Of(text),
        bool flag => PropertyValue.Of(flag),
        int number => PropertyValue.Of(number),
        IEnumerable<string> texts => PropertyValue.Of(texts),
        IEnumerable<PropertyMap> maps => PropertyValue.Of(maps.Select(PropertyValue.Of)),
        _ => throw new ArgumentException($"no property value for {value.GetType()}"),
    };
}
