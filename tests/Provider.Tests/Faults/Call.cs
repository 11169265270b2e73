using JumpCloud.Emulator;

namespace JumpCloud.Tests.Faults;

/// <summary>One request of the plugin within a command.</summary>
/// <param name="Nth">Counts the requests of this method and path, from 1.</param>
internal sealed record Call(Face Face, string Method, string Path, int Nth)
{
    /// <summary>Whether it may change something; a search only reads.</summary>
    public bool IsWrite => Method != "GET" && !Path.Contains("search", StringComparison.Ordinal)
        && !Path.EndsWith("/token", StringComparison.Ordinal) && !Path.EndsWith("/events", StringComparison.Ordinal);

    public override string ToString() => $"{Method} {Path} #{Nth}";
}
