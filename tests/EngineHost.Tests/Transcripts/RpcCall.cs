using System.Text.RegularExpressions;
using JumpCloud.Tests.WireProvider;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Tests.Transcripts;

/// <summary>
/// A request with its answer, in the form that both sides are compared in: ports, UUIDs, seeds and folders blanked.
/// </summary>
/// <param name="Lane">What it is about: a URN, or the method where there is none. Order counts within a lane.</param>
internal sealed partial record RpcCall(string Method, string Lane, string Request, string Answer)
{
    private const string Unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    private static readonly string[] Folders = ["rootDirectory", "programDirectory"];

    /// <summary>Whether it is about one resource of the program, not about a provider or a plugin.</summary>
    public bool IsOperation => Method is "ResourceProvider.Check" or "ResourceProvider.Diff" or "ResourceProvider.Create"
        or "ResourceProvider.Read" or "ResourceProvider.Update" or "ResourceProvider.Delete";

    public override string ToString() => $"{Method} {Request} -> {Answer}";

    /// <summary>Joins lines of requests and answers: an answer belongs to the earliest open request of its method.</summary>
    public static IReadOnlyList<RpcCall> Pair(IEnumerable<(string Method, bool IsRequest, JToken? Body, string? Error)> lines)
    {
        var calls = new List<RpcCall>();
        var open = new List<int>();
        foreach (var (method, isRequest, body, error) in lines.Where(line => line.Method != "ResourceProvider.GetSchema"
            && line.Method != "ResourceMonitor.SupportsFeature" && line.Method != "ResourceMonitor.GetDeploymentInfo"))
        {
            if (isRequest)
            {
                open.Add(calls.Count);
                calls.Add(new RpcCall(method, LaneOf(method, (JObject)body!), Normal(body!), "unanswered"));
                continue;
            }

            var at = open.FirstOrDefault(index => calls[index].Method == method && Answers(calls[index], body), -1);
            if (at < 0)
                throw new InvalidDataException($"{method} is answered without a request");
            open.Remove(at);
            calls[at] = calls[at] with { Answer = error ?? Normal(body!) };
        }

        return calls;
    }

    private static bool Answers(RpcCall call, JToken? answer) =>
        call.Method != "ResourceMonitor.RegisterResource" || answer is not JObject { } found
        || ((string)found["urn"]!).EndsWith($"{call.Lane}", StringComparison.Ordinal);

    private static string LaneOf(string method, JObject request)
    {
        if (method == "ResourceMonitor.RegisterResource")
            return $"{request["type"]}::{request["name"]}";
        return (string?)request["urn"] ?? method;
    }

    private static string Normal(JToken body)
    {
        var copy = body.DeepClone();
        if (copy is JObject message)
        {
            foreach (var folder in Folders.Where(folder => message[folder] is not null))
                message[folder] = "FOLDER";
            if (message["randomSeed"] is not null)
                message["randomSeed"] = "SEED";
            // A Go map's order, another one in each recording.
            if (message["configSecretKeys"] is JArray keys)
                message["configSecretKeys"] = new JArray(keys.OrderBy(key => (string)key!, StringComparer.Ordinal));
        }

        return Blank(Recordings.Sorted(copy));
    }

    public static string Blank(string text) => Uuid().Replace(
        Port().Replace(text, "127.0.0.1:PORT"), match => match.Value == Unknown ? Unknown : "UUID");

    [GeneratedRegex(@"127\.0\.0\.1:\d+")]
    private static partial Regex Port();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uuid();
}
