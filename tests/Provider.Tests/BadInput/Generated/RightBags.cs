using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using JumpCloud.Core;
using JumpCloud.Emulator;
using JumpCloud.Rpc;
using Wire = Pulumirpc;
using static JumpCloud.Tests.Values;

namespace JumpCloud.Tests.Generated;

/// <summary>Inputs that nothing is wrong with, and how they are checked and compared.</summary>
/// <param name="Diff">Null for what is not compared.</param>
internal sealed record RightBag(
    string Name,
    ImmutableArray<Property> Rows,
    IReadOnlyList<PropertyMap> Bags,
    Func<DirectService, Struct, Struct, Task<Wire.CheckResponse>> Check,
    Func<DirectService, Struct, Struct, Task<Wire.DiffResponse>?> Diff);

/// <summary>Of every resource, of the provider itself and of the component.</summary>
internal static class RightBags
{
    private static readonly Dictionary<string, string>[] Environments =
    [
        [],
        new() { ["JUMPCLOUD_API_KEY"] = "a\nb", ["JUMPCLOUD_REGION"] = "uk" },
        new() { ["JUMPCLOUD_API_KEY"] = "key-1", ["JUMPCLOUD_CONSOLE_URL"] = "https://me:pw@console.test", ["JUMPCLOUD_STRICT"] = "maybe" },
        new() { ["JUMPCLOUD_CLIENT_ID"] = "me", ["PULUMI_API"] = "file://~" },
        new() { ["JUMPCLOUD_CLIENT_SECRET"] = "\u202e", ["PULUMI_API"] = "https://[::1", ["PULUMI_ACCESS_TOKEN"] = " " },
        new() { ["JUMPCLOUD_ORGANIZATION_ID"] = "ключ", ["JUMPCLOUD_SSO_URL"] = "//a", ["JUMPCLOUD_OAUTH_URL"] = "\\\\a\\b" },
    ];

    public static IReadOnlyList<RightBag> All(EmulatorHost services) =>
    [
        .. Registry.Resources.Select(resource => OfResource(resource, services)),
        OfProvider(),
        OfComponent(Registry.Components[0], services),
    ];

    private static RightBag OfResource(IResource resource, EmulatorHost services)
    {
        var urn = $"urn:pulumi:dev::shop::{resource.Token}::it";
        return new RightBag(
            resource.Token,
            resource.Properties,
            BagsOf(resource.Token.Split(':')[^1], services),
            (plugin, olds, news) => plugin.CheckAsync(new Wire.CheckRequest { Urn = urn, Olds = olds, News = news }),
            (plugin, olds, news) => plugin.DiffAsync(new Wire.DiffRequest { Urn = urn, Id = "a", Olds = olds, OldInputs = olds, News = news }));
    }

    private static RightBag OfProvider() => new(
        "the provider",
        ProviderConfigRows.All,
        [
            Map(("apiKey", PropertyValue.Secret(PropertyValue.Of("key-1"))), ("organizationId", "5f0000000000000000000001"), ("region", "us")),
            Map(("clientId", "me"), ("clientSecret", PropertyValue.Secret(PropertyValue.Of("secret-1"))), ("consoleUrl", "https://console.test"), ("maxRetries", "3")),
        ],
        (plugin, olds, news) =>
        {
            plugin.Variables = Environments[news.CalculateSize() % Environments.Length];
            Configure(PropertyCodec.Decode(news), plugin.Variables);
            return plugin.CheckConfigAsync(new Wire.CheckRequest { Olds = olds, News = news });
        },
        (plugin, olds, news) => plugin.DiffConfigAsync(new Wire.DiffRequest { Id = "a", Olds = olds, OldInputs = olds, News = news }));

    // With the same inputs, whether they were checked or not.
    private static void Configure(PropertyMap inputs, IReadOnlyDictionary<string, string> variables)
    {
        try
        {
            ProviderConfigReader.Read(inputs, variables.GetValueOrDefault);
        }
        catch (Exception exception) when (exception is UserErrorException or MissingConfigException)
        {
            // Told to the user; whatever else it throws is a bug.
        }
    }

    // The engine does not have a component's inputs checked; Construct does it before anything else.
    private static RightBag OfComponent(IComponent component, EmulatorHost services) => new(
        component.Token,
        component.Properties,
        BagsOf("PulumiIntegration", services),
        (_, _, news) =>
        {
            var response = new Wire.CheckResponse();
            try
            {
                ResourceProviderService.CheckInputs(component, PropertyCodec.Decode(news));
            }
            catch (InvalidInputsException invalid)
            {
                response.Failures.AddRange(invalid.Failures.Select(failure => new Wire.CheckFailure { Property = failure.Path, Reason = failure.Reason }));
            }

            return Task.FromResult(response);
        },
        (_, _, _) => null);

    private static IReadOnlyList<PropertyMap> BagsOf(string type, EmulatorHost services)
    {
        var scim = $"{services.PulumiApiUrl.GetLeftPart(UriPartial.Authority)}/scim/v2/acme";
        var token = PropertyValue.Secret(PropertyValue.Of(services.PulumiCloud.Organization("acme").ScimToken!));
        var (pem, key) = TestCertificates.Of("generated", TestMetadata.End);
        return type switch
        {
            "SsoApplication" =>
            [
                Map(("template", "pulumi"), ("displayLabel", "Pulumi"), ("placeholders", Map(("YOUR_ORGANIZATION", "acme")))),
                Map(("template", "saml2"), ("displayLabel", "Own"), ("ssoIdpUrl", "own"), ("saml", Map(
                    ("spEntityId", "https://sp.test"), ("acsUrls", new[] { "https://sp.test/acs" }), ("idpCertificate", pem),
                    ("idpPrivateKey", PropertyValue.Secret(PropertyValue.Of(key))), ("spCertificate", pem)))),
                Map(("template", "bookmark"), ("displayLabel", "Wiki"), ("bookmarkUrl", "https://wiki.test")),
            ],
            "SamlConfiguration" => [Map(("organization", "acme"), ("idpMetadataXml", TestMetadata.Good()), ("onDelete", "forget"))],
            "GroupBinding" =>
            [
                Map(("applicationId", BadInput.ApplicationId), ("userGroupName", "Design")),
                Map(("applicationId", BadInput.ApplicationId), ("userGroupId", "5d0000000000000000000005"), ("existingGroup", "deny"),
                    ("serviceProvider", Map(("scimBaseUrl", scim), ("scimToken", token)))),
            ],
            "IdmIntegration" => [Map(("applicationId", BadInput.ApplicationId), ("baseUrl", scim), ("token", token), ("mode", "auto"))],
            "UserGroup" =>
            [
                Map(("name", "Guild"), ("description", "Of all"), ("email", "guild@acme.test")),
                Map(("name", "Guild"), ("membershipMethod", "DYNAMIC_AUTOMATED"), ("memberQuery", Map(
                    ("queryType", "FilterQuery"), ("filters", new[] { "{\"field\":\"department\",\"operator\":\"eq\",\"value\":\"Data\"}" }))),
                    ("attributes", Map(("sambaEnabled", true), ("sudo", Map(("enabled", true)))))),
            ],
            "UserGroupMembership" =>
            [
                Map(("userGroupId", "5d0000000000000000000005"), ("username", "alice.moreau")),
                Map(("userGroupId", "5d0000000000000000000005"), ("userId", "5e0000000000000000000001")),
            ],
            "UserImport" => [Map(("applicationId", BadInput.ApplicationId), ("usernames", new[] { "olga-acme" })), Map(("applicationId", BadInput.ApplicationId), ("allNew", true))],
            "PulumiIntegration" => [Map(("organization", "acme"), ("displayLabel", "Pulumi"), ("groups", new[] { "Design", "Data" }), ("scimToken", token))],
            _ => throw new ArgumentException($"there are no right inputs of {type} here; write them down", nameof(type)),
        };
    }
}
