using FluentAssertions;
using FluentAssertions.Execution;
using JumpCloud.Emulator;
using JumpCloud.EngineHost;
using Pulumirpc;

namespace JumpCloud.Tests;

/// <summary>What a person types.</summary>
public enum LifecycleCommand
{
    Preview,
    Up,
    Refresh,
    Destroy,
}

/// <summary>One command of a lifecycle, and all that it is expected to do and to say.</summary>
/// <param name="Program">From <c>resources:</c> on; for preview and up.</param>
/// <param name="Counts">What happens to how many resources, the stack among them: <c>create 2</c>, <c>same 1, update 1</c>.</param>
public sealed record LifecycleStep(LifecycleCommand Command, string Program, string Counts)
{
    /// <summary>What happens at the services before it, by other hands.</summary>
    public Action<EmulatorHost>? Before { get; init; }

    /// <summary>The calls that the plugin makes, in this order; null where they are not the point.</summary>
    public IReadOnlyList<string>? Calls { get; init; }

    /// <summary>A part of each warning, in any order. Another warning is a failure.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>A part of each error, in any order; with none the command must succeed without an error.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>The changed property paths; null where they are not the point.</summary>
    public IReadOnlyList<string>? Changes { get; init; }
}

/// <summary>Runs lifecycles that are written as data.</summary>
public static class Lifecycle
{
    public static async Task RunAsync(this ProviderFixture fixture, params IReadOnlyList<LifecycleStep> steps)
    {
        for (var index = 0; index < steps.Count; index++)
        {
            var step = steps[index];
            step.Before?.Invoke(fixture.Services);
            var result = await CommandAsync(fixture, step);
            using var scope = new AssertionScope($"step {index + 1} ({step.Command})\n{result.Text}\nThis");
            Verify(fixture, step, result);
        }
    }

    /// <summary>What happened to how many resources, in words.</summary>
    public static string CountsOf(CommandResult result) => string.Join(
        ", ",
        result.Counts.Where(count => count.Value > 0)
            .Select(count => $"{count.Key.ToString().ToLowerInvariant()} {count.Value}")
            .Order(StringComparer.Ordinal));

    public static IReadOnlyList<string> MessagesOf(CommandResult result, LogSeverity severity) =>
        [.. result.Diagnostics
            .Where(diagnostic => diagnostic.Severity == severity && !IsSummary(diagnostic.Message))
            .Select(diagnostic => diagnostic.Message)];

    // What the engine adds of itself when a step has failed.
    private static bool IsSummary(string message) => message is "update failed" or "preview failed" or "refresh failed" or "destroy failed";

    private static void Verify(ProviderFixture fixture, LifecycleStep step, CommandResult result)
    {
        result.Succeeded.Should().Be(step.Errors.Count == 0);
        CountsOf(result).Should().Be(step.Counts);
        Match(MessagesOf(result, LogSeverity.Warning), step.Warnings, "warning");
        Match(MessagesOf(result, LogSeverity.Error), step.Errors, "error");
        if (step.Calls is not null)
            fixture.Calls.Should().Equal(step.Calls);
        if (step.Changes is not null)
            result.Steps.SelectMany(report => report.DetailedDiff.Keys).Distinct().Should().BeEquivalentTo(step.Changes);
    }

    private static void Match(IReadOnlyList<string> messages, IReadOnlyList<string> parts, string what)
    {
        foreach (var part in parts)
            messages.Should().Contain(message => message.Contains(part, StringComparison.Ordinal), $"a {what} says it");
        foreach (var message in messages)
            parts.Should().Contain(part => message.Contains(part, StringComparison.Ordinal), $"no other {what} is expected than: {message}");
    }

    private static Task<CommandResult> CommandAsync(ProviderFixture fixture, LifecycleStep step) => step.Command switch
    {
        LifecycleCommand.Preview => fixture.PreviewAsync(step.Program),
        LifecycleCommand.Up => fixture.UpAsync(step.Program),
        LifecycleCommand.Refresh => fixture.RefreshAsync(),
        _ => fixture.DestroyAsync(),
    };
}
