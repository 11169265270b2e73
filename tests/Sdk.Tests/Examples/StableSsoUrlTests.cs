using System.Collections.Immutable;
using FluentAssertions;
using Xunit;

namespace JumpCloud.Sdk.Tests;

/// <summary>examples/stable-sso-url, as a team would test its program.</summary>
[Collection(MockedEngine.OneAtATime)]
public sealed class StableSsoUrlTests
{
    private const string RandomString = "random:index/randomString:RandomString";

    [Fact]
    public async Task The_address_ends_in_what_was_made_up()
    {
        var engine = Engine();

        var stack = await engine.RunAsync<StableSsoUrlStack>();

        engine.The("jumpcloud:index:SsoApplication").Inputs.Should().Contain("ssoIdpUrl", "pulumi-acme-k3v9q2x7");
        (await stack.SsoIdpUrl.ValueAsync()).Should().Be("pulumi-acme-k3v9q2x7");
    }

    [Fact]
    public async Task Nothing_but_another_organization_makes_up_another_one()
    {
        var engine = Engine();

        await engine.RunAsync<StableSsoUrlStack>();

        var keepers = (ImmutableDictionary<string, object>)engine.The(RandomString).Inputs["keepers"];
        keepers.Should().Equal(new Dictionary<string, object> { ["organization"] = "acme" });
    }

    [Fact]
    public async Task What_is_made_up_may_stand_in_an_address()
    {
        var engine = Engine();

        await engine.RunAsync<StableSsoUrlStack>();

        engine.The(RandomString).Inputs.Should().Contain("special", false).And.Contain("upper", false).And.Contain("length", 8.0);
    }

    private static MockedEngine Engine() =>
        new MockedEngine("stable-sso-url", new() { ["organization"] = "acme" }).With(RandomString, new() { ["result"] = "k3v9q2x7" });
}
