using System.Collections.Immutable;
using FluentAssertions;
using JumpCloud.Components;
using JumpCloud.Core;
using Xunit;

namespace JumpCloud.Tests;

public sealed class PulumiIntegrationChildrenTests
{
    [Fact]
    public async Task With_Pulumi_Cloud_itself_the_template_s_own_addresses_are_completed()
    {
        var scope = await ConstructAsync(TestOperation.Config, Inputs);

        scope.Of("pulumi-application")["placeholders"].PlainDeep.Should().Be(
            PropertyValue.Of(PropertyMap.Of(("YOUR_ORGANIZATION", PropertyValue.Of("acme")))));
        scope.Of("pulumi-application").Find("saml").Should().BeNull();
        scope.Outputs["spStartUrl"].AsString.Should().Be("https://app.pulumi.com/welcome/acme/sso");
    }

    [Fact]
    public async Task With_a_self_hosted_installation_its_addresses_are_set_but_not_over_the_program_s()
    {
        var config = TestOperation.Config with { PulumiApiUrl = new Uri("https://pulumi-api.acme.test") };
        var own = PropertyMap.Of(("defaultRelayState", PropertyValue.Of("https://start.acme.test")));

        var scope = await ConstructAsync(config, Inputs.With("saml", PropertyValue.Of(own)));

        scope.Of("pulumi-application").Find("placeholders").Should().BeNull();
        scope.Of("pulumi-application")["saml"].PlainDeep.Should().Be(PropertyValue.Of(PropertyMap.Of(
            ("spEntityId", PropertyValue.Of("https://pulumi-api.acme.test/login/acme/sso/saml/metadata")),
            ("acsUrls", PropertyValue.Of(["https://pulumi-api.acme.test/login/acme/sso/saml/acs"])),
            ("defaultRelayState", PropertyValue.Of("https://start.acme.test")))));
        scope.Outputs["spStartUrl"].AsString.Should().Be("https://pulumi-api.acme.test/login/acme/sso");
    }

    [Fact]
    public async Task An_organization_that_is_not_known_yet_leaves_unknown_what_is_made_of_it()
    {
        var config = TestOperation.Config with { PulumiApiUrl = new Uri("https://pulumi-api.acme.test") };
        var organization = new PropertyValue.OutputValue(null, false, ["urn:org"]);

        var scope = await ConstructAsync(config, Inputs.With("organization", organization));

        scope.Of("pulumi-application")["saml"].AsMap!["spEntityId"].Should().Be(organization);
        scope.Of("pulumi-saml")["organization"].Should().Be(organization);
    }

    [Fact]
    public async Task A_group_is_told_by_id_where_it_is_one_and_by_name_else()
    {
        var scope = await ConstructAsync(
            TestOperation.Config, Inputs.With("groups", PropertyValue.Of(["Site Reliability", "5d0000000000000000000001"])));

        scope.Of("pulumi-binding-Site Reliability")["userGroupName"].AsString.Should().Be("Site Reliability");
        scope.Of("pulumi-binding-Site Reliability").Find("userGroupId").Should().BeNull();
        scope.Of("pulumi-binding-5d0000000000000000000001")["userGroupId"].AsString.Should().Be("5d0000000000000000000001");
    }

    [Theory]
    [InlineData(false, null, null)]
    [InlineData(true, null, true)]
    [InlineData(true, false, false)]
    public async Task A_binding_waits_where_it_is_removed_before_provisioning_ends(bool deprovisions, bool? given, bool? waits)
    {
        var inputs = Inputs.With("deprovisionOnDestroy", PropertyValue.Of(deprovisions));

        var scope = await ConstructAsync(TestOperation.Config, given is { } wait ? inputs.With("waitForSync", PropertyValue.Of(wait)) : inputs);

        (scope.Of("pulumi-binding-Engineering").Find("waitForSync")?.AsBool).Should().Be(waits);
    }

    [Fact]
    public async Task A_group_keeps_the_resources_that_the_list_came_from()
    {
        var groups = new PropertyValue.OutputValue(PropertyValue.Of(["Engineering"]), false, ["urn:group"]);

        var scope = await ConstructAsync(TestOperation.Config, Inputs.With("groups", groups));

        scope.Of("pulumi-binding-Engineering")["userGroupName"].Should().Be(
            new PropertyValue.OutputValue(PropertyValue.Of("Engineering"), false, ["urn:group"]));
    }

    [Fact]
    public async Task The_token_is_secret_in_every_child_that_gets_it()
    {
        var scope = await ConstructAsync(TestOperation.Config, Inputs);

        scope.Of("pulumi-provisioning")["token"].IsSecret.Should().BeTrue();
        scope.Of("pulumi-binding-Engineering")["serviceProvider"].AsMap!["scimToken"].IsSecret.Should().BeTrue();
    }

    [Fact]
    public async Task What_the_program_ignores_is_ignored_by_the_child_whose_property_it_is()
    {
        var scope = await ConstructAsync(TestOperation.Config, Inputs, "description", "saml.nameId", "scimToken", "groups");

        scope.Children["pulumi-application"].IgnoreChanges.Should().Equal("description", "saml.nameId");
        scope.Children["pulumi-binding-Engineering"].IgnoreChanges.Should().Equal("serviceProvider.scimToken");
        scope.Children["pulumi-provisioning"].IgnoreChanges.Should().Equal("token");
        scope.Children["pulumi-saml"].IgnoreChanges.Should().BeEmpty();
    }

    private static PropertyMap Inputs { get; } = PropertyMap.Of(
        ("organization", PropertyValue.Of("acme")),
        ("displayLabel", PropertyValue.Of("Pulumi Cloud")),
        ("groups", PropertyValue.Of(["Engineering"])),
        ("scimToken", PropertyValue.Secret(PropertyValue.Of("scim-token-1"))));

    private static async Task<RecordedScope> ConstructAsync(ProviderConfig config, PropertyMap inputs, params ImmutableArray<string> ignored)
    {
        var scope = new RecordedScope { IgnoreChanges = ignored };
        using var handler = new ScriptedHandler(TimeProvider.System, request => throw new InvalidOperationException($"nobody is asked: {request.Line}"));
        var operation = TestOperation.Of(handler, TimeProvider.System, new RecordingLog(), config, preview: true);
        scope.Outputs = await new PulumiIntegration().ConstructAsync(inputs, scope, operation);
        return scope;
    }

    /// <summary>Takes every registration, as a preview does that foretells what is known of a SAML configuration.</summary>
    private sealed class RecordedScope : IComponentScope
    {
        public Dictionary<string, ChildResource> Children { get; } = new(StringComparer.Ordinal);

        public PropertyMap Outputs { get; set; } = PropertyMap.Empty;

        public string Name => "pulumi";

        public string Urn => "urn:component";

        public ImmutableArray<string> IgnoreChanges { get; init; }

        public PropertyMap Of(string name) => Children[name].Inputs;

        public ValueTask<RegisteredResource> RegisterAsync(ChildResource child, CancellationToken cancellation)
        {
            Children.Add(child.Name, child);
            var outputs = PropertyMap.Of(("relayState", PropertyValue.Of("known")));
            return new(new RegisteredResource($"urn:{child.Name}", PropertyValue.Unknown, outputs, Preview: true));
        }
    }
}
