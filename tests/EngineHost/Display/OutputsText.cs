using Google.Protobuf.WellKnownTypes;
using JumpCloud.EngineHost.Wire;

namespace JumpCloud.EngineHost.Display;

/// <summary>The outputs of the stack or a component, with what changed in them.</summary>
internal static class OutputsText
{
    /// <summary>The lines; none where nothing is to be shown.</summary>
    /// <param name="old">Null when the resource is new: nothing is marked then.</param>
    /// <param name="showSames">Show them even if none changed: a real update does, a preview does not.</param>
    public static IReadOnlyList<string> Lines(Struct? old, Struct @new, int indent, bool showSames)
    {
        var text = new PropertyText();
        if (old is null)
        {
            text.Object(@new, indent);
            return text.Lines;
        }

        if (!showSames && Values.DeepEquals(old, @new))
            return [];
        var keys = old.Fields.Keys.Union(@new.Fields.Keys).Order(StringComparer.Ordinal).ToList();
        var width = PropertyText.Width(keys);
        foreach (var key in keys)
        {
            var (before, after) = (old.Fields.GetValueOrDefault(key), @new.Fields.GetValueOrDefault(key));
            if (before is not null && after is not null && Values.DeepEquals(before, after))
                text.Entry(key.PadRight(width), after, indent, ' ');
            else
                text.Change(key.PadRight(width), before, after, indent);
        }

        return text.Lines;
    }
}
