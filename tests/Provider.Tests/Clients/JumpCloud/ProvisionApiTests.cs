using FluentAssertions;
using JumpCloud.Clients;
using JumpCloud.Core;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests.Clients;

public sealed class ProvisionApiTests
{
    private static readonly ProvisionSettings Settings = new(
        "https://sp.test/scim", "scim-token-1", ManageGroups: true, TestUserEmail: null);

    [Fact]
    public void The_inferred_body_leaves_out_what_is_not_given() =>
        JToken.DeepEquals(ProvisionApi.Default.BodyOf(Settings), JObject.Parse(
            """{"type":"scim","vanity_url":"https://sp.test/scim","api_key":"scim-token-1","groups_supported":true}"""))
            .Should().BeTrue();

    [Fact]
    public void A_file_changes_what_it_names_and_nothing_else()
    {
        var api = ProvisionApi.Parse(
            """
            {"activate":{"method":"put","path":"/api/v2/applications/{id}/provision"},
             "body":{"url":"{baseUrl}","secret":"{token}","v":2},"notOffered":[404]}
            """);
        api.Activate.Should().Be(new ProvisionCall(HttpMethod.Put, "api/v2/applications/{id}/provision"));
        api.Deactivate.Should().Be(ProvisionApi.Default.Deactivate);
        api.Headers.Should().BeEquivalentTo(new Dictionary<string, string> { ["X-Requested-With"] = "XMLHttpRequest" });
        JToken.DeepEquals(api.BodyOf(Settings), JObject.Parse("""{"url":"https://sp.test/scim","secret":"scim-token-1","v":2}"""))
            .Should().BeTrue();
        api.NotOffered.Should().Equal(404);
    }

    [Theory]
    [InlineData("[]", "it is not a JSON object")]
    [InlineData("""{"aktivate":{}}""", "aktivate is not one of activate, reactivate, deactivate, headers, body, notOffered")]
    [InlineData(
        """{"activate":{"method":"PUT","path":"api/v2/provision"}}""",
        "activate must have a method and a path with {id} in it")]
    [InlineData(
        """{"activate":{"method":"PUT","path":"https://elsewhere.test/{id}"}}""",
        "the path of activate must be one of the console's, without a host of its own")]
    [InlineData(
        """{"activate":{"method":"PUT","path":"\\\\elsewhere.test\\{id}"}}""",
        "the path of activate must be one of the console's, without a host of its own")]
    [InlineData("""{"notOffered":["404"]}""", "notOffered must be a list of HTTP statuses")]
    public void A_file_of_another_form_is_refused_with_the_place(string json, string error)
    {
        var parse = () => ProvisionApi.Parse(json);
        parse.Should().Throw<FormatException>().WithMessage(error);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named_with_the_variable()
    {
        var load = () => ProvisionApi.Load("/nowhere/provision.json");
        load.Should().Throw<UserErrorException>().WithMessage("the file /nowhere/provision.json that JUMPCLOUD_PROVISION_API "
            + "names cannot be used: *");
    }

    [Fact]
    public void Settings_do_not_print_their_token() =>
        Settings.ToString().Should().Be("Identity Management for https://sp.test/scim");
}
