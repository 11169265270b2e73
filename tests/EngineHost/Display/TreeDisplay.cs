using Google.Protobuf.WellKnownTypes;
using JumpCloud.EngineHost.Deployment;
using JumpCloud.EngineHost.State;
using JumpCloud.EngineHost.Wire;
using Pulumirpc;

namespace JumpCloud.EngineHost.Display;

/// <summary>The tree of operations with property diffs, as <c>--diff</c> prints it.</summary>
internal sealed class TreeDisplay(CommandKind command, Screen screen, ProjectSettings settings, HostOptions options)
    : CommandDisplay(command, screen, settings, options)
{
    private readonly Dictionary<string, int> _depths = [];
    private bool _outputsShown;

    public override void Started(Step step)
    {
        var state = (step.New ?? step.Old)!;
        _depths[step.Urn] = state.Parent.Length > 0 && _depths.TryGetValue(state.Parent, out var parent) ? parent + 1 : 0;
        var waits = step.Operation == OperationKind.Refresh && Command.IsRefresh;
        if (!waits && IsShown(step, step.Operation))
            WriteStep(step, step.Operation);
    }

    public override void Finished(Step step)
    {
        base.Finished(step);
        if (step.Operation == OperationKind.Refresh && Command.IsRefresh)
        {
            if (!IsShown(step, step.Result!.Value))
                return;
            WriteStep(step, step.Result.Value);
            if (Urn.IsStack(step.Urn) && step.New is not null)
                WriteStackOutputs(step, step.New.Outputs);
        }
        else if (IsShown(step, step.Operation) && step.New is { Custom: true })
        {
            WriteOutputs(step);
        }
    }

    public override void Failing(Step step)
    {
    }

    public override void Outputs(Step step, Struct outputs)
    {
        if (Urn.IsStack(step.Urn))
            WriteStackOutputs(step, outputs);
    }

    public override void Diagnosed(Diagnostic diagnostic, bool ephemeral)
    {
        base.Diagnosed(diagnostic, ephemeral);
        if (ephemeral || diagnostic.Severity == LogSeverity.Debug)
            return;
        var prefix = diagnostic.Severity switch
        {
            LogSeverity.Error => "error: ",
            LogSeverity.Warning => "warning: ",
            _ => "",
        };
        Screen.Write($"{prefix}{Urn.Type(diagnostic.Urn)} ({Urn.Name(diagnostic.Urn)}): {diagnostic.Message.TrimEnd('\n')}");
    }

    public override void End(Step? stack, Struct outputs, string stackUrn)
    {
        if (stack is not null && !_outputsShown && !Failed)
            WriteStackOutputs(stack, outputs);
        WriteSummary();
        WriteGoodbye();
    }

    private static bool IsShown(Step step, OperationKind operation) =>
        !step.IsHidden
        && (operation != OperationKind.Same || Urn.IsStack(step.Urn))
        && operation is not (OperationKind.CreateReplacement or OperationKind.DeleteReplaced);

    private static string Id(Step step, OperationKind operation) => operation switch
    {
        OperationKind.Create => "",
        OperationKind.Import or OperationKind.Read => step.New!.Id,
        _ => step.Old?.Id ?? "",
    };

    private void WriteStep(Step step, OperationKind operation)
    {
        var indent = 4 * _depths[step.Urn];
        Screen.Write($"{new string(' ', indent)}{Words.Sign(operation)}{step.Type}: ({Words.Plain(operation)})");
        var inner = new string(' ', indent + 4);
        if (Id(step, operation) is { Length: > 0 } id)
            Screen.Write($"{inner}[id={id}]");
        Screen.Write($"{inner}[urn={step.Urn}]");
        WriteProvider(step, inner);
        if (operation == OperationKind.Refresh)
            return;
        var text = new PropertyText();
        var state = (step.New ?? step.Old)!;
        if (operation is OperationKind.Update or OperationKind.Replace && step.Detailed.Count > 0)
            DetailedDiffText.Write(text, step, indent + 4);
        else if (operation is OperationKind.Update or OperationKind.Replace && !Values.DeepEquals(step.Old!.Inputs, state.Inputs))
            DetailedDiffText.WriteInputs(text, step, indent + 4);
        else if (operation != OperationKind.Same && state.Custom)
            text.Object(state.Inputs, indent + 4);
        WriteLines(text.Lines);
    }

    private void WriteProvider(Step step, string inner)
    {
        var (old, @new) = (step.Old?.Provider ?? "", step.New?.Provider ?? step.Old?.Provider ?? "");
        if (@new.Length == 0 || Step.IsDefaultProvider(Urn.SplitReference(@new).Urn))
            return;
        Screen.Write(old.Length == 0 || old == @new ? $"{inner}[provider={@new}]" : $"{inner}[provider: {old} => {@new}]");
    }

    private void WriteOutputs(Step step)
    {
        var refresh = step.Operation is OperationKind.Refresh;
        if (Command.DryRun && !refresh && step.Operation != OperationKind.Read)
            return;
        var state = step.New!;
        var old = step.Operation is OperationKind.Create or OperationKind.Read ? null : step.Old?.Outputs;
        var keys = state.Outputs.Fields.Keys
            .Where(key => IsNews(key, state, old, refresh))
            .Order(StringComparer.Ordinal)
            .ToList();
        if (keys.Count == 0 || step.Operation == OperationKind.Import)
            return;
        var indent = (4 * _depths[step.Urn]) + 4;
        var width = PropertyText.Width(state.Outputs.Fields.Keys);
        var text = new PropertyText();
        text.Line(indent, ' ', "--outputs:--");
        foreach (var key in keys)
            if (old is null)
                text.Entry(key.PadRight(width), state.Outputs.Fields[key], indent, ' ');
            else
                text.Change(key.PadRight(width), old.Fields.GetValueOrDefault(key), state.Outputs.Fields[key], indent);
        WriteLines(text.Lines);
    }

    // An output that repeats an input, or that has not changed, is no news; a refresh shows all that has changed.
    private static bool IsNews(string key, ResourceState state, Struct? old, bool refresh)
    {
        var value = state.Outputs.Fields[key];
        var repeats = state.Inputs.Fields.TryGetValue(key, out var input) && Values.DeepEquals(input, value);
        if (repeats && !refresh)
            return false;
        return old is null || !old.Fields.TryGetValue(key, out var before) || !Values.DeepEquals(before, value);
    }

    private void WriteStackOutputs(Step step, Struct outputs)
    {
        _outputsShown = true;
        var old = step.Operation == OperationKind.Create ? null : step.Old!.Outputs;
        // In the tree of a preview, an output that was known and will be again is no change.
        var shown = outputs.Clone();
        if (Command.DryRun && old is not null)
            foreach (var (key, value) in old.Fields)
                if (shown.Fields.TryGetValue(key, out var after) && Values.ContainsUnknown(after))
                    shown.Fields[key] = value.Clone();
        var lines = OutputsText.Lines(old, shown, 4, !Command.DryRun);
        if (lines.Count == 0)
            return;
        Screen.Write("    --outputs:--");
        WriteLines(lines);
    }

    private void WriteLines(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            Screen.Write(line);
    }
}
