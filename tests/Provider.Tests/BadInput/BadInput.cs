using System.Text.RegularExpressions;
using FluentAssertions;
using FluentAssertions.Execution;
using Google.Protobuf.WellKnownTypes;
using JumpCloud.Emulator;
using JumpCloud.EngineHost;
using JumpCloud.EngineHost.Wire;
using Newtonsoft.Json.Linq;
using Pulumirpc;

namespace JumpCloud.Tests;

/// <summary>
/// Runs bad input through the door: told whole in preview and in up, nothing changed at either service, nothing secret printed.
/// </summary>
internal static partial class BadInput
{
    /// <param name="type">The last part of the resource's type token.</param>
    public static async Task VerifyAsync(string type, BadInputCase bad)
    {
        await using var stack = await ProviderFixture.StartAsync(
            new EmulatorOptions { Seed = "company", Arrange = bad.Arrange }, bad.Config);
        var before = StateOf(stack.Services);
        using var scope = new AssertionScope(bad.Name);
        foreach (var run in Runs(type, bad, stack))
        {
            var result = await run();
            result.Succeeded.Should().BeFalse();
            SentencesOf(result).Select(text => Neutral(text, stack.Services)).Distinct().Should().BeEquivalentTo(bad.Sentences);
            stack.Calls.Where(IsChange).Should().BeEmpty("nothing is changed");
            VerifyNoSecret(bad, stack, result);
        }

        StateOf(stack.Services).Should().Be(before);
    }

    /// <summary>The id of <see cref="MakeApplication"/>'s.</summary>
    public const string ApplicationId = "6567a1b2c300000000000080";

    /// <summary>An application that somebody made by hand.</summary>
    /// <param name="template">Of the catalog: saml2, pulumi, datadog, bookmark.</param>
    public static void MakeApplication(EmulatorHost services, string template) => services.JumpCloud.CreateApplication(
        new JObject
        {
            ["name"] = template,
            ["displayLabel"] = "By Hand",
            ["active"] = true,
            ["ssoUrl"] = template == "bookmark" ? "https://example.com/" : $"{HostOf(services.SsoUrl)}/saml2/by-hand",
            ["sso"] = new JObject { ["type"] = template == "bookmark" ? "bookmark" : "saml", ["hidden"] = false },
            ["config"] = new JObject(),
        },
        Actor.Portal);

    /// <summary>Inputs with others over them.</summary>
    public static string Over(string inputs, string others)
    {
        var merged = JObject.Parse(inputs);
        merged.Merge(JObject.Parse(others), new JsonMergeSettings { MergeArrayHandling = MergeArrayHandling.Replace });
        return merged.ToString();
    }

    private static bool IsChange(string call) =>
        !call.StartsWith("GET ", StringComparison.Ordinal) && call != "POST /oauth2/token";

    // That somebody came with a wrong token stands in Pulumi Cloud's audit log, as it should.
    private static string StateOf(EmulatorHost services)
    {
        var state = Ready.DescribeState(services);
        state.SelectToken("pulumi.auditLog")?.Parent?.Remove();
        return state.ToString();
    }

    private static IEnumerable<Func<Task<CommandResult>>> Runs(string type, BadInputCase bad, ProviderFixture stack)
    {
        var inputs = Fill(bad.Inputs, stack.Services);
        if (bad.IsImport)
            return [() => stack.ImportAsync(type, "it", inputs)];
        var program = Program(type, inputs);
        return [() => stack.PreviewProgramAsync(program), () => stack.UpProgramAsync(program)];
    }

    // Not YAML, whose host finds unknown names and missing properties by itself.
    private static DelegateProgram Program(string type, string inputs) => new(async context =>
    {
        using var channel = Channels.Connect(context.MonitorAddress);
        var monitor = new ResourceMonitor.ResourceMonitorClient(channel);
        var stack = await monitor.RegisterResourceAsync(new RegisterResourceRequest
        {
            Type = Urn.StackType, Name = $"{context.Project}-{context.Stack}", Object = new Struct(),
        });
        await monitor.RegisterResourceAsync(new RegisterResourceRequest
        {
            Type = $"jumpcloud:index:{type}",
            Name = "it",
            Parent = stack.Urn,
            Custom = true,
            Object = JsonValues.FromText(inputs).StructValue,
            AcceptSecrets = true,
            SupportsPartialValues = true,
        });
    });

    private static string Fill(string text, EmulatorHost services) => text
        .Replace("{scim}", $"{HostOf(services.PulumiApiUrl)}/scim/v2", StringComparison.Ordinal)
        .Replace("{scimToken}", services.PulumiCloud.Organization("acme").ScimToken, StringComparison.Ordinal);

    private static string Neutral(string text, EmulatorHost services)
    {
        foreach (var (name, url) in new[]
        {
            ("{console}", services.ConsoleUrl), ("{sso}", services.SsoUrl), ("{pulumi}", services.PulumiApiUrl), ("{oauth}", services.OauthUrl),
        })
        {
            text = text.Replace(HostOf(url), name, StringComparison.Ordinal).Replace(url.Authority, name, StringComparison.Ordinal);
        }

        return RequestId().Replace(text, "(request id {id})");
    }

    // What the engine puts around a sentence is the engine's, and so is what it says of the command as a whole.
    private static IEnumerable<string> SentencesOf(CommandResult result) => Lifecycle.MessagesOf(result, LogSeverity.Error)
        .Select(message => OfCommand().Replace(message, ""))
        .Select(message => OfResource().Replace(OfProperty().Replace(message, "${path}: "), "").TrimEnd())
        .Where(message => message.Length > 0);

    private static void VerifyNoSecret(BadInputCase bad, ProviderFixture stack, CommandResult result)
    {
        string?[] secrets =
        [
            bad.Secret, JumpCloudState.DefaultApiKey, stack.Services.PulumiCloud.Organization("acme").ScimToken,
            .. bad.Config.Where(entry => entry.Key is "apiKey" or "clientSecret" or "pulumiAccessToken").Select(entry => entry.Value),
        ];
        foreach (var secret in secrets.Where(secret => secret is { Length: > 0 }))
        {
            result.Text.Should().NotContain(secret);
            stack.State.Should().NotContain(secret);
        }
    }

    private static string HostOf(Uri url) => url.GetLeftPart(UriPartial.Authority);

    [GeneratedRegex(@"^(jumpcloud:index:|pulumi:providers:)\w+ resource '[^']+': property (?<path>\S+) value \{.*?\} has a problem: ", RegexOptions.Singleline)]
    private static partial Regex OfProperty();

    [GeneratedRegex(@"^(jumpcloud:index:|pulumi:providers:)\w+ resource '[^']+' has a problem: ")]
    private static partial Regex OfResource();

    [GeneratedRegex(@"^((?i:update|preview|import) failed(: )?)?(step application failed: )?(1 error occurred:\s+\* )?")]
    private static partial Regex OfCommand();

    [GeneratedRegex(@"\(request id [^)]+\)")]
    private static partial Regex RequestId();
}
