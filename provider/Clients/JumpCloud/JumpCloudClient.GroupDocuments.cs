using System.Runtime.CompilerServices;
using JumpCloud.Core;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Clients;

/// <summary>
/// User groups as documents (v2 <c>/usergroups</c>). They are open-ended: an update is a full replacement, so what this provider
/// does not model must be sent back as it came.
/// </summary>
internal sealed partial class JumpCloudClient
{
    private readonly SharedLookup<JObject?> _groupDocuments;

    /// <param name="queryLanguage">Of the document's <c>memberQuery</c>; null for JumpCloud's default.</param>
    /// <exception cref="ApiException">
    /// With <see cref="ApiOutcome.Lost"/>: look with <see cref="FindUserGroupsNowAsync"/> first.
    /// </exception>
    public async Task<JObject> CreateUserGroupAsync(JObject group, string? queryLanguage, CancellationToken cancellation)
    {
        const string path = "api/v2/usergroups";
        return ExpectGroup(await SendAsync(Speaking(ApiRequest.Post(path, group), queryLanguage), cancellation));
    }

    /// <summary>The whole group, which a list does not give.</summary>
    public async Task<JObject> ReadUserGroupDocumentAsync(string id, CancellationToken cancellation)
    {
        var path = UserGroupPath(id);
        return ExpectGroup(await SendAsync(ApiRequest.Get(path), cancellation), id);
    }

    /// <summary>
    /// The whole group, or null where there is none; asked a few times, as one that was just made may not show yet. Operations of
    /// one command share the answer.
    /// </summary>
    public Task<JObject?> FindUserGroupDocumentAsync(string id, CancellationToken cancellation) =>
        _groupDocuments.GetAsync(id, token => LookForUserGroupAsync(id, token), cancellation);

    /// <summary>Replaces the whole group: what the document lacks is reset.</summary>
    /// <inheritdoc cref="CreateUserGroupAsync" path="/param"/>
    public async Task<JObject> UpdateUserGroupAsync(
        string id, JObject group, string? queryLanguage, CancellationToken cancellation)
    {
        var path = UserGroupPath(id);
        try
        {
            return ExpectGroup(await SendAsync(Speaking(ApiRequest.Put(path, group), queryLanguage), cancellation), id);
        }
        finally
        {
            ForgetGroup(id);
        }
    }

    public async Task DeleteUserGroupAsync(string id, CancellationToken cancellation)
    {
        try
        {
            await SendAsync(ApiRequest.Delete(UserGroupPath(id)), cancellation);
        }
        finally
        {
            ForgetGroup(id);
        }
    }

    /// <summary>The groups of exactly a name, as a list gives them now: for who must not rely on what was known before.</summary>
    public async Task<IReadOnlyList<UserGroup>> FindUserGroupsNowAsync(string name, CancellationToken cancellation)
    {
        // A comma separates filters, so a name with one cannot be asked for.
        var query = name.Contains(',', StringComparison.Ordinal) ? "?sort=name" : $"?filter={Escape($"name:eq:{name}")}";
        return await ListUserGroupsAsync(query, group => group.Name == name, cancellation);
    }

    /// <summary>The groups of exactly a name in the list that operations of one command share.</summary>
    public async Task<IReadOnlyList<UserGroup>> FindListedUserGroupsAsync(string name, CancellationToken cancellation) =>
        (await ReadUserGroupDirectoryAsync(cancellation)).Named(name);

    /// <summary>All groups by name, page by page as they are read.</summary>
    /// <param name="passed">How many to leave out at the start.</param>
    public async IAsyncEnumerable<UserGroup> ListUserGroupsAsync(
        int passed, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var document in ListV2Async("api/v2/usergroups?sort=name", passed, cancellation))
            yield return UserGroupOf(document);
    }

    /// <summary>The ids of the groups whose members a query alone decides on.</summary>
    public async Task<IReadOnlySet<string>> ListAutomatedUserGroupsAsync(CancellationToken cancellation)
    {
        // A list's rows do not tell, its filter does.
        var filter = Escape("membershipMethod:eq:DYNAMIC_AUTOMATED");
        var groups = await ListUserGroupsAsync($"?sort=name&filter={filter}", _ => true, cancellation);
        return groups.Select(group => group.Id).ToHashSet(StringComparer.Ordinal);
    }

    private void ForgetGroup(string id)
    {
        _userGroups.Forget("all");
        _groupDocuments.Forget(id);
        _groupMembers.Forget(id);
        _memberCounts.Forget(id);
        _boundApplications.Forget(id);
    }

    private async Task<JObject?> LookForUserGroupAsync(string id, CancellationToken cancellation)
    {
        JObject? group = null;
        await Patience.ShowsAsync([0, 0.25, 0.5, 1, 2], IsThereAsync, _time, cancellation);
        return group;

        async ValueTask<bool> IsThereAsync()
        {
            try
            {
                group = await ReadUserGroupDocumentAsync(id, cancellation);
                return true;
            }
            catch (ApiException exception) when (exception.IsNotFound)
            {
                return false;
            }
        }
    }

    private static JObject ExpectGroup(ApiResponse response, string? id = null) =>
        Expect(response, id, "with a user group that has no id", "with a user group of another id");

    private static ApiRequest Speaking(ApiRequest request, string? queryLanguage) => queryLanguage is null
        ? request
        : request with { Headers = new Dictionary<string, string> { ["x-query-dsl"] = queryLanguage } };
}
