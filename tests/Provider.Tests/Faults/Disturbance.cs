using JumpCloud.Emulator;

namespace JumpCloud.Tests.Faults;

/// <summary>One way in which a request goes wrong.</summary>
internal sealed record Disturbance(string Name)
{
    /// <summary>Reads see a thing as it was for so many of them.</summary>
    public const int LaggingReads = 2;

    /// <summary>What the service makes of it; null where it does not get it, or where nothing is wrong with its answer.</summary>
    public FaultKind? Kind { get; init; }

    /// <summary>What is made of the bytes of its answer, which the service has given.</summary>
    public Func<byte[], byte[]>? Spoil { get; init; }

    /// <summary>
    /// The spoilt answer is another document, and may be a good one: what it says is then believed, written back and kept, until the
    /// service says otherwise.
    /// </summary>
    public bool IsOtherDocument { get; init; }

    /// <summary>It lacks something, and nobody can tell that from an answer that never had it.</summary>
    public bool MayMislead { get; init; }

    /// <summary>Nobody listens at the service's port.</summary>
    public bool IsRefusal { get; init; }

    /// <summary>No answer comes.</summary>
    public bool IsUnanswered { get; init; }

    /// <summary>Reads lag behind what the request writes.</summary>
    public bool IsLag { get; init; }

    /// <summary>Also tried as a state of affairs that lasts.</summary>
    public bool Lasts { get; init; }

    /// <summary>The user presses Ctrl-C while no answer comes.</summary>
    public bool IsInterrupted { get; init; }

    /// <summary>The plugin is killed.</summary>
    public Moment? Kill { get; init; }

    /// <summary>The killed plugin is a process, and not one that ends in this process as a killed one does.</summary>
    public bool IsProcess { get; init; }

    /// <summary>Each service's answer is read in its own place, so each read meets it; how it is sent again is decided in one.</summary>
    public bool IsOfAnswer => Kind is FaultKind.InvalidJson or FaultKind.Html or FaultKind.EmptyOk or FaultKind.OtherSuccess
        or FaultKind.WrongContentType;

    public static readonly IReadOnlyList<Disturbance> Faults =
    [
        new("429") { Kind = new FaultKind.Status(429) },
        new("429, later") { Kind = new FaultKind.Status(429, RetryAfter: "7"), Lasts = true },
        new("500") { Kind = new FaultKind.Status(500) },
        new("502") { Kind = new FaultKind.Status(502, Body: "<html><body>Bad gateway</body></html>", ContentType: "text/html") },
        new("503") { Kind = new FaultKind.Status(503), Lasts = true },
        new("504") { Kind = new FaultKind.Status(504, Body: "", ContentType: "text/plain") },
        new("refused") { IsRefusal = true, Lasts = true },
        new("reset before") { Kind = new FaultKind.ResetBefore() },
        new("reset after") { Kind = new FaultKind.ResetAfter(), Lasts = true },
        new("slow before") { Kind = new FaultKind.Delay(TimeSpan.FromHours(1)), IsUnanswered = true },
        new("slow after") { Kind = new FaultKind.Silence(), IsUnanswered = true },
        new("truncated") { Kind = new FaultKind.TruncatedBody() },
        new("invalid JSON") { Kind = new FaultKind.InvalidJson() },
        new("HTML") { Kind = new FaultKind.Html(), Lasts = true },
        new("empty 200") { Kind = new FaultKind.EmptyOk() },
        new("other 2xx") { Kind = new FaultKind.OtherSuccess(202) },
        new("wrong content type") { Kind = new FaultKind.WrongContentType() },
        new("read lag") { IsLag = true },
    ];

    public static readonly IReadOnlyList<Disturbance> Interruptions =
    [
        new("Ctrl-C before") { Kind = new FaultKind.Delay(TimeSpan.FromHours(1)), IsUnanswered = true, IsInterrupted = true },
        new("Ctrl-C after") { Kind = new FaultKind.Silence(), IsUnanswered = true, IsInterrupted = true },
    ];

    public static readonly IReadOnlyList<Disturbance> Kills =
    [
        new("killed before") { Kill = Moment.Before },
        new("killed after") { Kill = Moment.After },
    ];

    public static readonly IReadOnlyList<Disturbance> ProcessKills =
        [.. Kills.Select(kill => kill with { Name = $"process {kill.Name}", IsProcess = true })];

    public override string ToString() => Name;
}

/// <summary>Of a request: before the service gets it, or once it was carried out and before the answer arrives.</summary>
internal enum Moment
{
    Before,
    After,
}
