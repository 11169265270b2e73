using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using JumpCloud.EngineHost.Wire;

namespace JumpCloud.EngineHost.Deployment;

/// <summary>
/// Values as Go's <c>%v</c> prints them: the form in which the engine shows the value of a refused property. A secret is a
/// pointer to a struct of the value, which prints the plain text; the CLI then filters what stack configuration made secret.
/// </summary>
internal static class GoValues
{
    public static string Format(Value value)
    {
        if (Values.IsSecret(value))
            return $"&{{{{{Format(Values.Unwrap(value))}}}}}";
        return value.KindCase switch
        {
            Value.KindOneofCase.StringValue => value.StringValue,
            Value.KindOneofCase.BoolValue => value.BoolValue ? "true" : "false",
            Value.KindOneofCase.NumberValue => value.NumberValue.ToString("R", CultureInfo.InvariantCulture),
            Value.KindOneofCase.ListValue =>
                $"[{string.Join(' ', value.ListValue.Values.Select(item => $"{{{Format(item)}}}"))}]",
            Value.KindOneofCase.StructValue => $"map[{string.Join(' ', value.StructValue.Fields
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => $"{pair.Key}:{{{Format(pair.Value)}}}"))}]",
            _ => "<nil>",
        };
    }
}
