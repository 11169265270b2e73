using System.Collections.Immutable;
using JumpCloud.Clients;
using JumpCloud.Core;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Resources;

/// <summary>An application's document from and to inputs and state.</summary>
internal static class SsoApplicationMapping
{
    // Inferred. JumpCloud gives no private key back, and no source says what a write does with the empty one that it gives in
    // its place. The one client that reports what it saw (loadsmart, Terraform) sends it back with all the other settings and
    // keeps its certificates; what a write lacks, on the other hand, JumpCloud is known to make anew.
    private static readonly bool SendsUnreadPrivateKey = true;

    /// <summary>The body that makes an application. Settings that are not in it start as the template has them.</summary>
    public static JObject NewApplication(SsoApplicationArgs args, ApplicationTemplate template)
    {
        var application = new JObject
        {
            ["name"] = template.Name,
            ["displayName"] = template.DisplayName,
            ["displayLabel"] = args.DisplayLabel.Value,
        };
        if (args.Description.IsKnown)
            application["description"] = args.Description.Value;

        // Left out, the application comes up inactive.
        application["active"] = args.Active.Or(true);
        application["ssoUrl"] = template.IsBookmark ? args.BookmarkUrl.Value : args.SsoIdpUrl.Value;
        application["sso"] = new JObject { ["type"] = template.SsoType, ["hidden"] = !args.ShowInUserPortal.Or(true) };
        if (args.Color.IsKnown)
        {
            application["color"] = args.Color.Value;
            application["logo"] = new JObject { ["color"] = args.Color.Value };
        }

        application["config"] = template.IsSaml ? SsoApplicationConfig.New(args, template) : [];
        return application;
    }

    /// <summary>
    /// The whole application with the changes of the program, and everything else as it was: the write is a full replacement.
    /// </summary>
    /// <param name="template">
    /// Needed where <see cref="SsoApplicationConfig.NeedsTemplate"/>; null where the catalog no longer has it.
    /// </param>
    public static JObject Merge(JObject live, SsoApplicationArgs news, SsoApplicationArgs olds, ApplicationTemplate? template)
    {
        var application = Body(live);
        application["displayLabel"] = news.DisplayLabel.Value;
        SetOrReset(application, "description", news.Description, olds.Description);
        application["active"] = news.Active.Or(true);
        Object(application, "sso")["hidden"] = !news.ShowInUserPortal.Or(true);
        SetColor(application, news.Color, olds.Color);
        if (news.BookmarkUrl.IsKnown)
            application["ssoUrl"] = news.BookmarkUrl.Value;
        else
            SsoApplicationConfig.Merge(Object(application, "config"), news, olds, template);
        return application;
    }

    /// <summary>A live application as it is written back.</summary>
    public static JObject Body(JObject live)
    {
        var body = (JObject)live.DeepClone();

        // The same id twice; only the other one is in the API's own description.
        if (body["_id"] is not null)
            body.Remove("id");
        if (!SendsUnreadPrivateKey && body.Text("config.idpPrivateKey.value") is null or "")
            body.Object("config")?.Remove(SamlSettings.IdpPrivateKey);
        return body;
    }

    /// <param name="args">The inputs that the state belongs to; null on import.</param>
    /// <param name="earlier">What is kept where nothing newer is known; null on import.</param>
    /// <param name="metadataXml">Null for a bookmark, and where it could not be read.</param>
    public static SsoApplicationState ToState(
        JObject application, SsoApplicationArgs? args, SsoApplicationState? earlier, ApplicationTemplate? template,
        string? metadataXml, Uri ssoHost)
    {
        var isBookmark = IsBookmark(application);
        var name = application.RequiredText("name");
        var config = application.Object("config") ?? [];
        var ssoUrl = application.RequiredText("ssoUrl");
        var state = new SsoApplicationState
        {
            ApplicationId = JumpCloudClient.IdOf(application),
            Template = args?.Template.OrDefault() is { } given && IsCalled(application, given, template, earlier) ? given : name,
            NamesOfTemplate = NamesOf(application, template, earlier),
            DisplayLabel = application.Text("displayLabel") ?? application.Text("displayName") ?? "",
            Description = application.Text("description") ?? "",
            Color = ColorOf(application),
            ShowInUserPortal = !(application.Flag("sso.hidden") ?? false),
            Active = application.Flag("active") ?? false,
            SsoIdpUrl = isBookmark ? null : SsoIdpUrl.FromService(ssoUrl, ssoHost),
            BookmarkUrl = isBookmark ? ssoUrl : null,
            Saml = isBookmark ? null : ReadSaml(application, config, args),
            OrganizationId = application.Text("organization") ?? earlier?.OrganizationId,
            SupportsProvisioning = template?.SupportsProvisioning ?? earlier?.SupportsProvisioning,
            DeletionPolicy = args?.DeletionPolicy.Or(SsoApplication.Refuse) ?? SsoApplication.Refuse,
            SupportsGroups = template?.SupportsGroups ?? earlier?.SupportsGroups,
        };
        return isBookmark ? state : WithIdentityProvider(state, application, config, metadataXml ?? earlier?.MetadataXml);
    }

    /// <summary>The same application, which has nothing in it that the state could not be read from.</summary>
    /// <exception cref="ApiException">It has.</exception>
    public static JObject Readable(JObject application, Uri ssoHost)
    {
        ToState(application, null, null, null, null, ssoHost);
        return application;
    }

    /// <summary>The certificate that the application signs with, as PEM; null where it tells none.</summary>
    public static string? CertificateOf(JObject application) =>
        SamlSettings.ValueOf(application.Object("config") ?? [], SamlSettings.IdpCertificate).Words() is
            { Length: > 0 } file
            ? PemText.FromFile(file)
            : null;

    public static bool IsBookmark(JObject application) =>
        application.Text("name") == ApplicationTemplate.BookmarkName
        || application.Text("sso.type") == "bookmark";

    // An administrator may have written another display name into the application.
    private static ImmutableArray<string> NamesOf(
        JObject application, ApplicationTemplate? template, SsoApplicationState? earlier) =>
        template is not null ? [template.Name, template.DisplayName]
        : earlier?.NamesOfTemplate is { IsEmpty: false } names ? names
        : [application.Text("name") ?? "", application.Text("displayName") ?? ""];

    private static bool IsCalled(
        JObject application, string text, ApplicationTemplate? template, SsoApplicationState? earlier) =>
        application.Text("name") == text || NamesOf(application, template, earlier).Contains(text);

    private static PropertyMap ReadSaml(JObject application, JObject config, SsoApplicationArgs? args)
    {
        var saml = SamlSettings.ReadConfig(config);
        return args?.SamlOrNone.IdpCertificate.IsPresent == true && CertificateOf(application) is { } certificate
            ? saml.With("idpCertificate", PropertyValue.Of(certificate))
            : saml;
    }

    private static SsoApplicationState WithIdentityProvider(
        SsoApplicationState state, JObject application, JObject config, string? metadataXml)
    {
        var metadata = metadataXml is null ? null : SamlMetadata.Parse(metadataXml);
        var pem = CertificateOf(application) ?? metadata?.Certificates.FirstOrDefault()?.Pem;
        var end = pem is null ? null : SamlCertificate.FromPem(pem)?.NotAfter;
        return state with
        {
            MetadataXml = metadataXml,
            IdpCertificate = pem,
            IdpCertificateExpiresAt = end is { } time ? TimeText.Of(time) : application.Text("sso.idpCertExpirationAt"),
            IdpEntityId = metadata is { EntityId.Length: > 0 }
                ? metadata.EntityId
                : SamlSettings.ValueOf(config, SamlSettings.IdpEntityId).Words(),
        };
    }

    private static string? ColorOf(JObject application)
    {
        var color = application.Text("logo.color") is { Length: > 0 } ofLogo
            ? ofLogo
            : application.Text("color");
        return color is not null && SsoApplication.Colors.Contains(color) ? color : null;
    }

    private static void SetColor(JObject application, Input<string> news, Input<string> olds)
    {
        SetOrReset(application, "color", news, olds);
        if (news.IsKnown || olds.IsPresent)
            SetOrReset(Object(application, "logo"), "color", news, olds);
    }

    private static void SetOrReset(JObject document, string name, Input<string> news, Input<string> olds)
    {
        if (news.IsKnown)
            document[name] = news.Value;
        else if (olds.IsPresent)
            document.Remove(name);
    }

    public static JObject Object(JObject document, string name)
    {
        if (document.Object(name) is not { } child)
            document[name] = child = [];
        return child;
    }
}
