using JumpCloud.Clients;
using JumpCloud.Core;
using JumpCloud.Functions;
using JumpCloud.Resources;

namespace JumpCloud.Cli;

/// <summary>The function <c>checkIntegration</c> from a terminal or a CI job, without an engine.</summary>
internal sealed class CheckCommand(Terminal terminal)
{
    public const string Name = "check";

    private const int Healthy = 0;
    private const int Warnings = 1;
    private const int Errors = 2;
    private const int NotChecked = 3;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        try
        {
            var options = CheckOptions.Parse(arguments);
            if (!options.Help)
                return await RunAsync(options);
            await terminal.Out.WriteLineAsync(CheckOptions.Usage);
            return Healthy;
        }
        catch (UserErrorException exception)
        {
            return await FailAsync(exception.Message);
        }
        catch (ApiException exception)
        {
            return await FailAsync(exception.Message);
        }
        catch (OperationCanceledException)
        {
            return await FailAsync($"the services did not answer within {Limit.TotalMinutes:0} minutes");
        }
    }

    private async Task<int> RunAsync(CheckOptions options)
    {
        if (!SamlConfigurationCheck.IsLoginName(options.Organization))
            throw new UserErrorException(ErrorKind.InvalidArgument, $"--organization {SamlConfigurationCheck.NotALoginName}");
        var token = TokenOf(options);
        using var clients = new ProviderClients(ReadConfig(), terminal.Time);
        using var limit = new CancellationTokenSource(Limit, terminal.Time);
        var operation = new OperationContext("", Preview: true, new NoLog(), clients, terminal.Time, limit.Token);
        var id = await ApplicationLookup.FindAsync(options.Application, operation);
        var report = await IntegrationCheckRun.RunAsync(new CheckTarget(id, options.Organization, null, token), operation);
        await terminal.Out.WriteAsync(options.Json ? ReportText.Json(report.ToResult()) : ReportText.Table(report));
        await terminal.Out.FlushAsync();
        return report switch
        {
            { IsChecked: false } => NotChecked,
            { IsHealthy: false } => Errors,
            _ => report.Count(Severity.Warning) > 0 ? Warnings : Healthy,
        };
    }

    private string? TokenOf(CheckOptions options)
    {
        if (options.ScimTokenVariable is not { } variable)
            return null;
        var token = terminal.Environment(variable);
        var problem = string.IsNullOrEmpty(token) ? "is not set" : HeaderValue.ProblemOf(token);
        return problem is null
            ? token
            : throw new UserErrorException(
                ErrorKind.InvalidArgument, $"the environment variable {variable}, which --scim-token-env names, {problem}");
    }

    private ProviderConfig ReadConfig()
    {
        try
        {
            return ProviderConfigReader.Read(PropertyMap.Empty, terminal.Environment);
        }
        catch (MissingConfigException exception)
        {
            throw new UserErrorException(
                ErrorKind.InvalidArgument,
                "there are no credentials of JumpCloud; set JUMPCLOUD_API_KEY, or JUMPCLOUD_CLIENT_ID and "
                    + "JUMPCLOUD_CLIENT_SECRET",
                exception);
        }
    }

    private async Task<int> FailAsync(string message)
    {
        await terminal.Error.WriteLineAsync($"{Name}: {message}");
        await terminal.Error.FlushAsync();
        return NotChecked;
    }

    // There is no engine to tell; what matters is a finding.
    private sealed class NoLog : IEngineLog
    {
        public ValueTask DebugAsync(string message) => default;

        public ValueTask InfoAsync(string message) => default;

        public ValueTask WarningAsync(string message) => default;

        public ValueTask StatusAsync(string message) => default;
    }
}
