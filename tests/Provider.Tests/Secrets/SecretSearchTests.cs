using System.Net;
using System.Text;
using FluentAssertions;
using JumpCloud.Emulator;
using JumpCloud.EngineHost;
using JumpCloud.EngineHost.Wire;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Pulumirpc;
using Xunit;
using Wire = JumpCloud.EngineHost.Wire.Values;

namespace JumpCloud.Tests.Secrets;

/// <summary>That the search for secrets finds them: one in every place, in every form, and a part of one.</summary>
public sealed class SecretSearchTests
{
    private const string Secret = "canary9Kd7Lf5Mg3Nh1Pj8Qk6Rl" + Canaries.Tail;

    private static readonly Canary Planted = new("the planted secret", Secret, part => part.Part == "authorization");

    public static TheoryData<string, string> Forms => new()
    {
        { "as it is", Secret },
        { "in JSON", JsonConvert.ToString(Secret) },
        { "in an address", Uri.EscapeDataString(Secret) },
        { "in HTML", WebUtility.HtmlEncode(Secret) },
        { "in base64", Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)) },
        { "in base64 behind one letter", Convert.ToBase64String(Encoding.UTF8.GetBytes($"a{Secret}:b")) },
        { "in base64 behind two letters", Convert.ToBase64String(Encoding.UTF8.GetBytes($"ab{Secret}:b")) },
        { "in base64 of an address", Convert.ToBase64String(Encoding.UTF8.GetBytes($"id:{Secret}")).Replace('+', '-').Replace('/', '_') },
        { "in hexadecimal", Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Secret)) },
        { "in lower case", Secret.ToLowerInvariant() },
        { "its beginning", Secret[..20] },
        { "its end", Secret[^26..] },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_secret_is_found_in_every_form(string form, string text)
    {
        var search = new SecretSearch();

        search.Look([Planted], "a text", $"before {text} after", form);

        search.Leaks.Should().ContainSingle().Which.Should().StartWith("the planted secret in a text: ");
    }

    [Fact]
    public void A_private_key_is_found_by_the_half_that_is_not_public()
    {
        var (certificate, key) = TestCertificates.Of("search", TestMetadata.End);
        Canary[] canaries = [new("the key", key, _ => false)];
        var search = new SecretSearch();

        search.Look(canaries, "a certificate", certificate, "");
        search.Leaks.Should().BeEmpty();
        search.Look(canaries, "a file", Convert.ToBase64String(Encoding.UTF8.GetBytes(key)), "");

        search.Leaks.Should().ContainSingle().Which.Should().StartWith("the key in a file: ");
    }

    [Fact]
    public void A_secret_is_found_in_every_place()
    {
        foreach (var (place, evidence) in Plants())
        {
            var search = new SecretSearch();

            evidence.Look(search, [Planted], "planted");

            search.Leaks.Should().ContainSingle(place).Which.Should().StartWith($"the planted secret in {place}: ");
        }
    }

    [Fact]
    public void What_stands_in_a_secret_or_goes_where_it_belongs_is_no_leak()
    {
        var secret = new JObject { [Wire.SignatureKey] = Wire.SecretSignature, ["value"] = Secret };
        var output = new JObject { [Wire.SignatureKey] = Wire.OutputSignature, ["secret"] = true, ["value"] = Secret };
        var search = new SecretSearch();

        var right = None with
        {
            Lines = [Answer(new JObject { ["token"] = secret, ["deep"] = new JArray(new JObject { ["token"] = output }) })],
            Sent = [new RequestPart(Face.Pulumi, "GET", "/scim/v2/acme/Users", "authorization", $"Bearer {Secret}")],
        };
        right.Look(search, [Planted], "");
        search.Leaks.Should().BeEmpty();

        output["secret"] = false;
        (None with { Lines = [Answer(new JObject { ["token"] = output })] }).Look(search, [Planted], "");
        search.Leaks.Should().ContainSingle();
    }

    [Fact]
    public async Task A_program_that_puts_its_secrets_into_a_label_is_caught()
    {
        var search = new SecretSearch();
        await using var bench = await SecretBench.StartAsync(search, asService: false);
        await bench.PrepareAsync(new Faults.Scenario("nothing", LifecycleCommand.Up, _ => "resources: {}"));
        var token = Programs.ScimToken(bench.Stack);

        await bench.RunAsync("a label", () => bench.Stack.UpAsync(
            Programs.Of(Programs.Application(bench.Stack, label: $"'{token}'")), new CommandOptions { Diff = true }));

        search.Leaks.Select(leak => leak.Split(": ...")[0]).Should().BeEquivalentTo(
            "the SCIM token in ResourceMonitor.RegisterResource",
            "the SCIM token in what the command prints",
            "the SCIM token in the state",
            "the SCIM token in the answer to ResourceProvider.Check",
            "the SCIM token in the answer to ResourceProvider.Create",
            "the SCIM token in the body of requests to Console");
    }

    private static SecretEvidence None => new(null, "", [], []);

    private static IEnumerable<(string Place, SecretEvidence Evidence)> Plants()
    {
        yield return ("what the command prints", None with { Result = Result() with { Text = $"a {Secret}" } });
        foreach (var severity in Enum.GetValues<LogSeverity>())
            yield return ($"messages of severity {severity}", None with { Result = Result() with { Diagnostics = [new Diagnostic(severity, "", Secret)] } });
        yield return ("changed paths", None with
        {
            Result = Result() with
            {
                Steps = [new StepReport("", OperationKind.Update, false, new Dictionary<string, PropertyDiff> { [$"a[\"{Secret}\"]"] = new() }, [])],
            },
        });
        yield return ("the state", None with { State = new JObject { ["id"] = Secret }.ToString() });
        foreach (var method in new[] { "Engine.Log", "ResourceMonitor.RegisterResource", "ResourceMonitor.RegisterResourceOutputs" })
            yield return (method, None with { Lines = [new RpcLine(method, true, new JObject { ["text"] = Secret }, null)] });
        foreach (var method in new[] { "CheckConfig", "DiffConfig", "Check", "Diff", "Create", "Read", "Update", "Invoke", "Construct" })
        {
            yield return ($"the answer to ResourceProvider.{method}", None with { Lines = [Answer(new JObject { [Secret] = 1 }, method)] });
            yield return ($"the error of ResourceProvider.{method}", None with { Lines = [Answer(null, method) with { Error = Secret }] });
            yield return ($"the error's details of ResourceProvider.{method}", None with { Lines = [Answer(null, method) with { Details = new JArray(Secret) }] });
        }

        foreach (var face in Enum.GetValues<Face>())
        {
            yield return ($"the address of requests to {face}", None with { Sent = [new RequestPart(face, "GET", "/", "address", $"http://x/?a={Uri.EscapeDataString(Secret)}")] });
            yield return ($"the body of requests to {face}", None with { Sent = [new RequestPart(face, "POST", "/", "body", Secret)] });
            yield return ($"the header user-agent of requests to {face}", None with { Sent = [new RequestPart(face, "GET", "/", "user-agent", Secret)] });
        }
    }

    private static RpcLine Answer(JToken? body, string method = "Check") => new($"ResourceProvider.{method}", false, body, null);

    private static CommandResult Result() => new(true, 0, new Dictionary<OperationKind, int>(), [], new(), "");
}
