using FluentAssertions;
using JumpCloud.Emulator;
using JumpCloud.Tests.Conventions;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests.Secrets;

/// <summary>What is secret by its declaration, and what the repository itself holds.</summary>
public sealed class SecretRulesTests
{
    private static readonly JObject Schema = JObject.Parse(Sources.Read("provider/schema.json"));

    [Fact]
    public void Every_credential_is_secret_in_the_schema_as_an_input_and_as_an_output() =>
        SecretsOf(Schema).Should().Equal(
            "config.variables.apiKey",
            "config.variables.clientSecret",
            "config.variables.pulumiAccessToken",
            "provider.inputProperties.apiKey",
            "provider.inputProperties.clientSecret",
            "provider.inputProperties.pulumiAccessToken",
            "provider.properties.apiKey",
            "provider.properties.clientSecret",
            "provider.properties.pulumiAccessToken",
            "resources.jumpcloud:index:IdmIntegration.inputProperties.token",
            "resources.jumpcloud:index:IdmIntegration.properties.token",
            "resources.jumpcloud:index:PulumiIntegration.inputProperties.scimToken",
            "types.jumpcloud:index:PendingSteps.properties.settings",
            "types.jumpcloud:index:SamlSettings.properties.idpPrivateKey",
            "types.jumpcloud:index:ScimServiceProvider.properties.scimToken");

    [Fact]
    public void Nothing_that_is_named_like_a_credential_is_plain()
    {
        string[] words = ["token", "secret", "password", "apikey", "privatekey"];
        Schema.Descendants().OfType<JProperty>()
            .Where(property => property.Value is JObject { Count: > 0 } value && (string?)(value["type"] as JValue) == "string"
                && property.Parent?.Parent is JProperty { Name: "properties" or "inputProperties" or "variables" }
                && words.Any(word => property.Name.EndsWith(word, StringComparison.OrdinalIgnoreCase))
                && (bool?)value["secret"] != true)
            .Select(property => property.Path)
            .Should().BeEmpty();
    }

    [Fact]
    public async Task No_file_of_the_repository_has_a_credential_that_the_emulators_hand_out()
    {
        await using var services = await EmulatorHost.StartAsync(new EmulatorOptions { Seed = "company" });
        var ready = Ready.Describe(services);
        Canary[] canaries =
        [
            new("the Pulumi Cloud access token", (string)ready.SelectToken("pulumi.acme.accessToken")!, _ => false),
            new("the SCIM token", (string)ready.SelectToken("pulumi.acme.scimToken")!, _ => false),
        ];
        var search = new SecretSearch();

        foreach (var path in Sources.All())
            search.Look(canaries, path, Sources.Read(path), "");

        search.Places.Should().HaveCountGreaterThan(500);
        search.Leaks.Should().BeEmpty();
    }

    private static IEnumerable<string> SecretsOf(JObject schema) => schema.Descendants().OfType<JProperty>()
        .Where(property => property is { Name: "secret", Value: JValue { Value: true } })
        .Select(property => property.Parent!.Path.Replace("['", ".", StringComparison.Ordinal).Replace("']", "", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);
}
