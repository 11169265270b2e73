using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Tests.Faults;

/// <summary>What becomes of a good answer on its way.</summary>
/// <param name="Place">Which of its fields, values or bytes, counted around.</param>
/// <param name="Turn">Which of the things that may be put there.</param>
internal sealed record AnswerMutation(string Kind, int Place, int Turn)
{
    private static readonly byte[] Bytes = [0xFF, 0x00, 0x1F, 0xC3];

    private static readonly string[] Lists = ["[0]", "[0].results", "[0].Resources", "[0].members", "[0].users"];

    public static Gen<AnswerMutation> Any { get; } =
        from kind in Gen.Frequency(
            (3, Gen.Constant("a field dropped")),
            (6, Gen.Constant("another kind")),
            (1, Gen.Constant("null")),
            (1, Gen.Constant("a field twice")),
            (1, Gen.Constant("an entry twice")),
            (1, Gen.Constant("nested")),
            (1, Gen.Constant("half a character")),
            (1, Gen.Constant("cut short")),
            (1, Gen.Constant("a byte more")))
        from place in Gen.Choose(0, 1_000_000)
        from turn in Gen.Choose(0, 1_000_000)
        select new AnswerMutation(kind, place, turn);

    /// <summary>Of the answer as a whole, which cannot be read then.</summary>
    private bool BreaksForm => Kind is "a field twice" or "nested" or "half a character" or "cut short" or "a byte more";

    public Disturbance Disturbance => new($"answer with {this}")
    {
        Spoil = Apply, IsOtherDocument = !BreaksForm, MayMislead = Kind == "a field dropped" || Kind == "null",
    };

    public override string ToString() => $"{Kind} ({Place}, {Turn})";

    public byte[] Apply(byte[] answer) => Kind switch
    {
        "cut short" => answer[..(Place % Math.Max(1, answer.Length))],
        "a byte more" => Insert(answer),
        _ => TryParse(answer) is { } json ? Encoding.UTF8.GetBytes(Change(json).ToString(Formatting.None)) : Insert(answer),
    };

    private static JToken? TryParse(byte[] answer)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(Encoding.UTF8.GetString(answer)))
            {
                DateParseHandling = DateParseHandling.None, FloatParseHandling = FloatParseHandling.Decimal,
            };
            return JToken.ReadFrom(reader);
        }
        catch (JsonReaderException)
        {
            return null;
        }
    }

    private byte[] Insert(byte[] answer)
    {
        var place = Place % (answer.Length + 1);
        return [.. answer[..place], Bytes[Turn % Bytes.Length], .. answer[place..]];
    }

    private JToken Change(JToken json)
    {
        // The document itself may be replaced, too.
        var root = new JArray(json);
        var nodes = root.Descendants().ToList();
        switch (Kind)
        {
            case "a field dropped" when Pick(nodes.OfType<JProperty>()) is { } field:
                field.Remove();
                break;
            case "a field twice" when Pick(nodes.OfType<JObject>().Where(node => node.HasValues)) is { } node:
                node.Replace(new JRaw($"{{{node.Properties().First().ToString(Formatting.None)},{node.ToString(Formatting.None)[1..]}"));
                break;

            // Within a document it would be another document, and a good one.
            case "an entry twice" when Pick(nodes.OfType<JArray>().Where(list => list.HasValues && Lists.Contains(list.Path))) is { } list:
                list.Add(list[Turn % list.Count].DeepClone());
                break;
            case "a field dropped" or "a field twice" or "an entry twice":
                return new JRaw($"{json.ToString(Formatting.None)}]");
            default:
                var value = Pick(nodes.Where(token => token is not JProperty))!;
                value.Replace(Instead(value.Type));
                break;
        }

        return root.Count == 1 ? root[0] : new JArray(root);
    }

    private JToken Instead(JTokenType type) => Kind switch
    {
        "nested" => new JRaw(new string('[', 10_000) + new string(']', 10_000)),
        "half a character" => new JRaw("\"\\ud800\""),
        "null" => JValue.CreateNull(),
        _ => Pick(new JToken[] { new JObject(), new JArray(), "7", 7, new JRaw("1e400"), new JRaw("0.5"), true }
            .Where(token => token.Type != type), Turn)!,
    };

    private T? Pick<T>(IEnumerable<T> items)
        where T : class => Pick(items, Place);

    private static T? Pick<T>(IEnumerable<T> items, int place)
        where T : class
    {
        var all = items.ToList();
        return all.Count == 0 ? null : all[place % all.Count];
    }
}
