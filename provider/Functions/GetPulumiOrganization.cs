using System.Collections.Immutable;
using JumpCloud.Clients;
using JumpCloud.Core;
using JumpCloud.Resources;

namespace JumpCloud.Functions;

/// <summary>What a Pulumi Cloud organization is, may do, and is addressed by. See getPulumiOrganization.md.</summary>
internal sealed class GetPulumiOrganization : Function<string>
{
    private static readonly ImmutableArray<Property> FeatureFields =
    [
        new("saml", PropertyKind.Boolean),
        new("scim", PropertyKind.Boolean),
        new("teams", PropertyKind.Boolean),
    ];

    public override string Token => "jumpcloud:index:getPulumiOrganization";

    public override ImmutableArray<Property> Arguments { get; } = [new("organization", PropertyKind.String) { Required = true }];

    public override ImmutableArray<Property> Results { get; } =
    [
        new("organization", PropertyKind.String),
        new("kind", PropertyKind.String),
        new("userRole", PropertyKind.String),
        new("features", PropertyKind.Object) { Fields = FeatureFields, OutputOnly = true },
        new("memberCount", PropertyKind.Integer),
        new("samlAdmins", PropertyKind.List),
        new("acsUrl", PropertyKind.String),
        new("spEntityId", PropertyKind.String),
        new("relayState", PropertyKind.String),
        new("scimBaseUrl", PropertyKind.String),
        new("signInUrl", PropertyKind.String),
    ];

    protected override string ReadArgs(PropertyReader reader) => reader.String("organization").Or("");

    protected override void Check(string args, Failures failures)
    {
        if (args.Length > 0 && !SamlConfigurationCheck.IsLoginName(args))
            failures.Add("organization", SamlConfigurationCheck.NotALoginName);
    }

    protected override async ValueTask<PropertyMap> InvokeAsync(string args, OperationContext operation)
    {
        var pulumiCloud = operation.Clients.PulumiCloud
            ?? throw new UserErrorException(ErrorKind.FailedPrecondition, SamlConfiguration.NoAccessToken);
        var metadata = await ReadAsync(pulumiCloud, args, operation);
        var admins = metadata.IsSaml ? await pulumiCloud.ListSamlAdminsAsync(args, operation.Cancellation) : [];
        var addresses = new PulumiCloudAddresses(operation.Clients.Config.PulumiApiUrl, args);
        var answer = PropertyMap.Of(("organization", PropertyValue.Of(args)), ("kind", PropertyValue.Of(metadata.Kind)));
        if (metadata.UserRole is { } role)
            answer = answer.With("userRole", PropertyValue.Of(role));
        answer = answer.With("features", PropertyValue.Of(PropertyMap.Of(
            ("saml", PropertyValue.Of(metadata.HasSaml)),
            ("scim", PropertyValue.Of(metadata.HasScim)),
            ("teams", PropertyValue.Of(metadata.HasTeams)))));
        if (metadata.MemberCount is { } count)
            answer = answer.With("memberCount", PropertyValue.Of(count));
        return answer
            .With("samlAdmins", PropertyValue.Of(admins))
            .With("acsUrl", PropertyValue.Of(addresses.AcsUrl))
            .With("spEntityId", PropertyValue.Of(addresses.SpEntityId))
            .With("relayState", PropertyValue.Of(addresses.RelayState))
            .With("scimBaseUrl", PropertyValue.Of(addresses.ScimBaseUrl))
            .With("signInUrl", PropertyValue.Of(addresses.StartUrl));
    }

    private static async ValueTask<OrganizationMetadata> ReadAsync(
        PulumiCloudClient pulumiCloud, string organization, OperationContext operation)
    {
        try
        {
            return await pulumiCloud.ReadOrganizationMetadataAsync(organization, operation.Cancellation);
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            throw new UserErrorException(
                ErrorKind.NotFound, SamlConfiguration.NoSuchOrganization(organization, operation.Clients.Config), exception);
        }
    }
}
