using System.Globalization;

namespace JumpCloud.Benchmarks;

/// <param name="Parts">What to measure; nothing means everything.</param>
/// <param name="Plugins">Ours, and then the ones that it is compared with.</param>
/// <param name="Rounds">How often what takes milliseconds is measured.</param>
/// <param name="Case">Of a part with several cases, those that have this in their name.</param>
internal sealed record Options(IReadOnlyList<string> Parts, IReadOnlyList<string> Plugins, int Rounds, string Case)
{
    private static readonly string[] Known = ["start", "codec", "calls", "scale", "preview"];

    public bool Has(string part) => Parts.Count == 0 || Parts.Contains(part);

    /// <summary>Null where an argument is none.</summary>
    public static Options? Parse(IReadOnlyList<string> arguments)
    {
        var (parts, others) = (new List<string>(), new List<string>());
        var (plugin, rounds, only) = ("artifacts/native/pulumi-resource-jumpcloud", 20, "");
        for (var index = 0; index < arguments.Count; index++)
        {
            var next = index + 1 < arguments.Count ? arguments[index + 1] : "";
            switch (arguments[index])
            {
                case var part when Known.Contains(part):
                    parts.Add(part);
                    break;
                case "--rounds" when int.TryParse(next, NumberStyles.None, CultureInfo.InvariantCulture, out rounds) && rounds > 0:
                    index++;
                    break;
                case "--plugin" when next.Length > 0:
                    plugin = next;
                    index++;
                    break;
                case "--case" when next.Length > 0:
                    only = next;
                    index++;
                    break;
                case var path when !path.StartsWith('-'):
                    others.Add(path);
                    break;
                default:
                    return null;
            }
        }

        return new Options(parts, [plugin, .. others], rounds, only);
    }
}
