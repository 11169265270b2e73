using Newtonsoft.Json.Linq;

namespace JumpCloud.Clients;

/// <summary>An application as a search sees it.</summary>
/// <param name="Label">The administrator's name for it. It need not be unique.</param>
/// <param name="Template">The catalog's name, such as <c>pulumi</c>.</param>
internal sealed record ApplicationName(string Id, string Label, string Template);

/// <summary>Looking for an application, and for who is bound to it beside groups.</summary>
internal sealed partial class JumpCloudClient
{
    /// <summary>
    /// All applications of the organization. The whole list, as an organization has few, and which fields v1 filters by is not
    /// documented.
    /// </summary>
    public async Task<IReadOnlyList<ApplicationName>> ListApplicationNamesAsync(CancellationToken cancellation)
    {
        var names = new List<ApplicationName>();
        const string path = "api/applications?sort=_id&fields=name%20displayLabel%20displayName";
        await foreach (var application in ListV1Async(path, cancellation))
            names.Add(new ApplicationName(RequiredIdOf(application), LabelOf(application), application.Text("name") ?? ""));
        return names;
    }

    /// <summary>The ids of the users that are bound to an application themselves, not through a group.</summary>
    public async Task<IReadOnlySet<string>> ListBoundUsersAsync(string applicationId, CancellationToken cancellation) =>
        await ListTargetsAsync($"{ApplicationAssociationsPath(applicationId)}?targets=user", "user", cancellation);

    /// <summary>The administrator's name for an application, or else the product's.</summary>
    public static string LabelOf(JObject application) =>
        application.Text("displayLabel") is { Length: > 0 } label ? label : application.Text("displayName") ?? "";
}
