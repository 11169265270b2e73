using System.Globalization;
using System.Text;
using Google.Protobuf.WellKnownTypes;

namespace JumpCloud.EngineHost.Yaml;

/// <summary>
/// Texts of values as the real YAML host, a Go program, writes them: fmt's %v in interpolations, encoding/json in fn::toJSON.
/// </summary>
internal static class GoFormat
{
    /// <summary>%v of a float64 (strconv's format 'g'): 1000000 is 1e+06.</summary>
    public static string Number(double value) => Shortest(value, smallest: -4, largest: 6);

    /// <summary>%v of a value without wrappers; null for a list or an object, which have no place in a string.</summary>
    public static string? Text(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.StringValue => value.StringValue,
        Value.KindOneofCase.NumberValue => Number(value.NumberValue),
        Value.KindOneofCase.BoolValue => value.BoolValue ? "true" : "false",
        Value.KindOneofCase.NullValue => "<nil>",
        _ => null,
    };

    /// <summary>Compact JSON with sorted keys and HTML's characters escaped.</summary>
    public static string Json(Value value)
    {
        var json = new StringBuilder();
        Write(json, value);
        return json.ToString();
    }

    private static void Write(StringBuilder json, Value value)
    {
        switch (value.KindCase)
        {
            case Value.KindOneofCase.StringValue:
                WriteString(json, value.StringValue);
                break;
            case Value.KindOneofCase.NumberValue:
                json.Append(Shortest(value.NumberValue, smallest: -6, largest: 21).Replace("e-0", "e-"));
                break;
            case Value.KindOneofCase.BoolValue:
                json.Append(value.BoolValue ? "true" : "false");
                break;
            case Value.KindOneofCase.ListValue:
                WriteAll(json, '[', value.ListValue.Values, ']', Write);
                break;
            case Value.KindOneofCase.StructValue:
                WriteAll(json, '{', value.StructValue.Fields.OrderBy(f => f.Key, StringComparer.Ordinal), '}', (j, field) =>
                {
                    WriteString(j, field.Key);
                    j.Append(':');
                    Write(j, field.Value);
                });
                break;
            default:
                json.Append("null");
                break;
        }
    }

    private static void WriteAll<T>(
        StringBuilder json, char open, IEnumerable<T> items, char close, Action<StringBuilder, T> write)
    {
        json.Append(open);
        var first = true;
        foreach (var item in items)
        {
            if (!first)
                json.Append(',');
            first = false;
            write(json, item);
        }
        json.Append(close);
    }

    private static void WriteString(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (var c in text)
        {
            json.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\b' => "\\b",
                '\f' => "\\f",
                < ' ' or '<' or '>' or '&' or '\u2028' or '\u2029' => $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        }
        json.Append('"');
    }

    /// <summary>
    /// The shortest digits that read back as the value; with an exponent below 10^smallest and from 10^largest on.
    /// </summary>
    private static string Shortest(double value, int smallest, int largest)
    {
        if (value == 0)
            return double.IsNegative(value) ? "-0" : "0";
        var scientific = value.ToString("E16", CultureInfo.InvariantCulture);
        var exponent = int.Parse(scientific[(scientific.IndexOf('E') + 1)..], CultureInfo.InvariantCulture);
        var round = value.ToString("R", CultureInfo.InvariantCulture);
        var digits = new string([.. round.Split('E')[0].Where(char.IsAsciiDigit)]).TrimStart('0').TrimEnd('0');
        var sign = value < 0 ? "-" : "";
        if (exponent < smallest || exponent >= largest)
        {
            var fraction = digits.Length > 1 ? $".{digits[1..]}" : "";
            return $"{sign}{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
        }
        if (exponent < 0)
            return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        return digits.Length <= exponent + 1
            ? sign + digits.PadRight(exponent + 1, '0')
            : $"{sign}{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
    }
}
