using System.Text.RegularExpressions;

namespace JumpCloud.Emulator;

/// <summary>What goes wrong.</summary>
public abstract record FaultKind
{
    private FaultKind()
    {
    }

    /// <summary>Answers this instead of carrying the request out.</summary>
    /// <param name="RetryAfter">The header's value: seconds or an HTTP date.</param>
    /// <param name="Body">None, with no content type either, gives <c>{"code": ..., "message": ...}</c>.</param>
    public sealed record Status(int Code, string? RetryAfter = null, string? Body = null, string? ContentType = null) : FaultKind;

    /// <summary>Resets the connection; the request is not carried out.</summary>
    public sealed record ResetBefore : FaultKind;

    /// <summary>Carries the request out, then resets the connection: the answer is lost.</summary>
    public sealed record ResetAfter : FaultKind;

    /// <summary>Waits on the emulator's clock, then carries the request out.</summary>
    public sealed record Delay(TimeSpan Time) : FaultKind;

    /// <summary>Carries the request out and breaks the answer off in the middle of its body.</summary>
    public sealed record TruncatedBody : FaultKind;

    /// <summary>Carries the request out and answers with a body that is cut JSON, in a complete answer.</summary>
    public sealed record InvalidJson : FaultKind;

    /// <summary>Answers 200 with an HTML page, as a proxy in between does; the request is not carried out.</summary>
    public sealed record Html : FaultKind;

    /// <summary>Carries the request out and answers 200 without a body.</summary>
    public sealed record EmptyOk : FaultKind;

    /// <summary>Carries the request out and calls its answer <c>text/plain</c>.</summary>
    public sealed record WrongContentType : FaultKind;

    /// <summary>Carries the request out and answers another success than it has: this status with an empty object.</summary>
    public sealed record OtherSuccess(int Code) : FaultKind;

    /// <summary>Carries the request out and never answers, until the client gives up.</summary>
    public sealed record Silence : FaultKind;
}

/// <summary>One thing that goes wrong for the requests that it matches.</summary>
/// <param name="Kind">What goes wrong.</param>
/// <param name="Face">The face; none means every face.</param>
/// <param name="Method">The method; none means every method.</param>
/// <param name="Path">A regular expression that is looked for in the path; none means every path.</param>
/// <param name="Nth">The first matching request that suffers, counted from 1.</param>
/// <param name="Count">How many matching requests suffer from there on.</param>
/// <param name="Mark">The value of the header <see cref="MarkHeader"/> of the request; none means every request.</param>
/// <param name="Agent">How the header <c>User-Agent</c> of the request begins; none means every client.</param>
public sealed record Fault(
    FaultKind Kind,
    Face? Face = null,
    string? Method = null,
    string? Path = null,
    int Nth = 1,
    int Count = 1,
    string? Mark = null,
    string? Agent = null)
{
    /// <summary>By this header a client under test asks for its fault, where method and path do not tell its requests apart.</summary>
    public const string MarkHeader = "Emulator-Fault";

    /// <summary>Called once the client waits: of a delay, before the request is carried out, of silence, after it was.</summary>
    public Action? Held { get; init; }

    internal bool Matches(Face face, string method, string path, IHeaderDictionary headers) =>
        (Face is null || Face == face)
        && (Mark is null || Mark == headers[MarkHeader].FirstOrDefault())
        && (Agent is null || headers.UserAgent.ToString().StartsWith(Agent, StringComparison.Ordinal))
        && (Method is null || Method.Equals(method, StringComparison.OrdinalIgnoreCase))
        && (Path is null || Regex.IsMatch(path, Path, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)));
}

/// <summary>The faults to come. The first one added that is due for a request takes it. Thread-safe.</summary>
public sealed class FaultPlan
{
    private readonly Lock _gate = new();
    private readonly List<Planned> _faults = [];

    /// <exception cref="ArgumentException">The path is no regular expression, or a number is less than 1.</exception>
    public void Add(Fault fault)
    {
        _ = new Regex(fault.Path ?? "");
        ArgumentOutOfRangeException.ThrowIfLessThan(fault.Nth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(fault.Count, 1);
        lock (_gate)
            _faults.Add(new Planned(fault));
    }

    public void Clear()
    {
        lock (_gate)
            _faults.Clear();
    }

    /// <summary>How many faults are still to come, each with its count.</summary>
    public int Left
    {
        get
        {
            lock (_gate)
                return _faults.Sum(planned => planned.Left);
        }
    }

    /// <summary>Counts the request with every fault that it matches and takes what is due for it.</summary>
    internal Fault? Next(Face face, string method, string path, IHeaderDictionary headers)
    {
        lock (_gate)
        {
            Fault? due = null;
            foreach (var planned in _faults)
            {
                if (!planned.Fault.Matches(face, method, path, headers))
                    continue;
                planned.Seen++;
                if (due is null && planned.Seen >= planned.Fault.Nth && planned.Left > 0)
                {
                    planned.Left--;
                    due = planned.Fault;
                }
            }

            _faults.RemoveAll(planned => planned.Left == 0);
            return due;
        }
    }

    private sealed class Planned(Fault fault)
    {
        public Fault Fault { get; } = fault;

        public int Seen { get; set; }

        public int Left { get; set; } = fault.Count;
    }
}
