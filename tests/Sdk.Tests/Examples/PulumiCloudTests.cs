using FluentAssertions;
using Pulumi;
using Xunit;

namespace JumpCloud.Sdk.Tests;

/// <summary>examples/pulumi-cloud, as a team would test its program.</summary>
[Collection(MockedEngine.OneAtATime)]
public sealed class PulumiCloudTests
{
    private const string Integration = "jumpcloud:index:PulumiIntegration";

    [Fact]
    public async Task The_organization_of_the_configuration_is_integrated_with_the_three_groups()
    {
        var engine = Engine(new() { ["organization"] = "acme", ["scimToken"] = "s3cret" });

        await Deployment.TestAsync(engine.Mocks, engine.Options, PulumiCloud.Define);

        var integration = engine.The(Integration);
        integration.Name.Should().Be("integration");
        integration.Inputs.Should().Contain("organization", "acme").And.Contain("scimToken", "s3cret");
        integration.Inputs["groups"].Should().BeEquivalentTo(new[] { "Engineering", "Platform", "Security" });
    }

    [Fact]
    public async Task The_outputs_tell_where_people_sign_in_and_whether_they_are_provisioned()
    {
        var engine = Engine(new() { ["organization"] = "acme", ["scimToken"] = "s3cret" });

        var (_, outputs) = await Deployment.TestAsync(engine.Mocks, engine.Options, PulumiCloud.Define);

        (await ((Output<string>)outputs["signIn"]!).ValueAsync()).Should().Be("https://api.pulumi.com/login/acme/sso");
        (await ((Output<string>)outputs["provisioning"]!).ValueAsync()).Should().Be("active");
    }

    [Fact]
    public async Task Without_the_token_nothing_is_made()
    {
        var engine = Engine(new() { ["organization"] = "acme" });

        var run = () => Deployment.TestAsync(engine.Mocks, engine.Options, PulumiCloud.Define);

        (await run.Should().ThrowAsync<Exception>()).Which.ToString().Should().Contain("pulumi-cloud:scimToken");
        engine.Registered.Should().BeEmpty();
    }

    private static MockedEngine Engine(Dictionary<string, object> config) =>
        new MockedEngine("pulumi-cloud", config).With(Integration, new()
        {
            ["spStartUrl"] = "https://api.pulumi.com/login/acme/sso",
            ["provisioningStatus"] = "active",
        });
}
