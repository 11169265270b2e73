using FluentAssertions;
using JumpCloud.Emulator;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests.Interop;

/// <summary>
/// An engine that others wrote: the official Node.js stubs start the plugin, shake hands and take resources through their
/// lives. What they read is what this provider means.
/// </summary>
[Trait("Runs", "AnyPlugin")]
public sealed class NodeClientTests
{
    [Fact]
    public async Task The_official_stubs_read_what_this_provider_writes()
    {
        await using var services = await EmulatorHost.StartAsync(new EmulatorOptions { Seed = "company" });

        var told = await NodeClient.RunAsync(services);

        string Told(string step) => told[step].ToString(Formatting.None);
        Told("handshake").Should().Be(
            """{"acceptSecrets":true,"acceptResources":true,"acceptOutputs":true,"supportsAutonamingConfiguration":false}""");
        Told("schema").Should().Be("\"jumpcloud\"");
        Told("checkConfig").Should().Be("[]");
        Told("check of a typo").Should().Be(
            """[{"property":"displayLable","reason":"is not a known property; did you mean displayLabel?"}]""");
        told["check"].Value<string>("displayLabel").Should().Be("Wiki");
        told["create in a preview"].Value<string>("id").Should().BeEmpty();
        var id = told["create"].Value<string>("id");
        id.Should().HaveLength(24);
        told["create"].SelectToken("properties.applicationId")!.Value<string>().Should().Be(id);
        Told("read").Should().Be($$"""{"id":"{{id}}","sameInputs":true,"sameProperties":true}""");
        Told("diff").Should().Be(
            """{"changes":2,"detailed":true,"replaces":[],"diffs":["displayLabel"],"kinds":{"displayLabel":4}}""");
        told["diff of a replacement"]["replaces"]!.ToString(Formatting.None).Should().Be("""["template"]""");
        told["diff of a replacement"].SelectToken("kinds.template")!.Value<int>().Should().Be(5);
        Told("update").Should().Be("\"Handbook\"");
        Told("read when gone").Should().Be("""{"id":"","inputs":false,"properties":false}""");
    }

    [Fact]
    public async Task The_official_stubs_find_secrets_partial_results_and_a_clean_end()
    {
        await using var services = await EmulatorHost.StartAsync(new EmulatorOptions { Seed = "company" });

        var told = await NodeClient.RunAsync(services);

        told["check keeps the secret"].Value<bool>().Should().BeTrue();
        told["half-done create"].Value<string>("id").Should().HaveLength(24);
        told["half-done create"].Value<int>("reasons").Should().Be(1);
        ((JArray)told["half-done create"]["properties"]!).Values<string>().Should().Contain(["applicationId", "status", "token"]);
        told["exit"].ToString(Formatting.None).Should().Be("""{"code":0,"signal":null,"out":true,"err":""}""");
        told["logs"].Should().BeEmpty("an error in the log fails the deployment");
    }
}
