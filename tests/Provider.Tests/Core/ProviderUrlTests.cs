using FluentAssertions;
using JumpCloud.Core;
using JumpCloud.Resources;
using Xunit;

namespace JumpCloud.Tests.Core;

/// <summary>Addresses that credentials are sent to: written so that nobody can read another host in them.</summary>
public sealed class ProviderUrlTests
{
    private const string NoAddress = "must be an https:// address such as https://console.jumpcloud.com";
    private const string NotPlain = "must be written plainly as https://host:port/path: a host in ASCII (xn-- where it has other letters) or an IP address in its usual form, without white space or backslashes";
    private const string Open = "must begin with https://; plain http:// would show the credentials to the network and is accepted for loopback hosts only";
    private const string User = "must not hold a user name or password; credentials have properties of their own";

    [Theory]
    [InlineData("https://good.test")]
    [InlineData("HTTPS://GOOD.test:8443/a/b/")]
    [InlineData("https://good.test.")]
    [InlineData("https://good.test:/")]
    [InlineData("https://good.test/@evil.test")]
    [InlineData("https://good.test/a/../b")]
    [InlineData("https://xn--fa-hia.de")]
    [InlineData("https://10.0.0.1")]
    [InlineData("https://[2001:db8::1]:8443")]
    [InlineData("http://localhost:8080")]
    [InlineData("http://LocalHost")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("http://127.255.255.254")]
    [InlineData("http://[::1]:8080")]
    public void Passes(string text) => ProviderUrl.ProblemOf(text).Should().BeNull();

    [Theory]
    [InlineData("", NoAddress)]
    [InlineData("good.test", NoAddress)]
    [InlineData("//good.test", NoAddress)]
    [InlineData("https:good.test", NoAddress)]
    [InlineData("https:///good.test", NoAddress)]
    [InlineData("javascript:alert(1)", NoAddress)]
    [InlineData("https://", NoAddress)]
    [InlineData("https://a:65536", NoAddress)]
    [InlineData("https://a:443x", NoAddress)]
    [InlineData("https://a:0", "must have a port from 1 to 65535")]
    [InlineData("https://a..b", NoAddress)]
    [InlineData("https://[::1", NoAddress)]
    [InlineData("https://good.test\\@evil.test", NoAddress)]
    [InlineData("https://good.test\t.evil.test", NoAddress)]
    [InlineData("https://good.test\0.evil.test", NoAddress)]
    [InlineData("https://good.test%2fevil.test", NoAddress)]
    [InlineData("https://me@good.test", User)]
    [InlineData("https://good.test:443@evil.test", User)]
    [InlineData("https://good.test?a", "must not hold a query or fragment")]
    [InlineData("https://good.test#", "must not hold a query or fragment")]
    [InlineData("https://@good.test", NotPlain)]
    [InlineData(" https://good.test", NotPlain)]
    [InlineData("https://good.test\n", NotPlain)]
    [InlineData("https:\\\\good.test", NotPlain)]
    [InlineData("https://good.test/a\\b", NotPlain)]
    [InlineData("https://good.test/a b", NotPlain)]
    [InlineData("https://good.test/\u202ea", NotPlain)]
    [InlineData("https://faß.de", NotPlain)]
    [InlineData("https://аpi.pulumi.com", NotPlain)]
    [InlineData("https://good。test", NotPlain)]
    [InlineData("https://2130706433", NotPlain)]
    [InlineData("https://0x7f.1", NotPlain)]
    [InlineData("https://0177.0.0.1", NotPlain)]
    [InlineData("http://127.1", NotPlain)]
    [InlineData("https://127.0.0.1.", NotPlain)]
    [InlineData("https://256.1.1.1", NotPlain)]
    [InlineData("https://1.2.3.4.5", NotPlain)]
    [InlineData("https://loopback", NotPlain)]
    [InlineData("http://[::1%25lo]", NotPlain)]
    [InlineData("https://[fe80::1%25eth0]", NotPlain)]
    [InlineData("http://good.test", Open)]
    [InlineData("http://0.0.0.0", Open)]
    [InlineData("http://[::]", Open)]
    [InlineData("http://localhost.evil.test", Open)]
    [InlineData("http://127.0.0.1.evil.test", Open)]
    [InlineData("http://169.254.169.254", Open)]
    public void Is_told_what_to_be(string text, string problem) => ProviderUrl.ProblemOf(text).Should().Be(problem);

    [Fact]
    public void Is_not_read_without_end() =>
        ProviderUrl.ProblemOf("https://good.test/" + new string('a', 100_000)).Should().Be("is 100018 characters long; an address has at most 2048");

    [Theory]
    [InlineData("https://good.test\n/scim", "must be an address such as https://api.pulumi.com/scim/v2/<organization>")]
    [InlineData("https://loopback/scim", NotPlain)]
    [InlineData("https://аpi.pulumi.com/scim/v2/acme", NotPlain)]
    [InlineData("https://0x7f.1/scim", NotPlain)]
    [InlineData("https://api.pulumi.com/scim/v2/..", "must have the form https://api.pulumi.com/scim/v2/<organization>, with the organization's login name in the right case")]
    [InlineData("https://api.pulumi.com/scim/v2/a%2f..", "must have the form https://api.pulumi.com/scim/v2/<organization>, with the organization's login name in the right case")]
    public void The_address_of_a_SCIM_server_is_held_to_the_same(string text, string problem) =>
        ScimBaseUrl.ProblemOf(text, new Uri("https://api.pulumi.com")).Should().Be(problem);

    [Theory]
    [InlineData("https://example.com/a b", true)]
    [InlineData("https://example.com\n", false)]
    [InlineData(" https://example.com", false)]
    [InlineData("https://example.com/\0", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("data:text/html,a", false)]
    [InlineData("//example.com", false)]
    [InlineData("", false)]
    public void What_a_browser_opens_is_an_address_of_the_web(string text, bool isOne) => WebAddress.IsOne(text).Should().Be(isOne);

    [Theory]
    [InlineData("own", "https://sso.jumpcloud.com/saml2/own")]
    [InlineData("HTTPS://SSO.jumpcloud.com/saml2/own", "https://sso.jumpcloud.com/saml2/own")]
    [InlineData("own\n", null)]
    [InlineData("..", null)]
    [InlineData("a/b", null)]
    [InlineData("a%2fb", null)]
    [InlineData("оwn", null)]
    [InlineData("https://sso.jumpcloud.com/saml2/../own", null)]
    [InlineData("https://sso.jumpcloud.com.evil.test/saml2/own", null)]
    [InlineData("https://sso.jumpcloud.com@evil.test/saml2/own", null)]
    public void Where_people_sign_in_is_below_the_host_of_the_region(string text, string? url) =>
        SsoIdpUrl.Canonical(text, new Uri("https://sso.jumpcloud.com")).Should().Be(url);
}
