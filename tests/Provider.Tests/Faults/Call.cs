using System.Text.RegularExpressions;
using JumpCloud.Emulator;

namespace JumpCloud.Tests.Faults;

/// <summary>One request of the plugin within a command.</summary>
/// <param name="Nth">Counts the requests of this method and path, from 1.</param>
internal sealed partial record Call(Face Face, string Method, string Path, int Nth)
{
    /// <summary>Whether it may change something; a search only reads.</summary>
    public bool IsWrite => Method != "GET" && !Path.Contains("search", StringComparison.Ordinal)
        && !Path.EndsWith("/token", StringComparison.Ordinal) && !Path.EndsWith("/events", StringComparison.Ordinal);

    /// <summary>The same for calls that differ only in the ids of what they are about.</summary>
    public string Kind => $"{Method} {Id().Replace(Path, "*")}";

    public override string ToString() => $"{Method} {Path} #{Nth}";

    [GeneratedRegex("[0-9a-f]{24}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Id();
}
