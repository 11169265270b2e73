using System.Collections.Immutable;
using FluentAssertions;
using Xunit;

namespace JumpCloud.Sdk.Tests;

/// <summary>examples/step-by-step, as a team would test its program.</summary>
[Collection(MockedEngine.OneAtATime)]
public sealed class StepByStepTests
{
    [Fact]
    public async Task Pulumi_gets_the_metadata_of_the_application()
    {
        var engine = Engine();

        await engine.RunAsync<StepByStepStack>();

        engine.The("jumpcloud:index:SsoApplication").Inputs.Should().Contain("template", "pulumi").And.Contain("ssoIdpUrl", "pulumi-acme");
        engine.The("jumpcloud:index:SamlConfiguration").Inputs.Should()
            .Contain("organization", "acme").And.Contain("idpMetadataXml", "<EntityDescriptor/>").And.Contain("onDelete", "restore");
    }

    [Fact]
    public async Task The_application_leads_to_where_the_organization_is()
    {
        var engine = Engine();

        await engine.RunAsync<StepByStepStack>();

        var saml = (ImmutableDictionary<string, object>)engine.The("jumpcloud:index:SsoApplication").Inputs["saml"];
        saml["spEntityId"].Should().Be("https://api.pulumi.com/login/acme/sso/saml/metadata");
        saml["acsUrls"].Should().BeEquivalentTo(new[] { "https://api.pulumi.com/login/acme/sso/saml/acs" });
        saml["defaultRelayState"].Should().Be("https://api.pulumi.com/login/acme/sso");
    }

    [Fact]
    public async Task Every_group_of_the_configuration_is_bound_to_the_application()
    {
        var engine = Engine();

        await engine.RunAsync<StepByStepStack>();

        var bindings = engine.Each("jumpcloud:index:GroupBinding").ToList();
        bindings.Select(binding => binding.Name).Should().BeEquivalentTo("engineering", "data");
        bindings.Select(binding => binding.Inputs["userGroupName"]).Should().BeEquivalentTo(["Engineering", "Data"]);
        bindings.Should().OnlyContain(binding => (string)binding.Inputs["applicationId"] == "6567a1b2c300000000000080");
    }

    [Fact]
    public async Task Provisioning_comes_after_all_groups_so_that_it_goes_before_them()
    {
        var engine = Engine();

        await engine.RunAsync<StepByStepStack>();

        engine.Registered[^1].Type.Should().Be("jumpcloud:index:IdmIntegration");
        engine.Registered[^1].Inputs.Should()
            .Contain("baseUrl", "https://api.pulumi.com/scim/v2/acme").And.Contain("token", "s3cret").And.Contain("manageGroups", true);
    }

    [Fact]
    public async Task The_outputs_are_those_of_the_check()
    {
        var stack = await Engine().RunAsync<StepByStepStack>();

        (await stack.Errors.ValueAsync()).Should().Be(0);
        (await stack.StartAtJumpCloud.ValueAsync()).Should().Be("https://sso.jumpcloud.com/saml2/pulumi-acme");
        (await stack.StartAtPulumi.ValueAsync()).Should().Be("https://api.pulumi.com/login/acme/sso");
        (await stack.ProvisioningStatus.ValueAsync()).Should().Be("active");
    }

    private static MockedEngine Engine() =>
        new MockedEngine("step-by-step", new()
        {
            ["organization"] = "acme",
            ["groups"] = new[] { "Engineering", "Data" },
            ["scimToken"] = "s3cret",
        })
            .With("jumpcloud:index:SsoApplication", new()
            {
                ["applicationId"] = "6567a1b2c300000000000080",
                ["metadataXml"] = "<EntityDescriptor/>",
            })
            .With("jumpcloud:index:SamlConfiguration", new() { ["scimBaseUrl"] = "https://api.pulumi.com/scim/v2/acme" })
            .With("jumpcloud:index:IdmIntegration", new() { ["status"] = "active" })
            .WithFunction("jumpcloud:index:getPulumiOrganization", new()
            {
                ["spEntityId"] = "https://api.pulumi.com/login/acme/sso/saml/metadata",
                ["acsUrl"] = "https://api.pulumi.com/login/acme/sso/saml/acs",
                ["relayState"] = "https://api.pulumi.com/login/acme/sso",
            })
            .WithFunction("jumpcloud:index:checkIntegration", new()
            {
                ["errors"] = 0,
                ["startUrls"] = new Dictionary<string, object>
                {
                    ["idpStartUrl"] = "https://sso.jumpcloud.com/saml2/pulumi-acme",
                    ["spStartUrl"] = "https://api.pulumi.com/login/acme/sso",
                }.ToImmutableDictionary(),
            });
}
