using FluentAssertions;
using JumpCloud.Resources;
using Xunit;

namespace JumpCloud.Tests.Resources;

public sealed class ScimBaseUrlTests
{
    private static readonly Uri Pulumi = new("https://api.pulumi.com");

    [Theory]
    [InlineData("https://api.pulumi.com/scim/v2/acme")]
    [InlineData("https://slack.com/api/scim/v2")]
    [InlineData("http://127.0.0.1:8080/scim/v2/acme")]
    public void A_base_URL_passes(string url) => ScimBaseUrl.ProblemOf(url, Pulumi).Should().BeNull();

    [Theory]
    [InlineData("acme", "must be an address such as https://api.pulumi.com/scim/v2/<organization>")]
    [InlineData("http://sp.test/scim", "must begin with https://; plain http:// would show the token to the network and is "
        + "accepted for loopback hosts only")]
    [InlineData("https://sp.test/scim/", "must not end in a slash: JumpCloud adds /Users and /Groups to it")]
    [InlineData("https://sp.test/scim?x=1", "must not hold a query or fragment")]
    [InlineData("https://me:pw@sp.test/scim", "must not hold a user name or password; the token goes into a property of its own")]
    [InlineData("https://api.pulumi.com/scim/v2", "must have the form https://api.pulumi.com/scim/v2/<organization>, with the "
        + "organization's login name in the right case")]
    [InlineData("https://api.pulumi.com/scim/v2/acme/Users", "must have the form https://api.pulumi.com/scim/v2/<organization>, "
        + "with the organization's login name in the right case")]
    [InlineData("https://app.pulumi.com/acme", "must have the form https://api.pulumi.com/scim/v2/<organization>, with the "
        + "organization's login name in the right case")]
    public void Another_form_is_told_what_to_be(string url, string problem) =>
        ScimBaseUrl.ProblemOf(url, Pulumi).Should().Be(problem);

    [Theory]
    [InlineData("https://api.pulumi.com/login/acme/sso/saml/metadata", "https://api.pulumi.com/scim/v2/acme")]
    [InlineData("https://pulumi.acme.test:8443/login/acme/sso/saml/metadata", "https://pulumi.acme.test:8443/scim/v2/acme")]
    [InlineData("https://slack.com", null)]
    [InlineData("JumpCloud", null)]
    public void The_entity_id_of_Pulumi_Cloud_tells_the_base_URL(string entityId, string? baseUrl) =>
        ScimBaseUrl.FromEntityId(entityId).Should().Be(baseUrl);
}
