using System.Collections.Immutable;
using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>
/// The SAML configuration of a Pulumi Cloud organization: one of a kind, adopted and not made. See SamlConfiguration.md.
/// </summary>
internal sealed class SamlConfiguration : Resource<SamlConfigurationArgs, SamlConfigurationState>, IListable
{
    public const string NoAccessToken =
        "Pulumi Cloud needs an access token: set pulumiAccessToken in the provider's configuration (pulumi config set --secret "
            + "jumpcloud:pulumiAccessToken) or the environment variable PULUMI_ACCESS_TOKEN";

    public const string Forget = "forget";

    public const string Restore = "restore";

    public override string Token => "jumpcloud:index:SamlConfiguration";

    public override ImmutableArray<Property> Properties { get; } =
    [
        new("organization", PropertyKind.String) { Required = true, Replace = true },
        new("idpMetadataXml", PropertyKind.String) { Required = true, Same = IsSameMetadata },
        new("onDelete", PropertyKind.String)
        {
            WriteOnly = true, Allowed = [Forget, Restore], Default = PropertyValue.Of(Forget),
        },
        new("entityId", PropertyKind.String) { OutputOnly = true },
        new("ssoUrl", PropertyKind.String) { OutputOnly = true },
        new("nameIdFormat", PropertyKind.String) { OutputOnly = true },
        new("validUntil", PropertyKind.String) { OutputOnly = true },
        new("acsUrl", PropertyKind.String) { OutputOnly = true },
        new("spEntityId", PropertyKind.String) { OutputOnly = true },
        new("relayState", PropertyKind.String) { OutputOnly = true },
        new("scimBaseUrl", PropertyKind.String) { OutputOnly = true },
        new("previousIdpMetadataXml", PropertyKind.String) { OutputOnly = true },
    ];

    public ImmutableArray<Property> Query => SamlConfigurationList.Query;

    /// <summary>Why an organization has no SAML configuration to write to, and what to do; null when it has one.</summary>
    public static string? WhyNotSaml(string organization, OrganizationMetadata metadata) => metadata switch
    {
        { IsSaml: true } => null,
        { HasSaml: true } => $"{organization} is not a SAML organization yet, and Pulumi Cloud has no API to make it one. "
            + "In the Pulumi Cloud console open Settings > Access Management > Other > Membership Requirements > Change "
            + "requirements, choose SAML SSO, Next, "
            + "paste the application's metadata XML, Apply changes; then run this again",
        _ => $"{organization} is not a SAML organization, and its edition has no SAML single sign-on; it needs one that has, "
            + "Pro or above at the time of writing",
    };

    public static string NoSuchOrganization(string organization, ProviderConfig config) =>
        $"{organization} is not an organization that {config.PulumiCredentialName} can see; give its login name as in "
            + "https://app.pulumi.com/<name>, in the right case";

    protected override ConfiguredService Service => ConfiguredService.PulumiCloud;

    public IAsyncEnumerable<ListedResource> ListAsync(PropertyMap query, ListPlace from, OperationContext operation) =>
        SamlConfigurationList.RunAsync(query, from, operation);

    protected override SamlConfigurationArgs ReadArgs(PropertyReader reader) => SamlConfigurationArgs.Read(reader);

    protected override SamlConfigurationState ReadState(PropertyReader reader) => SamlConfigurationState.Read(reader);

    protected override PropertyMap WriteState(SamlConfigurationState state) => state.Write();

    protected override ValueTask CheckAsync(CheckDraft<SamlConfigurationArgs> draft, OperationContext operation) =>
        new SamlConfigurationCheck(draft, operation).RunAsync();

    protected override async ValueTask<PropertyMap> PlanCreateAsync(SamlConfigurationArgs args, OperationContext operation)
    {
        if (args.Organization.IsKnown)
            await Write(args.Organization.Value, operation).WarnOfReplacementAsync(args.IdpMetadataXml);
        return SamlConfigurationMapping.Plan(args, operation.Clients.Config.PulumiApiUrl);
    }

    protected override async ValueTask<Created<SamlConfigurationState>> CreateAsync(
        SamlConfigurationArgs args, OperationContext operation)
    {
        var organization = args.Organization.Value;
        return new Created<SamlConfigurationState>(organization, await Write(organization, operation).EnsureAsync(args, null));
    }

    protected override async ValueTask<Created<SamlConfigurationState>?> ReadAsync(
        string id, SamlConfigurationArgs? olds, SamlConfigurationState? state, OperationContext operation)
    {
        if (!SamlConfigurationCheck.IsLoginName(id))
        {
            throw new UserErrorException(
                ErrorKind.InvalidArgument,
                $"\"{id}\" is not the login name of an organization: expected the name in https://app.pulumi.com/<name>");
        }

        try
        {
            var live = await Client(operation).ReadSamlOrganizationAsync(id, operation.Cancellation);
            return new Created<SamlConfigurationState>(id, Write(id, operation).Accepted(live, olds, state?.PreviousIdpMetadataXml));
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            return null;
        }
    }

    protected override ValueTask<PropertyMap> PlanUpdateAsync(
        string id, SamlConfigurationArgs news, SamlConfigurationArgs olds, SamlConfigurationState state, PropertyMap known,
        OperationContext operation)
    {
        var isKept = news.IdpMetadataXml.IsKnown && SamlMetadata.HaveSameMeaning(news.IdpMetadataXml.Value, state.IdpMetadataXml);
        if (isKept)
            return new(known);
        var plan = SamlConfigurationMapping.Plan(news, operation.Clients.Config.PulumiApiUrl);
        return new(known.Merge(plan.Without("previousIdpMetadataXml")));
    }

    protected override async ValueTask<SamlConfigurationState> UpdateAsync(
        string id, SamlConfigurationArgs news, SamlConfigurationArgs olds, SamlConfigurationState state,
        OperationContext operation) =>
        await Write(id, operation).EnsureAsync(news, state);

    protected override async ValueTask DeleteAsync(
        string id, SamlConfigurationArgs olds, SamlConfigurationState state, OperationContext operation)
    {
        if (olds.OnDelete.Or(Forget) != Restore)
        {
            await operation.Log.WarningAsync(
                $"{id} stays a SAML organization with this metadata: Pulumi Cloud has no API to turn SAML off. Nobody can sign "
                    + "in through an application that is deleted; change the membership requirements in the console first if "
                    + "people still need to.");
            return;
        }

        await Write(id, operation).RestoreAsync(state);
    }

    private static SamlConfigurationWrite Write(string organization, OperationContext operation) =>
        new(organization, Client(operation), operation);

    private static PulumiCloudClient Client(OperationContext operation) =>
        operation.Clients.PulumiCloud ?? throw new UserErrorException(ErrorKind.FailedPrecondition, NoAccessToken);

    private static bool IsSameMetadata(PropertyValue left, PropertyValue right) =>
        left.AsString is { } one && right.AsString is { } other && SamlMetadata.HaveSameMeaning(one, other);
}
