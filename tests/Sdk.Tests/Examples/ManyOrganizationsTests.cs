using System.Collections.Immutable;
using FluentAssertions;
using Xunit;

namespace JumpCloud.Sdk.Tests;

/// <summary>examples/many-organizations, as a team would test its programs.</summary>
[Collection(MockedEngine.OneAtATime)]
public sealed class ManyOrganizationsTests
{
    [Fact]
    public async Task The_groups_are_given_out_by_name()
    {
        var engine = new MockedEngine("groups", new() { ["groups"] = new[] { "Cloud Engineers" } })
            .With("jumpcloud:index:UserGroup", new() { ["userGroupId"] = "5d0000000000000000000001" });

        var stack = await engine.RunAsync<GroupsStack>();

        engine.The("jumpcloud:index:UserGroup").Name.Should().Be("cloud-engineers");
        (await stack.UserGroups.ValueAsync()).Should().Equal(
            new Dictionary<string, string> { ["Cloud Engineers"] = "5d0000000000000000000001" });
    }

    [Fact]
    public async Task Each_organization_has_its_own_groups_and_tokens()
    {
        var engine = SignIn();

        await engine.RunAsync<SignInStack>();

        var integrations = engine.Each("jumpcloud:index:PulumiIntegration").ToDictionary(one => one.Name!, one => one.Inputs);
        integrations.Keys.Should().BeEquivalentTo("acme", "globex");
        integrations["acme"]["groups"].Should().BeEquivalentTo(new[] { "5d0000000000000000000001" });
        integrations["acme"]["scimToken"].Should().Be("scim-acme");
        integrations["globex"]["groups"].Should().BeEquivalentTo(new[] { "5d0000000000000000000002" });
        integrations["globex"]["scimToken"].Should().Be("scim-globex");
    }

    [Fact]
    public async Task Each_organization_has_a_provider_with_its_own_administrator()
    {
        var engine = SignIn();

        await engine.RunAsync<SignInStack>();

        engine.Each("pulumi:providers:jumpcloud").ToDictionary(one => one.Name!, one => one.Inputs["pulumiAccessToken"]).Should()
            .Equal(new Dictionary<string, object> { ["acme"] = "pul-acme", ["globex"] = "pul-globex" });
    }

    private static MockedEngine SignIn() =>
        new MockedEngine("sign-in", new()
        {
            ["groupsStack"] = "organization/groups/prod",
            ["organizations"] = new[]
            {
                new { name = "acme", groups = new[] { "Cloud Engineers" } },
                new { name = "globex", groups = new[] { "Cloud Auditors" } },
            },
            ["credentials"] = new Dictionary<string, object>
            {
                ["acme"] = new { accessToken = "pul-acme", scimToken = "scim-acme" },
                ["globex"] = new { accessToken = "pul-globex", scimToken = "scim-globex" },
            },
        })
            .With("jumpcloud:index:PulumiIntegration", new() { ["spStartUrl"] = "https://api.pulumi.com/login" })
            .With("pulumi:pulumi:StackReference", new()
            {
                ["outputs"] = new Dictionary<string, object>
                {
                    ["userGroups"] = new Dictionary<string, object>
                    {
                        ["Cloud Engineers"] = "5d0000000000000000000001",
                        ["Cloud Auditors"] = "5d0000000000000000000002",
                    }.ToImmutableDictionary(),
                }.ToImmutableDictionary(),
                ["secretOutputNames"] = ImmutableArray<string>.Empty,
            });
}
