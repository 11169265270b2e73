using FluentAssertions;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests;

public sealed class TemplateTests : JumpCloudTest
{
    [Fact]
    public async Task Pulumis_template_has_the_placeholder_in_three_values_and_manages_groups()
    {
        var answer = await ApiAsync("GET", "application-templates?filter=name:$eq:pulumi");

        var template = answer.Json["results"]!.Single();
        var config = (JObject)template["config"]!;
        config.Properties().Where(property => property.Value.ToString().Contains("YOUR_ORGANIZATION", StringComparison.Ordinal))
            .Select(property => property.Name).Should().BeEquivalentTo("spEntityId", "acsUrl", "defaultTargetUrl");
        ((string?)config["spEntityId"]!["value"]).Should().Be("https://api.pulumi.com/login/YOUR_ORGANIZATION/sso/saml/metadata");
        ((string?)config["acsUrl"]!["value"]).Should().Be("https://api.pulumi.com/login/YOUR_ORGANIZATION/sso/saml/acs");
        ((string?)config["defaultTargetUrl"]!["value"]).Should().Be("https://api.pulumi.com/login/YOUR_ORGANIZATION/sso");
        ((string?)config["overrideNameIdFormat"]!["value"]).Should().Be("urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress");
        template["provision"]!.ToString(Newtonsoft.Json.Formatting.None).Should()
            .Be("""{"type":"scim","beta":false,"groups_supported":true}""");
    }

    [Fact]
    public async Task Pulumis_template_may_have_another_name_and_is_found_by_its_display_name()
    {
        Host.Switches.PulumiTemplateName = "pulumi-cloud-2";

        (await ApiAsync("GET", "application-templates?filter=name:$eq:pulumi")).Json["results"].Should().BeEmpty();
        var found = (await ApiAsync("GET", "application-templates?filter=displayName:$eq:Pulumi")).Json["results"]!.Single();

        ((string?)found["name"]).Should().Be("pulumi-cloud-2");
    }

    [Fact]
    public async Task A_template_is_read_by_its_id()
    {
        var template = (await ApiAsync("GET", "application-templates?filter=name:$eq:slack")).Json["results"]!.Single();

        var answer = await ApiAsync("GET", $"application-templates/{template["_id"]}");

        JToken.DeepEquals(answer.Json, template).Should().BeTrue();
        (await ApiAsync("GET", "application-templates/5ea000000000000000000099")).Status.Should().Be(404);
    }

    [Fact]
    public async Task Catalog_templates_carry_a_subset_of_the_config_keys()
    {
        var template = (await ApiAsync("GET", "application-templates?filter=name:$eq:aws-sso")).Json["results"]!.Single();

        ((JObject)template["config"]!).Properties().Select(property => property.Name).Should().BeEquivalentTo(
            "idpEntityId", "idpPrivateKey", "idpCertificate", "spEntityId", "acsUrl", "idpInitUrl", "authClaimConfiguration");
    }

    [Fact]
    public async Task A_list_has_the_fields_the_order_and_the_page_asked_for()
    {
        var answer = await ApiAsync("GET", "application-templates?fields=name&sort=-name&limit=2&skip=1");

        ((int?)answer.Json["totalCount"]).Should().Be(7);
        answer.Json["results"]!.Select(template => (string?)template["name"]).Should().Equal("saml2", "pulumi");
        answer.Json["results"]!.Should().OnlyContain(template => ((JObject)template).Count == 2);
    }
}
