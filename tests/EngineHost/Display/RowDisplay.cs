using Google.Protobuf.WellKnownTypes;
using JumpCloud.EngineHost.Deployment;
using JumpCloud.EngineHost.Wire;
using Pulumirpc;

namespace JumpCloud.EngineHost.Display;

/// <summary>The list of rows that the CLI prints where it has no terminal: a line whenever a resource's row changes.</summary>
internal sealed class RowDisplay(CommandKind command, Screen screen, ProjectSettings settings, HostOptions options)
    : CommandDisplay(command, screen, settings, options)
{
    private readonly HostOptions _options = options;
    private readonly Dictionary<string, Row> _rows = [];

    public override void Begin()
    {
        base.Begin();
        Screen.Write();
    }

    public override void Started(Step step)
    {
        if (step.IsHidden)
            return;
        var row = _rows.TryGetValue(step.Urn, out var known) ? known : _rows[step.Urn] = new Row(step.Urn);
        row.Begin = _options.Time.GetTimestamp();
        row.Operation = step.Operation;
        if (DetailedDiffText.Summary(step) is { Length: > 0 } diff && step.Operation != OperationKind.Refresh)
            row.Diff = diff;
        row.Retained = step.Old?.RetainOnDelete == true && step.Operation is OperationKind.Delete or OperationKind.DeleteReplaced;
        row.IsOpen = true;
        if (step.Operation != OperationKind.Same)
            Print(row, Present(row), row.Diff);
    }

    public override void Finished(Step step)
    {
        base.Finished(step);
        if (step.IsHidden)
            return;
        var row = _rows[step.Urn];
        var isStack = Urn.IsStack(step.Urn);
        row.IsOpen = isStack && step.Operation is OperationKind.Create or OperationKind.Same;
        if (step.Operation == OperationKind.Refresh)
            FinishRefresh(step, row);
        // A component's row ends with its program, unseen.
        else if (!row.IsOpen && !Command.DryRun && step.Operation != OperationKind.Same
            && (isStack || (step.New ?? step.Old)!.Custom))
            Print(row, Past(row), row.Diff);
    }

    public override void Failing(Step step)
    {
        var row = _rows[step.Urn];
        row.IsOpen = false;
        if (Command.DryRun)
            return;
        row.IsFailed = true;
        Print(row, $"**{Words.Present(row.Operation)} failed**", Info(row, FirstError(step.Urn)));
    }

    public override void Outputs(Step step, Struct outputs)
    {
    }

    public override void Diagnosed(Diagnostic diagnostic, bool ephemeral)
    {
        base.Diagnosed(diagnostic, ephemeral);
        if (diagnostic.Severity == LogSeverity.Debug)
            return;
        var row = _rows.TryGetValue(diagnostic.Urn, out var known) ? known : _rows[diagnostic.Urn] = new Row(diagnostic.Urn);
        var text = diagnostic.Message.Split('\n')[0];
        var info = diagnostic.Severity switch
        {
            LogSeverity.Error => "error: " + text,
            LogSeverity.Warning => "warning: " + text,
            _ => text,
        };
        var running = Urn.IsStack(diagnostic.Urn) && row.Operation == OperationKind.Same && !Command.IsDestroy ? "running" : "";
        Print(row, row.Operation == OperationKind.Same ? running : Present(row), Info(row, info));
    }

    public override void End(Step? stack, Struct outputs, string stackUrn)
    {
        // A stack without news has its row last.
        var stackFirst = Count(stackUrn).Length > 0
            || (_rows.TryGetValue(stackUrn, out var own) && own.Operation != OperationKind.Same);
        if (stackFirst)
            EndStack(stackUrn);
        foreach (var row in _rows.Values.Where(row => !Urn.IsStack(row.Urn) && FirstError(row.Urn) is not null && !row.IsFailed))
            Print(row, Command.DryRun ? Present(row) : "", Info(row, Count(row.Urn)));
        if (!stackFirst)
            EndStack(stackUrn);
        WriteDiagnostics(stackUrn);
        if (stack is not null)
        {
            var isNew = stack.Operation == OperationKind.Create;
            var lines = OutputsText.Lines(isNew ? null : stack.Old!.Outputs, outputs, 4, !Command.DryRun);
            if (lines.Count > 0)
            {
                Screen.Write("Outputs:");
                foreach (var line in lines)
                    Screen.Write(line);
                Screen.Write();
            }
        }

        WriteSummary();
        WriteGoodbye();
    }

    private static string Info(Row row, string? more) =>
        string.Join("; ", new[] { row.Diff, more ?? "" }.Where(text => text.Length > 0));

    private void FinishRefresh(Step step, Row row)
    {
        if (step.Result == OperationKind.Same)
            return;
        row.Operation = step.Result!.Value;
        row.Diff = DetailedDiffText.Summary(step);
        Print(row, Command.DryRun ? Words.Plain(row.Operation) : Past(row), row.Diff);
    }

    private void EndStack(string urn)
    {
        if (!_rows.TryGetValue(urn, out var row))
            row = new Row(urn);
        var errors = Count(urn);
        if (row.Operation is OperationKind.Delete or OperationKind.Refresh || !row.IsOpen)
            row = new Row(urn);
        if (errors.Length > 0)
            Print(row, $"**{(Words.Present(row.Operation) + " failed").Trim()}**", errors, failed: !Command.DryRun);
        else if (row.Operation == OperationKind.Same)
            Print(row, "", "");
        else
            Print(row, Command.DryRun ? Words.Plain(row.Operation) : Past(row), "");
    }

    private string Present(Row row)
    {
        if (Command.DryRun)
            return row.Operation == OperationKind.Same ? "" : Words.Plain(row.Operation);
        return $"{Words.Present(row.Operation)} {Elapsed(row.Begin)}{(row.Retained ? "[retain]" : "")}";
    }

    private string Past(Row row) =>
        $"{Words.Past(row.Operation)} {Elapsed(row.Begin)}{(row.Retained ? "[retain]" : "")}";

    private string? FirstError(string urn) =>
        Diagnostics.FirstOrDefault(d => d.Urn == urn && d.Severity == LogSeverity.Error) is { } error
            ? "error: " + error.Message.Split('\n')[0]
            : null;

    private string Count(string urn)
    {
        var errors = Diagnostics.Count(d => d.Urn == urn && d.Severity == LogSeverity.Error);
        return errors == 0 ? "" : errors == 1 ? "1 error" : $"{errors} errors";
    }

    private void Print(Row row, string status, string info, bool failed = true)
    {
        var shown = failed || !status.StartsWith("**", StringComparison.Ordinal) ? status : "";
        Screen.Write($" {Words.Sign(row.Operation)} {Urn.Type(row.Urn)} {Urn.Name(row.Urn)} {shown} {info}");
    }

    private sealed class Row(string urn)
    {
        public string Urn { get; } = urn;

        public OperationKind Operation { get; set; } = OperationKind.Same;

        public string Diff { get; set; } = "";

        public long Begin { get; set; }

        public bool Retained { get; set; }

        public bool IsOpen { get; set; }

        public bool IsFailed { get; set; }
    }
}
