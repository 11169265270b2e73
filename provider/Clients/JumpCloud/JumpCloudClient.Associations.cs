using System.Runtime.CompilerServices;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Clients;

/// <summary>A user whom an application is bound to, and by which ways (v2 traversal: every way is told).</summary>
/// <param name="UserGroupIds">The bound groups that the user is in.</param>
internal sealed record ApplicationUser(string Id, IReadOnlySet<string> UserGroupIds, bool IsBoundDirectly);

/// <summary>Which user groups are bound to an application (v2 associations: the direct ones only).</summary>
internal sealed partial class JumpCloudClient
{
    private const string UserGroupType = "user_group";
    private const string ApplicationType = "application";

    private readonly SharedLookup<IReadOnlySet<string>> _boundUserGroups;

    /// <summary>
    /// The ids of all groups that are bound to an application. Operations of one command share one list, which a change of ours
    /// ends; it may be older than a change by somebody else, but not by more than half a minute.
    /// </summary>
    public Task<IReadOnlySet<string>> ListBoundUserGroupsAsync(string applicationId, CancellationToken cancellation) =>
        _boundUserGroups.GetAsync(applicationId, async token =>
        {
            IReadOnlySet<string> ids = await ListTargetsAsync(
                $"{ApplicationAssociationsPath(applicationId)}?targets={UserGroupType}", UserGroupType, token);
            return ids;
        }, cancellation);

    /// <summary>Whether a group is bound to an application now. Asks the group's side: a group has few applications.</summary>
    public async Task<bool> IsUserGroupBoundAsync(string applicationId, string userGroupId, CancellationToken cancellation)
    {
        var applications = await ListBoundApplicationsAsync(userGroupId, cancellation);
        return applications.Contains(applicationId);
    }

    /// <summary>The ids of the applications that a group is bound to; none for a group that is gone.</summary>
    public async Task<IReadOnlySet<string>> ListBoundApplicationsAsync(string userGroupId, CancellationToken cancellation)
    {
        try
        {
            var path = $"{UserGroupPath(userGroupId)}/associations?targets={ApplicationType}";
            return await ListTargetsAsync(path, ApplicationType, cancellation);
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            return new HashSet<string>();
        }
    }

    /// <summary>All users whom an application is bound to, directly or by a group.</summary>
    public async IAsyncEnumerable<ApplicationUser> ListApplicationUsersAsync(
        string applicationId, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var user in ListV2Async($"api/v2/applications/{Segment(applicationId)}/users", cancellation))
        {
            var groups = new HashSet<string>(StringComparer.Ordinal);
            var isDirect = false;
            foreach (var path in user["paths"] as JArray ?? [])
            {
                groups.UnionWith(path.Objects()
                    .Where(step => step.Text("to.type") == UserGroupType)
                    .Select(step => step.RequiredText("to.id")));
                isDirect |= path.Count() == 1;
            }

            yield return new ApplicationUser(RequiredIdOf(user), groups, isDirect);
        }
    }

    /// <summary>Binds a group to an application; false when it was bound already.</summary>
    public async Task<bool> AddUserGroupAssociationAsync(string applicationId, string userGroupId, CancellationToken cancellation)
    {
        try
        {
            await ChangeAssociationAsync(applicationId, userGroupId, "add", cancellation);
            return true;
        }
        catch (ApiException exception) when (exception.IsConflict)
        {
            return false;
        }
    }

    /// <summary>Unbinds a group from an application; false when it was not bound, or one of the two is gone.</summary>
    public async Task<bool> RemoveUserGroupAssociationAsync(
        string applicationId, string userGroupId, CancellationToken cancellation)
    {
        try
        {
            await ChangeAssociationAsync(applicationId, userGroupId, "remove", cancellation);
            return true;
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            return false;
        }
    }

    // Carried out twice, either change is answered with an error that means success: a lost answer can be repeated.
    private async Task ChangeAssociationAsync(
        string applicationId, string userGroupId, string operation, CancellationToken cancellation)
    {
        var body = new JObject { ["op"] = operation, ["type"] = UserGroupType, ["id"] = userGroupId };
        try
        {
            var request = ApiRequest.Post(ApplicationAssociationsPath(applicationId), body) with { IsRepeatable = true };
            await SendAsync(request, cancellation);
        }
        finally
        {
            _boundUserGroups.Forget(applicationId);
            _boundApplications.Forget(userGroupId);
        }
    }

    private async Task<HashSet<string>> ListTargetsAsync(string path, string type, CancellationToken cancellation)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var association in ListV2Async(path, cancellation))
        {
            if (association.RequiredText("to.type") == type)
                ids.Add(association.RequiredText("to.id"));
        }

        return ids;
    }

    private static string ApplicationAssociationsPath(string applicationId) =>
        $"api/v2/applications/{Segment(applicationId)}/associations";
}
