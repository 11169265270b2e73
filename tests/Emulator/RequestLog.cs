using System.Diagnostics;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>One request that a face received.</summary>
public sealed class RecordedRequest
{
    /// <summary>Counts all requests of the host from 1, in the order in which they were received.</summary>
    public required long Sequence { get; init; }

    public required Face Face { get; init; }

    public required string Method { get; init; }

    /// <summary>Decoded, without the query.</summary>
    public required string Path { get; init; }

    /// <summary>As sent, with its question mark; empty when there is none.</summary>
    public required string Query { get; init; }

    /// <summary>By name without regard to case, several values joined by a comma.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>As UTF-8 text; empty when there is none.</summary>
    public required string Body { get; init; }

    /// <summary>0 as long as there is no answer, and when the connection was reset instead.</summary>
    public int StatusCode { get; internal set; }

    /// <summary>The body as JSON.</summary>
    public JToken Json => JToken.Parse(Body);

    public override string ToString() => $"{Sequence} {Face} {Method} {Path}{Query} -> {StatusCode}";
}

/// <summary>Every request that the faces received, the control requests aside. Thread-safe.</summary>
public sealed class RequestLog
{
    private readonly Lock _gate = new();
    private readonly List<RecordedRequest> _requests = [];
    private long _sequence;

    public IReadOnlyList<RecordedRequest> All
    {
        get
        {
            lock (_gate)
                return [.. _requests];
        }
    }

    /// <summary>The requests of one face, by method and a part of the path.</summary>
    public IReadOnlyList<RecordedRequest> Of(Face face, string? method = null, string? pathPart = null) =>
        [.. All.Where(request => request.Face == face
            && (method is null || request.Method.Equals(method, StringComparison.OrdinalIgnoreCase))
            && (pathPart is null || request.Path.Contains(pathPart, StringComparison.Ordinal)))];

    /// <summary>Forgets what was received; the sequence goes on.</summary>
    public void Clear()
    {
        lock (_gate)
            _requests.Clear();
    }

    internal void Add(Func<long, RecordedRequest> make, out RecordedRequest recorded)
    {
        lock (_gate)
        {
            recorded = make(++_sequence);
            Debug.Assert(recorded.Sequence == _sequence);
            _requests.Add(recorded);
        }
    }
}
