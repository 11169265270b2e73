using JumpCloud.EngineHost;
using JumpCloud.EngineHost.Wire;

namespace JumpCloud.Tests.Secrets;

/// <summary>All that a command leaves behind.</summary>
/// <param name="Lines">What the engine and the plugin said to each other.</param>
/// <param name="Sent">What the plugin sent to the services.</param>
internal sealed record SecretEvidence(CommandResult? Result, string State, IReadOnlyList<RpcLine> Lines, IReadOnlyList<RequestPart> Sent)
{
    // What the engine is told by the plugin, and what the plugin answers it; what the engine tells the plugin is the engine's.
    private static readonly string[] ToTheEngine = ["Engine.", "ResourceMonitor."];

    // A function's arguments are not secret to the engine: it does not keep them.
    private const string Invoke = "ResourceMonitor.Invoke";

    public void Look(SecretSearch search, IReadOnlyList<Canary> canaries, string occasion)
    {
        if (Result is not null)
        {
            search.Look(canaries, "what the command prints", Result.Text, occasion);
            foreach (var diagnostic in Result.Diagnostics)
                search.Look(canaries, $"messages of severity {diagnostic.Severity}", diagnostic.Message, occasion);
            foreach (var report in Result.Steps)
                search.Look(canaries, "changed paths", string.Join('\n', report.DetailedDiff.Keys), occasion);
        }

        search.Look(canaries, "the state", State, occasion);
        foreach (var line in Lines.Where(IsOfThePlugin))
            Look(search, canaries, line, occasion);
        foreach (var part in Sent)
            search.Look(canaries, PlaceOf(part), part.Text, occasion, canary => canary.MayGo(part));
    }

    private static bool IsOfThePlugin(RpcLine line) =>
        line.IsRequest == ToTheEngine.Any(service => line.Method.StartsWith(service, StringComparison.Ordinal)) && line.Method != Invoke;

    private static void Look(SecretSearch search, IReadOnlyList<Canary> canaries, RpcLine line, string occasion)
    {
        if (line.Body is { } body)
            search.Look(canaries, line.IsRequest ? line.Method : $"the answer to {line.Method}", SecretSearch.Plain(body), occasion);
        if (line.Error is { } error)
            search.Look(canaries, $"the error of {line.Method}", error, occasion);
        if (line.Details is { } details)
            search.Look(canaries, $"the error's details of {line.Method}", SecretSearch.Plain(details), occasion);
    }

    private static string PlaceOf(RequestPart part) => part.Part is "address" or "body"
        ? $"the {part.Part} of requests to {part.Face}"
        : $"the header {part.Part} of requests to {part.Face}";
}
