using System.Xml.Linq;

namespace JumpCloud.Emulator;

/// <summary>The SAML service provider's addresses under <c>/login</c>. That they exist is documented; their bodies are inferred.</summary>
internal static class ServiceProviderRoutes
{
    private static readonly XNamespace Metadata = "urn:oasis:names:tc:SAML:2.0:metadata";

    public static void Map(IEndpointRouteBuilder routes, PulumiCloudState state)
    {
        routes.MapGet("/login/{org}/sso/saml/metadata", context => PulumiCloudRoutes.AnswerAsync(
            context, state, () => context.WriteTextAsync(200, Describe(state, SamlOrganization(state, context)), "application/samlmetadata+xml")));
        routes.MapGet("/login/{org}/sso", context => PulumiCloudRoutes.AnswerAsync(context, state, () =>
        {
            var metadata = SamlMetadata.Read(SamlOrganization(state, context).IdpMetadata, state.Now);
            context.Response.Redirect(metadata.SsoUrl ?? throw PulumiCloudErrors.NotFound("SAML Organization"));
            return Task.CompletedTask;
        }));
    }

    private static PulumiOrganization SamlOrganization(PulumiCloudState state, HttpContext context)
    {
        lock (state.Gate)
            return state.FindOrganization(context.RouteText("org")) is { Kind: "saml" } found ? found : throw PulumiCloudErrors.NotFound("Organization");
    }

    private static string Describe(PulumiCloudState state, PulumiOrganization organization)
    {
        var sso = $"{state.BaseUrl}/login/{organization.Login}/sso";
        var descriptor = new XElement(
            Metadata + "SPSSODescriptor",
            new XAttribute("protocolSupportEnumeration", "urn:oasis:names:tc:SAML:2.0:protocol"),
            new XElement(
                Metadata + "AssertionConsumerService",
                new XAttribute("Binding", "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"),
                new XAttribute("Location", sso + "/saml/acs"),
                new XAttribute("index", 1)));
        return new XElement(Metadata + "EntityDescriptor", new XAttribute("entityID", sso + "/saml/metadata"), descriptor).ToString();
    }
}
