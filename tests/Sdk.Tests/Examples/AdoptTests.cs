using FluentAssertions;
using Xunit;

namespace JumpCloud.Sdk.Tests;

/// <summary>examples/adopt, as a team would test its program.</summary>
[Collection(MockedEngine.OneAtATime)]
public sealed class AdoptTests
{
    [Fact]
    public async Task Everything_is_imported_by_the_ids_of_the_configuration()
    {
        var engine = new MockedEngine("adopt", new()
        {
            ["organization"] = "acme",
            ["applicationId"] = "6567a1b2c300000000000080",
            ["ssoIdpUrl"] = "https://sso.jumpcloud.com/saml2/by-hand",
            ["groups"] = new Dictionary<string, string> { ["engineering"] = "5d0000000000000000000001" },
        })
            .With("jumpcloud:index:SsoApplication", new()
            {
                ["applicationId"] = "6567a1b2c300000000000080",
                ["metadataXml"] = "<EntityDescriptor/>",
            })
            .With("jumpcloud:index:SamlConfiguration", new() { ["scimBaseUrl"] = "https://api.pulumi.com/scim/v2/acme" });

        await engine.RunAsync<AdoptStack>();

        engine.Registered.ToDictionary(resource => resource.Name!, resource => resource.Id).Should().Equal(new Dictionary<string, string?>
        {
            ["application"] = "6567a1b2c300000000000080",
            ["saml"] = "acme",
            ["engineering"] = "6567a1b2c300000000000080/5d0000000000000000000001",
            ["provisioning"] = "6567a1b2c300000000000080",
        });
    }
}
