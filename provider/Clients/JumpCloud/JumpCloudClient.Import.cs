using System.Globalization;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Clients;

/// <summary>A user of a service provider, as it can be imported (v2 <c>importUser</c>).</summary>
/// <param name="Id">At the service provider.</param>
/// <param name="Document">All that JumpCloud gives of it; never changed.</param>
internal sealed record ImportUser(string Id, string Username, string Email, string FirstName, string LastName, JObject Document);

/// <summary>Where a list of importable users goes on.</summary>
/// <param name="Skip">Users before it.</param>
/// <param name="TotalCount">As the first page told it; null where it did not.</param>
/// <param name="Session">The first page's <c>session_id</c>; empty where there is none.</param>
/// <param name="Cursor">The <c>cursor</c> of the page before; empty where the list does not go by one.</param>
internal sealed record ImportPosition(int Skip, int? TotalCount, string Session, string Cursor)
{
    public static readonly ImportPosition Start = new(0, null, "", "");
}

/// <param name="Next">Null at the end of the list.</param>
internal sealed record ImportPage(IReadOnlyList<ImportUser> Users, int? TotalCount, ImportPosition? Next);

/// <summary>One user's part of a bulk job (v2 <c>/bulk/users/{job}/results</c>).</summary>
/// <param name="Username">Empty where the answer does not tell.</param>
/// <param name="Status">JumpCloud's word; which there are is published nowhere.</param>
internal sealed record BulkResult(string Username, string Email, string Status, string Message);

/// <summary>What can be imported from an application, and the bulk job that makes users.</summary>
internal sealed partial class JumpCloudClient
{
    /// <summary>The most users of a page, and of a bulk job of this provider's.</summary>
    public const int MostImportUsers = PageSize;

    /// <summary>
    /// A page of the users that the service provider has, read from it through the active connection. The list goes by
    /// <c>cursor</c> where the answers have one, otherwise by <c>skip</c>.
    /// </summary>
    /// <param name="limit">At most so many, up to <see cref="MostImportUsers"/>; the service provider may give fewer.</param>
    public async Task<ImportPage> ListImportUsersAsync(
        string applicationId, ImportPosition position, int limit, CancellationToken cancellation)
    {
        var path = $"api/v2/applications/{Segment(applicationId)}/import/users";
        var response = await SendAsync(ApiRequest.Get(path + Query(position, limit)), cancellation);
        var answer = response.Object;

        // An empty list may be left out of an answer, but an answer that says nothing at all is not the end of a list.
        if (answer.Count == 0 && (position == ImportPosition.Start || position.Skip < position.TotalCount))
            throw response.Instead("list of users");
        var users = answer.Objects("users").Select(ImportUserOf).ToList();

        // Whoever keeps a user would keep all others of its page.
        (answer["users"] as JArray)?.Clear();
        if (position.Skip > PageWatch.MostPages * PageSize)
            throw response.Origin.Unusable($"with more than {PageWatch.MostPages} pages of a list");
        var total = position.TotalCount ?? (answer.Integer("total_count") is > 0 and var count ? count : null);
        var next = new ImportPosition(
            position.Skip + users.Count,
            total,
            position.Session.Length > 0 ? position.Session : answer.Words("session_id") ?? "",
            answer.Words("cursor") ?? "");
        if (users.Count > 0 && next.Cursor.Length > 0 && next.Cursor == position.Cursor)
            throw response.Origin.Unusable("with the cursor that it was asked with, so that its list has no end");
        return new ImportPage(users, total, IsEnd(position, next, limit) ? null : next);
    }

    /// <summary>Has users made by a job, at most <see cref="MostImportUsers"/>; who is there already fails alone.</summary>
    /// <param name="users">As v1's users are written.</param>
    /// <param name="suppressEmail">Whether nobody gets JumpCloud's mail of welcome.</param>
    /// <returns>The job's id.</returns>
    /// <exception cref="ApiException">With <see cref="ApiOutcome.Lost"/> the job may have been begun.</exception>
    public async Task<string> CreateBulkUsersAsync(JArray users, bool suppressEmail, CancellationToken cancellation)
    {
        var path = $"api/v2/bulk/users?suppressEmail={(suppressEmail ? "true" : "false")}";
        var request = ApiRequest.Post(path, users) with
        {
            Headers = new Dictionary<string, string> { ["creation-source"] = "jumpcloud:scim" },
        };
        var response = await SendAsync(request, cancellation);
        return response.Object.Words("jobId") is { Length: > 0 } job ? job : throw response.Origin.Unusable("without a jobId");
    }

    /// <summary>How far a job of at most <see cref="MostImportUsers"/> users is.</summary>
    public async Task<IReadOnlyList<BulkResult>> ListBulkResultsAsync(string jobId, CancellationToken cancellation)
    {
        var path = $"api/v2/bulk/users/{Segment(jobId)}/results?limit={PageSize}";
        var results = (await SendAsync(ApiRequest.Get(path), cancellation)).List;
        return [.. results.Objects().Select(result => new BulkResult(
            result.Words("persistedFields.username") ?? "",
            result.Words("persistedFields.email") ?? "",
            result.Words("status") ?? "",
            _secrets.Scrub(result.Words("statusMsg") ?? "")))];
    }

    private static string Query(ImportPosition position, int limit)
    {
        var query = $"?limit={Number(limit)}";
        if (position == ImportPosition.Start)
            return $"{query}&isCount=true";
        query += position.Cursor.Length > 0
            ? $"&isCursor=true&cursor={Escape(position.Cursor)}"
            : $"&skip={Number(position.Skip)}";
        return position.Session.Length > 0 ? $"{query}&sessionId={Escape(position.Session)}" : query;
    }

    // A service provider may give smaller pages than it is asked for, so only the total, or an empty page, ends a list for sure.
    private static bool IsEnd(ImportPosition position, ImportPosition next, int limit)
    {
        var count = next.Skip - position.Skip;
        if (count == 0 || next.Cursor.Length > 0)
            return count == 0;
        return position.Cursor.Length > 0 || (next.TotalCount is { } total ? next.Skip >= total : count < limit);
    }

    private static ImportUser ImportUserOf(JObject document) => new(
        document.Words("id") ?? "",
        document.Words("username") ?? "",
        document.Words("email") ?? "",
        document.Words("firstname") ?? "",
        document.Words("lastname") ?? "",
        document);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
