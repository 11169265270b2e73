using System.Diagnostics;
using FluentAssertions;
using JumpCloud.Core;
using JumpCloud.Emulator;
using JumpCloud.Functions;
using JumpCloud.Tests.Functions;
using JumpCloud.Tests.Rpc.Support;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests.Cli;

/// <summary><c>pulumi-resource-jumpcloud check</c> as a person or a CI job runs it.</summary>
[Trait("Runs", "AnyPlugin")]
public sealed class CheckCommandTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task A_healthy_integration_ends_with_0_and_a_table()
    {
        await using var company = await HealthyCompany.StartAsync();

        var run = await RunAsync(company, "--application", "Pulumi Cloud", "--organization", "acme", "--scim-token-env", "SCIM_TOKEN");

        run.Error.Should().BeEmpty();
        run.ExitCode.Should().Be(0);
        var lines = company.Name(run.Out).Split('\n');
        lines[0].Should().Be($"Pulumi Cloud ({company.ApplicationId}) with acme");
        lines.Should().Contain("ok  jumpCloudKey      jumpcloud  The API key from JUMPCLOUD_API_KEY is accepted and may read "
            + "everything that was asked for.");
        lines.Should().Contain("ok  scim              pulumi     The SCIM server https://pulumi/scim/v2/acme accepts the token.");
        lines.TakeLast(7).Should().Equal(
            "",
            "Healthy: 0 errors, 0 warnings.",
            "",
            "What is left for a person is to sign in once from each side:",
            "  begin at JumpCloud  https://sso/saml2/pulumi-cloud or https://console/userconsole",
            "  begin at Pulumi     https://pulumi/login/acme/sso",
            "");
    }

    [Fact]
    public async Task Warnings_end_with_1_and_the_worst_comes_first()
    {
        await using var company = await HealthyCompany.StartAsync();
        company.Portal.BindGroup(company.ApplicationId, HealthyCompany.Contractors);

        var run = await RunAsync(company, $"--application={company.ApplicationId}", "--organization=acme");

        run.ExitCode.Should().Be(1);
        run.Out.Split('\n').Skip(2).Take(3).Should().Equal(
            "warning  emptyGroups       jumpcloud  1 group is empty: Contractors.",
            "                                      -> Nothing appears at the service provider until a group has an active "
                + "member: add somebody, or unbind it.",
            $"info     scim              pulumi     The SCIM server {company.Pulumi}/scim/v2/acme is there; whether "
                + "JumpCloud's token is still good was not looked at.");
        run.Out.Should().Contain("\nHealthy: 0 errors, 1 warning.\n");
    }

    [Fact]
    public async Task Errors_end_with_2_and_json_is_the_functions_result()
    {
        await using var company = await HealthyCompany.StartAsync();
        company.Configure("defaultTargetUrl", "");
        company.Configure("spEntityId", "https://elsewhere.test");
        company.Config = company.Config with
        {
            JumpCloudCredentialName = "the API key from JUMPCLOUD_API_KEY", PulumiCredentialName = "the access token from "
                + "PULUMI_ACCESS_TOKEN",
        };
        var expected = await company.InvokeAsync(
            new CheckIntegration(),
            ("applicationId", PropertyValue.Of(company.ApplicationId)), ("organization", PropertyValue.Of("acme")));

        var run = await RunAsync(company, "--application", company.ApplicationId, "--organization", "acme", "--json");

        run.Error.Should().BeEmpty();
        run.ExitCode.Should().Be(2);

        // The process's clock is the machine's: what is left of a certificate and happened in a day differs there.
        WithoutTime(company.Name(run.Out)).Should().Be(WithoutTime(company.Text(expected.Return)));
        JObject.Parse(run.Out).Value<int>("errors").Should().Be(1);
    }

    [Fact]
    public async Task A_service_that_does_not_answer_ends_with_3()
    {
        await using var company = await HealthyCompany.StartAsync();
        company.Services.JumpCloud.RevokeApiKey(JumpCloudState.DefaultApiKey);

        var byId = await RunAsync(company, "--application", company.ApplicationId, "--organization", "acme");
        var byLabel = await RunAsync(company, "--application", "Pulumi Cloud", "--organization", "acme");

        byId.ExitCode.Should().Be(3);
        byId.Out.Should().Contain("\nCould not be checked: 1 error, 0 warnings.\n");
        byLabel.ExitCode.Should().Be(3);
        byLabel.Error.Should().StartWith("check: JumpCloud answered 401 Unauthorized to GET /api/applications: Unauthorized. "
            + "Check the API key from JUMPCLOUD_API_KEY: it was not accepted");
    }

    [Theory]
    [InlineData("--application is missing", "--organization", "acme")]
    [InlineData("--organization is missing", "--application", "x")]
    [InlineData("--application needs a value", "--application", "--json")]
    [InlineData("--application is given twice", "--application", "x", "--application", "y")]
    [InlineData("--organisation is not an option; did you mean --organization?", "--organisation", "acme")]
    [InlineData("--scim-token is not an option; did you mean --scim-token-env?", "--scim-token=s3cret")]
    [InlineData("there is a word that belongs to no option", "s3cret")]
    public async Task A_wrong_command_line_ends_with_3_and_repeats_no_value(string problem, params string[] arguments)
    {
        var run = await RunAsync(null, arguments);

        run.ExitCode.Should().Be(3);
        run.Out.Should().BeEmpty();
        run.Error.Should().Be($"check: {problem}; --help tells how the command is called\n");
    }

    [Fact]
    public async Task What_is_missing_in_the_environment_is_named()
    {
        var noKey = await RunAsync(null, "--application", "x", "--organization", "acme");
        var noToken = await RunAsync(null, "--application", "x", "--organization", "acme", "--scim-token-env", "NO_SUCH_VARIABLE");
        var badName = await RunAsync(null, "--application", "x", "--organization", "Acme Inc");

        noKey.Should().Be(new Run(3, "",
            "check: there are no credentials of JumpCloud; set JUMPCLOUD_API_KEY, or JUMPCLOUD_CLIENT_ID and "
                + "JUMPCLOUD_CLIENT_SECRET\n"));
        noToken.Should().Be(new Run(3, "",
            "check: the environment variable NO_SUCH_VARIABLE, which --scim-token-env names, is not set\n"));
        badName.Error.Should().StartWith("check: --organization must be the organization's login name");
    }

    [Fact]
    public async Task A_host_in_the_environment_must_be_safe_for_credentials()
    {
        var run = await RunAsync(
            null, new Dictionary<string, string?> { ["JUMPCLOUD_API_KEY"] = "key", ["JUMPCLOUD_CONSOLE_URL"] = "console.test" },
            "--application", "x", "--organization", "acme");

        run.Should().Be(new Run(3, "",
            "check: the provider's configuration is not valid: the environment variable JUMPCLOUD_CONSOLE_URL must be an "
                + "https:// address such as https://console.jumpcloud.com\n"));
    }

    [Fact]
    public async Task Help_tells_options_variables_and_exit_codes()
    {
        var run = await RunAsync(null, "--help");

        run.ExitCode.Should().Be(0);
        run.Out.Should().Contain("pulumi-resource-jumpcloud check --application <id or label> --organization <login>")
            .And.Contain("JUMPCLOUD_API_KEY").And.Contain("Exit code: 0 healthy, 1 warnings, 2 errors, 3 it could not be "
                + "checked.");
    }

    private static string WithoutTime(string text) => System.Text.RegularExpressions.Regex.Replace(
        text, "\"seen\": \"(The certificate of|None of|There are no provisioning events)[^\"]*\"", "\"seen\": \"\"");

    private static Task<Run> RunAsync(HealthyCompany? company, params string[] arguments)
    {
        var environment = company is null ? [] : new Dictionary<string, string?>
        {
            ["JUMPCLOUD_API_KEY"] = company.Config.ApiKey,
            ["JUMPCLOUD_CONSOLE_URL"] = Host(company.Config.ConsoleUrl),
            ["JUMPCLOUD_INSIGHTS_URL"] = Host(company.Config.InsightsUrl),
            ["JUMPCLOUD_OAUTH_URL"] = Host(company.Config.OauthUrl),
            ["JUMPCLOUD_SSO_URL"] = Host(company.Config.SsoUrl),
            ["PULUMI_ACCESS_TOKEN"] = company.Config.PulumiAccessToken,
            ["PULUMI_API"] = Host(company.Config.PulumiApiUrl),
            ["SCIM_TOKEN"] = company.ScimToken,
        };
        return RunAsync(company, environment, arguments);
    }

    private static async Task<Run> RunAsync(
        HealthyCompany? company, Dictionary<string, string?> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(PluginUnderTest.Location) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("check");
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        string[] own =
        [
            "JUMPCLOUD_API_KEY", "JUMPCLOUD_CLIENT_ID", "JUMPCLOUD_CLIENT_SECRET", "JUMPCLOUD_ORGANIZATION_ID", "JUMPCLOUD_REGION",
            "PULUMI_ACCESS_TOKEN", "PULUMI_API",
        ];
        foreach (var name in own)
            start.Environment.Remove(name);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            var run = new Run(process.ExitCode, (await output).ReplaceLineEndings("\n"), (await error).ReplaceLineEndings("\n"));
            if (company is not null)
                (run.Out + run.Error).Should().NotContainAny(company.Config.ApiKey!, company.Config.PulumiAccessToken!, company.ScimToken);
            return run;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static string Host(Uri url) => url.GetLeftPart(UriPartial.Authority);

    private sealed record Run(int ExitCode, string Out, string Error);
}
