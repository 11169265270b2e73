using System.Collections.Immutable;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>The bindings of one application, or of all, one application after the other.</summary>
internal static class GroupBindingList
{
    public static readonly ImmutableArray<Property> Query = [new("applicationId", PropertyKind.String)];

    public static async IAsyncEnumerable<ListedResource> RunAsync(PropertyMap query, ListPlace from, OperationContext operation)
    {
        if (query.Find("applicationId")?.AsString is { } id)
        {
            var application = await JumpCloudId.RequireApplicationAsync(id, operation);
            await foreach (var binding in BindingsAsync(application.Id, application.Label, from, operation))
                yield return binding;
            yield break;
        }

        var place = from;
        var applications = operation.Clients.JumpCloud.ListApplicationsAsync(null, from.Outer, operation.Cancellation);
        await foreach (var application in applications)
        {
            await foreach (var binding in BindingsAsync(application.Id, application.Label, place, operation))
                yield return binding;
            place = new ListPlace(place.Outer + 1);
        }
    }

    private static async IAsyncEnumerable<ListedResource> BindingsAsync(
        string applicationId, string label, ListPlace from, OperationContext operation)
    {
        var jumpCloud = operation.Clients.JumpCloud;
        var place = from;
        await foreach (var groupId in jumpCloud.ListBoundUserGroupsAsync(applicationId, from.Inner, operation.Cancellation))
        {
            place = place with { Inner = place.Inner + 1 };

            // Null where the group is gone, and its binding with it.
            if (await jumpCloud.FindUserGroupAsync(groupId, operation.Cancellation) is not { } group)
                continue;
            var id = new GroupBindingId(applicationId, group.Id);
            yield return new ListedResource(id.ToString(), $"{label} / {group.Name}", place);
        }
    }
}
