using System.Diagnostics;
using System.Globalization;
using JumpCloud.EngineHost.Wire;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Pulumirpc;

namespace JumpCloud.EngineHost;

/// <summary>
/// A program in a process of its own that speaks to the monitor address it is given: by environment variables, as the .NET and Go
/// SDKs take it (<c>PULUMI_MONITOR</c> and its siblings), or by arguments, as Node's does (<see cref="Node"/>). What it prints
/// goes to the engine line by line, at severity INFO.
/// </summary>
public sealed class ProcessProgram : IProgram
{
    /// <summary>
    /// The exit code of @pulumi/pulumi after it has told the engine about every error itself (cmd/run/index.js).
    /// </summary>
    private const int ExitedAfterLogging = 32;

    private readonly string _command;
    private readonly Func<ProgramContext, IEnumerable<string>> _arguments;

    public ProcessProgram(string command, params IReadOnlyList<string> arguments)
        : this(command, _ => arguments)
    {
    }

    private ProcessProgram(string command, Func<ProgramContext, IEnumerable<string>> arguments)
        => (_command, _arguments) = (command, arguments);

    /// <summary>Environment variables besides the inherited ones; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>
    /// The Node program of the working directory (its index.js, or main of package.json), on its own @pulumi/pulumi.
    /// </summary>
    /// <param name="environment">See <see cref="Environment"/>.</param>
    public static ProcessProgram Node(string node = "node", IReadOnlyDictionary<string, string?>? environment = null) =>
        new(node, NodeArguments) { Environment = environment ?? new Dictionary<string, string?>() };

    /// <summary>
    /// The arguments that pulumi-language-nodejs passes (sdk/nodejs/cmd/pulumi-language-nodejs/main.go, constructArguments).
    /// </summary>
    internal static IEnumerable<string> NodeArguments(ProgramContext context)
    {
        List<string> arguments =
        [
            Path.Combine(context.WorkingDirectory, "node_modules", "@pulumi", "pulumi", "cmd", "run"),
            "--monitor", context.MonitorAddress,
            "--engine", context.EngineAddress,
            "--organization", context.Organization,
            "--project", context.Project,
            "--root-directory", context.WorkingDirectory,
            "--stack", context.Stack,
            "--pwd", context.WorkingDirectory,
        ];
        if (context.DryRun)
            arguments.Add("--dry-run");
        return [.. arguments, "--parallel", context.Parallel.ToString(CultureInfo.InvariantCulture), "."];
    }

    /// <summary>The environment that the language hosts of .NET, Go and Node set.</summary>
    internal static IReadOnlyDictionary<string, string> EnvironmentOf(ProgramContext context) => new Dictionary<string, string>
    {
        ["PULUMI_MONITOR"] = context.MonitorAddress,
        ["PULUMI_ENGINE"] = context.EngineAddress,
        ["PULUMI_ORGANIZATION"] = context.Organization,
        ["PULUMI_PROJECT"] = context.Project,
        ["PULUMI_STACK"] = context.Stack,
        ["PULUMI_PWD"] = context.WorkingDirectory,
        ["PULUMI_ROOT_DIRECTORY"] = context.WorkingDirectory,
        ["PULUMI_DRY_RUN"] = context.DryRun ? "true" : "false",
        ["PULUMI_QUERY_MODE"] = "false",
        ["PULUMI_PARALLEL"] = context.Parallel.ToString(CultureInfo.InvariantCulture),
        ["PULUMI_CONFIG"] = new JObject(context.Config.Select(c => new JProperty(c.Key, c.Value))).ToString(Formatting.None),
        ["PULUMI_CONFIG_SECRET_KEYS"] = new JArray(context.ConfigSecretKeys.Order(StringComparer.Ordinal))
            .ToString(Formatting.None),
    };

    public async Task RunAsync(ProgramContext context, CancellationToken ct)
    {
        using var channel = Channels.Connect(context.EngineAddress);
        var engine = new Engine.EngineClient(channel);
        using var process = new Process { StartInfo = StartInfo(context) };
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw await FailAsync(engine, $"the program could not be started: {_command}: {e.Message}", ct);
        }
        try
        {
            await Task.WhenAll(
                ForwardAsync(process.StandardOutput, engine, ct), ForwardAsync(process.StandardError, engine, ct),
                process.WaitForExitAsync(ct));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
        if (process.ExitCode == ExitedAfterLogging)
            throw new ProgramFailedException("the program has failed and said why");
        if (process.ExitCode != 0)
            throw await FailAsync(engine, $"Program exited with non-zero exit code: {process.ExitCode}", ct);
    }

    private ProcessStartInfo StartInfo(ProgramContext context)
    {
        var start = new ProcessStartInfo(_command, _arguments(context))
        {
            WorkingDirectory = context.WorkingDirectory, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (name, value) in EnvironmentOf(context))
            start.Environment[name] = value;
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        return start;
    }

    private static async Task ForwardAsync(StreamReader output, Engine.EngineClient engine, CancellationToken ct)
    {
        while (await output.ReadLineAsync(ct) is { } line)
            await engine.LogAsync(new LogRequest { Severity = LogSeverity.Info, Message = line }, cancellationToken: ct);
    }

    private static async Task<ProgramFailedException> FailAsync(Engine.EngineClient engine, string message, CancellationToken ct)
    {
        await engine.LogAsync(new LogRequest { Severity = LogSeverity.Error, Message = message }, cancellationToken: ct);
        return new ProgramFailedException(message);
    }
}
