using System.Collections.Immutable;
using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>The applications that a user group gives access to, by label.</summary>
internal sealed record BoundApplications(ImmutableArray<IntegratedApplication> All)
{
    public ImmutableArray<IntegratedApplication> Provisioning => [.. All.Where(application => application.IsProvisioning)];

    /// <summary>As JumpCloud has them now.</summary>
    public static async ValueTask<BoundApplications> ReadAsync(string userGroupId, OperationContext operation)
    {
        var ids = await operation.Clients.JumpCloud.ListBoundApplicationsAsync(userGroupId, operation.Cancellation);
        return await ReadAsync(ids, async id => await new LiveConnection(id, operation).FindAsync());
    }

    /// <summary>For a message: operations of one command share what is asked.</summary>
    public static async ValueTask<BoundApplications> ReadSharedAsync(string userGroupId, OperationContext operation)
    {
        var jumpCloud = operation.Clients.JumpCloud;
        var ids = await jumpCloud.ListSharedApplicationsAsync(userGroupId, operation.Cancellation);
        return await ReadAsync(ids, id => jumpCloud.FindIntegratedApplicationAsync(id, operation.Cancellation));
    }

    public static string Names(IEnumerable<IntegratedApplication> applications) =>
        string.Join(", ", applications.Select(application => application.Label));

    private static async ValueTask<BoundApplications> ReadAsync(
        IEnumerable<string> ids, Func<string, Task<IntegratedApplication?>> find)
    {
        var all = new List<IntegratedApplication>();
        foreach (var id in ids)
        {
            // One that was deleted since the list was made gives nobody access.
            if (await find(id) is { } application)
                all.Add(application);
        }

        return new BoundApplications([.. all.OrderBy(application => application.Label, StringComparer.Ordinal)]);
    }
}
