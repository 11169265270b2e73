using System.Collections.Immutable;
using System.Text.RegularExpressions;
using JumpCloud.Clients;
using JumpCloud.Core;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Resources;

/// <summary>An application of JumpCloud's catalog, a custom SAML application, or a bookmark. See SsoApplication.md.</summary>
internal sealed partial class SsoApplication : Resource<SsoApplicationArgs, SsoApplicationState>, IListable
{
    /// <summary>The colours that JumpCloud offers (official specs).</summary>
    public static readonly ImmutableArray<string> Colors =
    [
        "#202D38", "#005466", "#3E8696", "#006CAC", "#0617AC", "#7C6ADA",
        "#D5779D", "#9E2F00", "#FFB000", "#58C469", "#57C49F", "#FF6C03",
    ];

    public const string Refuse = "refuse";

    private const string Force = "force";

    private static readonly ImmutableArray<Property> AttributeFields =
    [
        new("name", PropertyKind.String) { Required = true },
        new("value", PropertyKind.String) { Required = true },
    ];

    /// <summary>What is under <c>saml</c>.</summary>
    public static readonly ImmutableArray<Property> SamlFields =
    [
        new("idpEntityId", PropertyKind.String),
        new("spEntityId", PropertyKind.String),
        new("acsUrls", PropertyKind.List),
        new("defaultRelayState", PropertyKind.String),
        new("loginUrl", PropertyKind.String),
        new("nameId", PropertyKind.Object)
        {
            Fields = [new("attribute", PropertyKind.String), new("format", PropertyKind.String)],
        },
        new("signatureAlgorithm", PropertyKind.String),
        new("signAssertion", PropertyKind.Boolean),
        new("signResponse", PropertyKind.Boolean),
        new("declareRedirectEndpoint", PropertyKind.Boolean),
        new("groupsAttribute", PropertyKind.String),
        new("userAttributes", PropertyKind.List) { Fields = AttributeFields, Unordered = true },
        new("constantAttributes", PropertyKind.List) { Fields = AttributeFields, Unordered = true },
        new("idpCertificate", PropertyKind.String) { Same = IsSameCertificate },
        new("idpPrivateKey", PropertyKind.String) { Secret = true, WriteOnly = true },
        new("spCertificate", PropertyKind.String) { Same = IsSameCertificate },
    ];

    public override string Token => "jumpcloud:index:SsoApplication";

    public override ImmutableArray<Property> Properties { get; } =
    [
        new("template", PropertyKind.String) { Required = true, Replace = true },
        new("displayLabel", PropertyKind.String) { Required = true },
        new("description", PropertyKind.String) { MaxLength = 256 },
        new("logo", PropertyKind.Asset) { WriteOnly = true, Same = LogoImage.IsSame },
        new("color", PropertyKind.String) { Allowed = Colors },
        new("showInUserPortal", PropertyKind.Boolean) { Default = PropertyValue.True },
        new("active", PropertyKind.Boolean) { Default = PropertyValue.True },
        new("ssoIdpUrl", PropertyKind.String) { Replace = true },
        new("bookmarkUrl", PropertyKind.String),
        new("placeholders", PropertyKind.Map) { WriteOnly = true },
        new("saml", PropertyKind.Object) { Fields = SamlFields },
        new("deletionPolicy", PropertyKind.String)
        {
            WriteOnly = true, Allowed = [Refuse, Force], Default = PropertyValue.Of(Refuse),
        },
        new("applicationId", PropertyKind.String) { OutputOnly = true },
        new("metadataXml", PropertyKind.String) { OutputOnly = true },
        new("idpCertificate", PropertyKind.String) { OutputOnly = true },
        new("idpCertificateExpiresAt", PropertyKind.String) { OutputOnly = true },
        new("idpEntityId", PropertyKind.String) { OutputOnly = true },
        new("organizationId", PropertyKind.String) { OutputOnly = true },
        new("supportsProvisioning", PropertyKind.Boolean) { OutputOnly = true },
        new("supportsGroups", PropertyKind.Boolean) { OutputOnly = true },
    ];

    public ImmutableArray<Property> Query => SsoApplicationList.Query;

    /// <summary>Whether the name or display name is the bookmark's, for when the catalog cannot be asked.</summary>
    public static bool IsBookmark(string template) => template is ApplicationTemplate.BookmarkName or "Bookmark";

    public static string EndingSoon(DateTimeOffset end) =>
        $"The application's certificate ends on {TimeText.Day(end)}; sign-in stops then, unless the service provider "
            + "has the metadata of a new one by that day.";

    /// <summary>A template's name and its display name mean the same: not a reason to replace the application.</summary>
    public override DiffResult Diff(DiffRequest request)
    {
        var diff = base.Diff(request);
        var names = request.OldOutputs.Find(SsoApplicationState.TemplateNames)?.AsList ?? [];
        return IsNamed(request.OldInputs) && IsNamed(request.News)
            ? diff with { Changes = [.. diff.Changes.Where(change => change.Path != "template")] }
            : diff;

        bool IsNamed(PropertyMap inputs) => inputs.Find("template") is { } template && names.Contains(template);
    }

    public IAsyncEnumerable<ListedResource> ListAsync(PropertyMap query, ListPlace from, OperationContext operation) =>
        SsoApplicationList.RunAsync(query, from, operation);

    protected override SsoApplicationArgs ReadArgs(PropertyReader reader) => SsoApplicationArgs.Read(reader);

    protected override SsoApplicationState ReadState(PropertyReader reader) => SsoApplicationState.Read(reader);

    protected override PropertyMap WriteState(SsoApplicationState state) => state.Write();

    protected override ValueTask CheckAsync(CheckDraft<SsoApplicationArgs> draft, OperationContext operation) =>
        new SsoApplicationCheck(draft, operation).RunAsync();

    protected override async ValueTask<PropertyMap> PlanCreateAsync(SsoApplicationArgs args, OperationContext operation) =>
        await SsoApplicationPlan.CreateAsync(args, operation);

    protected override async ValueTask<Created<SsoApplicationState>> CreateAsync(
        SsoApplicationArgs args, OperationContext operation)
    {
        var template = await RequireTemplateAsync(args.Template.Value, operation);
        var application = await SsoApplicationCreation.MakeAsync(SsoApplicationMapping.NewApplication(args, template), operation);
        var id = JumpCloudClient.IdOf(application);
        var completion = new SsoApplicationCompletion(id, application, operation);
        await completion.UploadLogoAsync(args.Logo);
        return new Created<SsoApplicationState>(id, await completion.FinishAsync(args, null, template));
    }

    protected override async ValueTask<Created<SsoApplicationState>?> ReadAsync(
        string id, SsoApplicationArgs? olds, SsoApplicationState? state, OperationContext operation)
    {
        if (!Id().IsMatch(id))
        {
            throw new UserErrorException(
                ErrorKind.InvalidArgument,
                $"\"{id}\" is not the id of an application: expected 24 hexadecimal characters, as in the address of the "
                    + "application in the Admin Portal");
        }

        try
        {
            var application = await operation.Clients.JumpCloud.ReadApplicationAsync(id, operation.Cancellation);
            var template = olds is null ? await ImportTemplateAsync(application, operation) : null;
            var hasLogo = olds?.Logo.IsPresent == true;
            var completion = new SsoApplicationCompletion(id, application, operation)
            {
                Logo = new LogoOutcome(hasLogo && state?.IsLogoMissing == true, hasLogo ? null : state?.Logo),
            };
            var live = await completion.FinishAsync(olds, state, template);
            if (EndIfSoon(live, operation) is { } soon)
                await operation.Log.WarningAsync(EndingSoon(soon));
            return new Created<SsoApplicationState>(JumpCloudClient.IdOf(application), live);
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            return null;
        }
    }

    protected override async ValueTask<PropertyMap> PlanUpdateAsync(
        string id, SsoApplicationArgs news, SsoApplicationArgs olds, SsoApplicationState state, PropertyMap known,
        OperationContext operation)
    {
        // Check has looked at a certificate of the program's own.
        if (!news.SamlOrNone.IdpCertificate.IsPresent && EndIfSoon(state, operation) is { } soon)
            await operation.ForewarnAsync(EndingSoon(soon));
        return SsoApplicationPlan.Update(news, olds, state, known);
    }

    protected override async ValueTask<SsoApplicationState> UpdateAsync(
        string id, SsoApplicationArgs news, SsoApplicationArgs olds, SsoApplicationState state, OperationContext operation)
    {
        var live = await SsoApplicationUpdate.RunAsync(id, news, olds, state, operation);
        var completion = new SsoApplicationCompletion(id, live, operation);
        await completion.ChangeLogoAsync(news, olds, state);
        return await completion.FinishAsync(news, state, null);
    }

    protected override async ValueTask DeleteAsync(
        string id, SsoApplicationArgs olds, SsoApplicationState state, OperationContext operation)
    {
        var jumpCloud = operation.Clients.JumpCloud;
        if (jumpCloud.IsAdopted(id))
        {
            await operation.Log.InfoAsync(
                $"The application {state.DisplayLabel} ({id}) stays: another resource of this program has taken it over.");
            return;
        }

        try
        {
            if (olds.DeletionPolicy.Or(Refuse) != Force && await jumpCloud.IsProvisioningActiveAsync(id, operation.Cancellation))
            {
                throw new UserErrorException(
                    ErrorKind.FailedPrecondition,
                    $"The application {state.DisplayLabel} ({id}) still has Identity Management active, which this program did "
                        + "not remove; deleting it would stop the provisioning of its users and groups. "
                    + "Deactivate Identity Management in the Admin Portal (SSO Applications, the application, Identity "
                    + "Management), or set deletionPolicy to force and run up before the application is deleted.");
            }

            await jumpCloud.DeleteApplicationAsync(id, operation.Cancellation);
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            await operation.Log.DebugAsync($"The application {id} was gone already.");
        }
    }

    private static async ValueTask<ApplicationTemplate> RequireTemplateAsync(string name, OperationContext operation) =>
        await operation.Clients.JumpCloud.FindApplicationTemplateAsync(name, operation.Cancellation)
        ?? throw new UserErrorException(ErrorKind.NotFound, $"The template {name} is not in JumpCloud's catalog");

    private static async ValueTask<ApplicationTemplate?> ImportTemplateAsync(JObject application, OperationContext operation)
    {
        if (application.Text("sso.type") == "oidc")
        {
            throw new UserErrorException(
                ErrorKind.FailedPrecondition,
                $"The application {application.Text("displayLabel")} signs in with OIDC; only SAML applications and "
                    + "bookmarks can be managed");
        }

        var name = application.Text("name") ?? "";
        return await operation.Clients.JumpCloud.FindApplicationTemplateAsync(name, operation.Cancellation);
    }

    private static DateTimeOffset? EndIfSoon(SsoApplicationState state, OperationContext operation) =>
        state.IdpCertificate is { } pem && SamlCertificate.FromPem(pem)?.NotAfter is { } end
        && end - operation.Time.GetUtcNow() <= SamlMetadataRules.SoonEnding
            ? end
            : null;

    private static bool IsSameCertificate(PropertyValue left, PropertyValue right) =>
        left.AsString is { } one && right.AsString is { } other && PemText.IsSameCertificate(one, other);

    [GeneratedRegex(@"^[0-9a-fA-F]{24}\z")]
    private static partial Regex Id();
}
