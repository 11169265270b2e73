namespace JumpCloud.EngineHost;

/// <summary>The flags of a command, named as the CLI's.</summary>
public sealed record CommandOptions
{
    /// <summary><c>--diff</c>: print the tree of operations with their property diffs instead of rows.</summary>
    public bool Diff { get; init; }

    /// <summary><c>--refresh</c>: read every resource before the command's own work.</summary>
    public bool Refresh { get; init; }

    /// <summary><c>--preview-only</c> of refresh, destroy and import: change nothing.</summary>
    public bool PreviewOnly { get; init; }

    /// <summary><c>--target</c>: work on these URNs only.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary><c>--replace</c>: replace these URNs, whatever their diff says.</summary>
    public IReadOnlyList<string> Replace { get; init; } = [];

    /// <summary><c>--protect</c> of import; the CLI's default is true.</summary>
    public bool Protect { get; init; } = true;

    internal static CommandOptions Default { get; } = new();
}
