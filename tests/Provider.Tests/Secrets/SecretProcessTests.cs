using System.Collections.Concurrent;
using System.Diagnostics;
using FluentAssertions;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using JumpCloud.EngineHost;
using JumpCloud.Tests.Rpc.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Pulumirpc;
using Xunit;

namespace JumpCloud.Tests.Secrets;

/// <summary>The plugin as a process of its own, over its own network, at the mercy of a service that sends it elsewhere.</summary>
[Trait("Runs", "AnyPlugin")]
public sealed class SecretProcessTests : IAsyncLifetime
{
    private const string PulumiToken = "pul-canary3Wd8Kf2Mg7Nh5Pj9Qk4Rl" + Canaries.Tail;
    private const string ScimToken = "canary6Zx1Cv8Bn3Mq5Ws9Er2Ty" + Canaries.Tail;
    private const string ApplicationUrn = "urn:pulumi:dev::proj::jumpcloud:index:SsoApplication::it";
    private const string IdmUrn = "urn:pulumi:dev::proj::jumpcloud:index:IdmIntegration::it";
    private const string SamlUrn = "urn:pulumi:dev::proj::jumpcloud:index:SamlConfiguration::it";

    private static readonly Canary[] All =
    [
        new("the API key", Canaries.ApiKey, _ => false), new("the Pulumi Cloud access token", PulumiToken, _ => false),
        new("the SCIM token", ScimToken, _ => false), new("the client secret", Canaries.ClientSecret, _ => false),
    ];

    private readonly ConcurrentQueue<string> _elsewhere = new();
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly SecretSearch _search = new();
    private int _status = 302;
    private WebApplication _other = null!;
    private WebApplication _service = null!;

    public async ValueTask InitializeAsync()
    {
        _other = await OtherServer.StartAsync(context =>
        {
            _elsewhere.Enqueue($"{context.Request.Method} {context.Request.Path}");
            return Task.CompletedTask;
        });
        _service = await OtherServer.StartAsync(AnswerAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Theory]
    [InlineData(301)]
    [InlineData(307)]
    [InlineData(401)]
    [InlineData(500)]
    public async Task Nothing_secret_is_on_its_command_line_in_its_environment_its_output_or_at_another_host(int status)
    {
        _status = status;
        await using var engine = await EngineRecorder.StartAsync();
        await using var plugin = await StartAsync(engine.Address);

        var answers = new List<string>
        {
            await AskAsync(async () => await plugin.Client.CheckConfigAsync(new CheckRequest { News = Config() }, Plugin.Deadline)),
            await AskAsync(async () => await plugin.Client.ConfigureAsync(new ConfigureRequest { Args = Config(), AcceptSecrets = true }, Plugin.Deadline)),
            await AskAsync(async () => await plugin.Client.CheckAsync(new CheckRequest { Urn = ApplicationUrn, News = Application() }, Plugin.Deadline)),
            await AskAsync(async () => await plugin.Client.CreateAsync(new CreateRequest { Urn = ApplicationUrn, Properties = Application() }, Plugin.Deadline)),
            await AskAsync(async () => await plugin.Client.CheckAsync(new CheckRequest { Urn = IdmUrn, News = Integration() }, Plugin.Deadline)),
            await AskAsync(async () => await plugin.Client.CreateAsync(new CreateRequest { Urn = IdmUrn, Properties = Integration() }, Plugin.Deadline)),
            await AskAsync(async () => await plugin.Client.ReadAsync(new ReadRequest { Urn = SamlUrn, Id = "acme" }, Plugin.Deadline)),
            await AskAsync(async () => await plugin.Client.DeleteAsync(new DeleteRequest { Urn = IdmUrn, Id = "6567a1b2c300000000000080", Properties = Integration() }, Plugin.Deadline)),
        };
        var asked = _asked.Count;
        foreach (var type in new[] { "GroupBinding", "IdmIntegration", "SamlConfiguration", "SsoApplication", "UserGroup", "UserGroupMembership" })
            answers.Add(await AskAsync(async () => await LastOfAsync(plugin.Client, type)));
        _asked.Count.Should().BeGreaterThan(asked, "lists ask the service, too");
        LookAtProcess(plugin.ProcessId!.Value);
        await plugin.StopAsync();

        _search.Look(All, "standard output", plugin.StdOut, "");
        _search.Look(All, "standard error", plugin.StdErr, "");
        foreach (var answer in answers)
            _search.Look(All, "what the plugin answers", answer, "");
        foreach (var log in engine.Recorded.Logs)
            _search.Look(All, "what the plugin logs", log.Message, "");
        _search.Leaks.Should().BeEmpty();
        _asked.Should().NotBeEmpty("the service was asked");
        _elsewhere.Should().BeEmpty();
    }

    [Theory]
    [InlineData(302)]
    [InlineData(401)]
    [InlineData(403)]
    public async Task The_check_command_prints_no_secret(int status)
    {
        _status = status;
        var url = _service.Urls.Single();
        var start = new ProcessStartInfo(PluginUnderTest.Location) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "check", "--application", "6567a1b2c300000000000080", "--organization", "acme", "--scim-token-env", "SCIM_TOKEN" })
            start.ArgumentList.Add(argument);
        start.Environment.Remove("JUMPCLOUD_REGION");
        foreach (var name in new[] { "JUMPCLOUD_CONSOLE_URL", "JUMPCLOUD_INSIGHTS_URL", "JUMPCLOUD_OAUTH_URL", "JUMPCLOUD_SSO_URL", "PULUMI_API" })
            start.Environment[name] = url;
        (start.Environment["JUMPCLOUD_API_KEY"], start.Environment["PULUMI_ACCESS_TOKEN"], start.Environment["SCIM_TOKEN"]) =
            (Canaries.ApiKey, PulumiToken, ScimToken);

        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Plugin.Limit + Plugin.Limit);

        _search.Look(All, "what the check prints", await output, "");
        _search.Look(All, "what the check complains of", await error, "");
        _search.Leaks.Should().BeEmpty();
        process.ExitCode.Should().Be(3);
        _asked.Should().NotBeEmpty("the service was asked");
        _elsewhere.Should().BeEmpty();
    }

    [Fact]
    public async Task What_the_environment_holds_is_told_to_nobody()
    {
        await using var engine = await EngineRecorder.StartAsync();
        await using var plugin = await StartAsync(engine.Address, new Dictionary<string, string?>
        {
            ["JUMPCLOUD_CLIENT_ID"] = Canaries.ClientId,
            ["JUMPCLOUD_CLIENT_SECRET"] = Canaries.ClientSecret,
            ["PULUMI_ACCESS_TOKEN"] = PulumiToken,
        });
        var hosts = Config();
        hosts.Fields.Remove("apiKey");
        hosts.Fields.Remove("pulumiAccessToken");

        string[] answers =
        [
            await AskAsync(async () => await plugin.Client.CheckConfigAsync(new CheckRequest { News = hosts }, Plugin.Deadline)),
            await AskAsync(async () => await plugin.Client.ConfigureAsync(new ConfigureRequest { Args = hosts, AcceptSecrets = true }, Plugin.Deadline)),
            await AskAsync(async () => await plugin.Client.ReadAsync(new ReadRequest { Urn = ApplicationUrn, Id = "6567a1b2c300000000000080" }, Plugin.Deadline)),
        ];

        foreach (var answer in answers)
            _search.Look(All, "what the plugin answers", answer, "");
        _search.Leaks.Should().BeEmpty();
        _asked.Should().NotBeEmpty("the token service was asked");
        answers[^1].Should().Contain("Redirects are not followed");
    }

    private static Task<PluginProcess> StartAsync(string engine, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var all = new Dictionary<string, string?>
        {
            ["JUMPCLOUD_API_KEY"] = null, ["JUMPCLOUD_CLIENT_ID"] = null, ["JUMPCLOUD_CLIENT_SECRET"] = null,
            ["JUMPCLOUD_REGION"] = null, ["PULUMI_ACCESS_TOKEN"] = null, ["PULUMI_API"] = null,
        };
        foreach (var (name, value) in environment ?? all)
            all[name] = value;
        var start = new PluginStart("jumpcloud", PluginUnderTest.Location, engine, AppContext.BaseDirectory)
        {
            Arguments = ["--logtostderr", "-v=9"], Environment = all,
        };
        return PluginProcess.StartAsync(start, TestContext.Current.CancellationToken).WaitAsync(Plugin.Limit);
    }

    private void LookAtProcess(int id)
    {
        if (!OperatingSystem.IsLinux())
            return;
        _search.Look(All, "the command line", File.ReadAllText($"/proc/{id}/cmdline"), "");
        _search.Look(All, "the environment", File.ReadAllText($"/proc/{id}/environ"), "");
        File.ReadAllText($"/proc/{id}/task/{id}/children").Should().BeEmpty("the plugin starts nothing that it could hand them to");
    }

    private async Task AnswerAsync(HttpContext context)
    {
        _asked.Enqueue($"{context.Request.Method} {context.Request.Path}");
        using var reader = new StreamReader(context.Request.Body);
        var headers = string.Join("; ", context.Request.Headers.Select(header => $"{header.Key}: {header.Value}"));
        context.Response.StatusCode = _status;
        if (_status < 400)
            context.Response.Headers.Location = $"{_other.Urls.Single()}/elsewhere";
        await context.Response.WriteAsync($"refused: {headers}; {await reader.ReadToEndAsync()}");
    }

    private Struct Config()
    {
        var url = WireValues.Text(_service.Urls.Single());
        return WireValues.Struct(
            ("apiKey", WireValues.Secret(Canaries.ApiKey)), ("pulumiAccessToken", WireValues.Secret(PulumiToken)),
            ("consoleUrl", url), ("insightsUrl", url), ("oauthUrl", url), ("ssoUrl", url), ("pulumiApiUrl", url),
            ("maxRetries", Value.ForNumber(0)));
    }

    private static Struct Application() =>
        WireValues.Struct(("template", WireValues.Text("pulumi")), ("displayLabel", WireValues.Text("Pulumi")));

    private Struct Integration() => WireValues.Struct(
        ("applicationId", WireValues.Text("6567a1b2c300000000000080")),
        ("baseUrl", WireValues.Text($"{_service.Urls.Single()}/scim/v2/acme")),
        ("token", WireValues.Text(ScimToken)));

    private static async Task<ListResponse> LastOfAsync(ResourceProvider.ResourceProviderClient client, string type)
    {
        using var list = client.List(new ListRequest { Token = $"jumpcloud:index:{type}" }, Plugin.Deadline);
        var last = new ListResponse();
        await foreach (var answer in list.ResponseStream.ReadAllAsync())
            last = answer;
        return last;
    }

    // As far as it is not in a secret.
    private static async Task<string> AskAsync<T>(Func<Task<T>> ask)
        where T : Google.Protobuf.IMessage
    {
        try
        {
            return SecretSearch.Plain(Newtonsoft.Json.Linq.JToken.Parse(WireValues.Json(await ask())));
        }
        catch (RpcException exception)
        {
            return exception.Status.Detail;
        }
    }
}
