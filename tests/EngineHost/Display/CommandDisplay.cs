using Google.Protobuf.WellKnownTypes;
using JumpCloud.EngineHost.Deployment;
using JumpCloud.EngineHost.Wire;
using Pulumirpc;

namespace JumpCloud.EngineHost.Display;

/// <summary>What both forms of output share: the counts, the diagnostics and the end of the text.</summary>
internal abstract class CommandDisplay(CommandKind command, Screen screen, ProjectSettings settings, HostOptions options)
    : IDeploymentEvents
{
    private readonly SortedDictionary<OperationKind, int> _counts = [];
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly long _begin = options.Time.GetTimestamp();

    public IReadOnlyDictionary<OperationKind, int> Counts => _counts;

    protected CommandKind Command { get; } = command;

    protected Screen Screen { get; } = screen;

    protected IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    protected bool Failed => _diagnostics.Any(diagnostic => diagnostic.Severity == LogSeverity.Error);

    public abstract void Started(Step step);

    public virtual void Finished(Step step)
    {
        var operation = step.Result ?? step.Operation;
        var counted = step.Operation != OperationKind.Refresh || Command.IsRefresh;
        if (counted && !step.IsHidden && operation is not (OperationKind.CreateReplacement or OperationKind.DeleteReplaced))
            _counts[operation] = _counts.GetValueOrDefault(operation) + 1;
    }

    public abstract void Failing(Step step);

    public abstract void Outputs(Step step, Struct outputs);

    public virtual void Diagnosed(Diagnostic diagnostic, bool ephemeral)
    {
        if (!ephemeral && diagnostic.Severity != LogSeverity.Debug)
            _diagnostics.Add(diagnostic);
    }

    void IDeploymentEvents.Failed(Step step) => Failing(step);

    /// <summary>Prints what comes before the operations.</summary>
    public virtual void Begin() => Screen.Write(Command.Header(settings.StackName));

    /// <summary>Prints what comes after them.</summary>
    /// <param name="stack">The stack's step, where it was part of the command.</param>
    /// <param name="outputs">The stack's outputs; none where a failed program has not registered them.</param>
    public abstract void End(Step? stack, Struct outputs, string stackUrn);

    protected string Elapsed(long since) => $"({options.Time.GetElapsedTime(since).TotalSeconds:0.00}s)";

    protected void WriteDiagnostics(string stackUrn)
    {
        if (_diagnostics.Count == 0)
            return;
        Screen.Write("Diagnostics:");
        var groups = _diagnostics.GroupBy(diagnostic => diagnostic.Urn);
        // The stack's row comes first, since a program registers it first; an import registers nothing.
        foreach (var group in Command.IsImport ? groups : groups.OrderBy(group => group.Key != stackUrn))
        {
            Screen.Write($"  {Urn.Type(group.Key)} ({Urn.Name(group.Key)}):");
            foreach (var diagnostic in group)
                WriteDiagnostic(diagnostic);
            Screen.Write();
        }
    }

    protected void WriteSummary()
    {
        Screen.Write("Resources:");
        var changed = _counts.Where(pair => pair.Key is not (OperationKind.Same or OperationKind.Refresh)).ToList();
        foreach (var (operation, count) in changed)
        {
            var done = Command.DryRun ? "to " + Words.Plain(operation) : Words.Past(operation);
            Screen.Write($"    {Words.Sign(operation)}{count} {done}");
        }

        var pieces = new List<string>();
        if (changed.Count >= 2)
            pieces.Add($"{changed.Sum(pair => pair.Value)} changes");
        if (_counts.TryGetValue(OperationKind.Same, out var same))
            pieces.Add($"{same} unchanged");
        if (pieces.Count > 0)
            Screen.Write("    " + string.Join(". ", pieces));
        var errored = _diagnostics
            .Where(diagnostic => diagnostic.Severity == LogSeverity.Error)
            .Select(diagnostic => diagnostic.Urn)
            .Distinct()
            .Count();
        if (errored > 0)
            Screen.Write($"    {errored} errored");
        Screen.Write();
        if (Command.DryRun)
            return;
        Screen.Write($"Duration: {Math.Max(1, Math.Round(options.Time.GetElapsedTime(_begin).TotalSeconds)):0}s");
        Screen.Write();
    }

    protected void WriteGoodbye()
    {
        if (!Command.IsDestroy || Command.DryRun || Failed)
            return;
        Screen.Write(
            "The resources in the stack have been deleted, but the history and configuration associated with the stack "
            + "are still maintained. ");
        Screen.Write($"If you want to remove the stack completely, run `pulumi stack rm {settings.StackName}`.");
    }

    private void WriteDiagnostic(Diagnostic diagnostic)
    {
        var prefix = diagnostic.Severity switch
        {
            LogSeverity.Error => "error: ",
            LogSeverity.Warning => "warning: ",
            _ => "",
        };
        foreach (var line in (prefix + diagnostic.Message).TrimEnd('\n').Split('\n'))
            Screen.Write("    " + line);
    }
}
