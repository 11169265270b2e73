using System.Collections.Immutable;
using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>
/// The applications whose Identity Management is active. Each one that could have it is read: whether the list of applications
/// tells is documented nowhere.
/// </summary>
internal static class IdmIntegrationList
{
    public static readonly ImmutableArray<Property> Query = [new("applicationId", PropertyKind.String)];

    public static async IAsyncEnumerable<ListedResource> RunAsync(PropertyMap query, ListPlace from, OperationContext operation)
    {
        var place = new ListPlace(from.Outer + 1);
        if (query.Find("applicationId")?.AsString is { } id)
        {
            var application = await JumpCloudId.RequireApplicationAsync(id, operation);
            if (application.IsProvisioning && from.Outer == 0)
                yield return new ListedResource(application.Id, application.Label, place);
            yield break;
        }

        var applications = operation.Clients.JumpCloud.ListApplicationsAsync(null, from.Outer, operation.Cancellation);
        await foreach (var listed in applications)
        {
            if (listed.Template != ApplicationTemplate.BookmarkName
                && await new LiveConnection(listed.Id, operation).FindAsync() is { IsProvisioning: true } application)
            {
                yield return new ListedResource(application.Id, application.Label, place);
            }

            place = new ListPlace(place.Outer + 1);
        }
    }
}
