using FluentAssertions;
using JumpCloud.Clients;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests.Clients;

public sealed class ApplicationTemplateTests
{
    [Theory]
    [InlineData("""[{"text":"SHA1","value":"RSA-SHA1"},{"text":"SHA256","value":"RSA-SHA256"}]""", "RSA-SHA1 RSA-SHA256")]
    [InlineData("""["RSA-SHA1","RSA-SHA256"]""", "RSA-SHA1 RSA-SHA256")]
    [InlineData("""[{"text":"RSA-SHA1","value":0},{"text":"RSA-SHA256","value":1}]""", "")]
    [InlineData("""[{"text":"RSA-SHA1"}]""", "")]
    public void Options_restrict_a_setting_only_where_they_are_its_texts(string options, string expected)
    {
        var setting = new JObject { ["value"] = "RSA-SHA256", ["options"] = JArray.Parse(options) };
        var document = new JObject { ["config"] = new JObject { ["signatureAlgorithm"] = setting } };

        new ApplicationTemplate("saml2", "Custom SAML", document).OptionsOf("signatureAlgorithm").Should().Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
