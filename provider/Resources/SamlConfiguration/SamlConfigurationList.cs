using System.Collections.Immutable;
using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>The SAML organizations among those that the access token sees.</summary>
internal static class SamlConfigurationList
{
    public static readonly ImmutableArray<Property> Query = [new("organization", PropertyKind.String)];

    public static async IAsyncEnumerable<ListedResource> RunAsync(PropertyMap query, ListPlace from, OperationContext operation)
    {
        var pulumiCloud = operation.Clients.PulumiCloud
            ?? throw new UserErrorException(ErrorKind.FailedPrecondition, SamlConfiguration.NoAccessToken);
        IReadOnlyList<PulumiOrganizationName> organizations = query.Find("organization")?.AsString is { } login
            ? [new PulumiOrganizationName(login, login)]
            : await pulumiCloud.ListOrganizationsAsync(operation.Cancellation);
        for (var index = from.Outer; index < organizations.Count; index++)
        {
            var organization = organizations[index];
            if (await IsSamlAsync(organization.Login, pulumiCloud, operation))
                yield return new ListedResource(organization.Login, organization.Name, new ListPlace(index + 1));
        }
    }

    private static async ValueTask<bool> IsSamlAsync(
        string organization, PulumiCloudClient pulumiCloud, OperationContext operation)
    {
        if (!SamlConfigurationCheck.IsLoginName(organization))
            throw new UserErrorException(ErrorKind.InvalidArgument, $"organization {SamlConfigurationCheck.NotALoginName}");
        try
        {
            return (await pulumiCloud.ReadOrganizationMetadataAsync(organization, operation.Cancellation)).IsSaml;
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            throw new UserErrorException(
                ErrorKind.NotFound, SamlConfiguration.NoSuchOrganization(organization, operation.Clients.Config), exception);
        }
    }
}
