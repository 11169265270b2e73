using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>What a preview can tell of an application's outputs.</summary>
internal static class SsoApplicationPlan
{
    private static readonly string[] FromMetadata = ["metadataXml", "idpCertificate", "idpCertificateExpiresAt", "idpEntityId"];

    public static async ValueTask<PropertyMap> CreateAsync(SsoApplicationArgs args, OperationContext operation)
    {
        var template = args.Template.IsKnown ? await FindTemplateAsync(args.Template.Value, operation) : null;
        var outputs = PropertyMap.Of(
            ("applicationId", PropertyValue.Unknown),
            ("organizationId", PropertyValue.Unknown),
            ("supportsProvisioning", template is null ? PropertyValue.Unknown : PropertyValue.Of(template.SupportsProvisioning)),
            ("supportsGroups", template is null ? PropertyValue.Unknown : PropertyValue.Of(template.SupportsGroups)));
        if (template?.IsBookmark == true)
            return outputs;
        foreach (var name in FromMetadata)
            outputs = outputs.With(name, PropertyValue.Unknown);
        return args.SamlOrNone.IdpEntityId is { IsKnown: true, Value.Length: > 0 } entityId
            ? outputs.With("idpEntityId", PropertyValue.Of(entityId.Value))
            : outputs;
    }

    /// <param name="known">The old outputs.</param>
    public static PropertyMap Update(
        SsoApplicationArgs news, SsoApplicationArgs olds, SsoApplicationState state, PropertyMap known)
    {
        if (state.BookmarkUrl is not null)
            return known;
        var (saml, before) = (news.SamlOrNone, olds.SamlOrNone);
        var isCertificateKept = saml.IdpCertificate.Equals(before.IdpCertificate) || !saml.IdpCertificate.IsPresent;
        var isEntityKept = saml.IdpEntityId.Equals(before.IdpEntityId) && news.HasSamePlaceholders(olds);

        // The metadata tells the certificate, the entity id and the bindings; all else leaves it as it is.
        var isMetadataKept = isCertificateKept && isEntityKept && !news.Saml.IsUnknown && state.MetadataXml is not null
            && saml.DeclareRedirectEndpoint.Equals(before.DeclareRedirectEndpoint)
            && saml.NameIdFormat.Equals(before.NameIdFormat);
        if (isMetadataKept)
            return known;
        known = known.With("metadataXml", PropertyValue.Unknown).With("idpEntityId", PropertyValue.Unknown);
        return isCertificateKept
            ? known
            : known.With("idpCertificate", PropertyValue.Unknown).With("idpCertificateExpiresAt", PropertyValue.Unknown);
    }

    private static async ValueTask<ApplicationTemplate?> FindTemplateAsync(string name, OperationContext operation)
    {
        try
        {
            return await operation.Clients.JumpCloud.FindApplicationTemplateAsync(name, operation.Cancellation);
        }
        catch (ApiException exception) when (exception.IsUnavailable)
        {
            // Check has said so already.
            await operation.Log.DebugAsync(exception.Message);
            return null;
        }
    }
}
