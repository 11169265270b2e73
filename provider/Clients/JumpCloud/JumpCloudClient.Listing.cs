using System.Runtime.CompilerServices;

namespace JumpCloud.Clients;

/// <summary>An application as a list has it.</summary>
/// <param name="Template">The catalog's name of it, such as <c>pulumi</c>.</param>
/// <param name="Label">The administrator's name for it, or else the product's.</param>
/// <param name="SsoType"><c>saml</c>, <c>oidc</c>, <c>bookmark</c>; null where single sign-on is not configured.</param>
internal sealed record ListedApplication(string Id, string Template, string Label, string? SsoType);

/// <summary>Lists from any place on, page by page as they are read: for who looks for what was made by hand.</summary>
internal sealed partial class JumpCloudClient
{
    /// <summary>The applications in the order of their ids, without their settings.</summary>
    /// <param name="template">The catalog's name of those that are wanted; null for all.</param>
    /// <param name="passed">How many to leave out at the start.</param>
    public async IAsyncEnumerable<ListedApplication> ListApplicationsAsync(
        string? template, int passed, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var filter = template is null ? "" : $"&filter={Escape($"name:$eq:{template}")}";
        var path = $"api/applications?sort=_id&fields={Escape("name displayName displayLabel sso")}{filter}";
        await foreach (var document in ListV1Async(path, passed, cancellation))
        {
            var label = document.Text("displayLabel") is { Length: > 0 } given ? given : document.Text("displayName") ?? "";
            yield return new ListedApplication(
                RequiredIdOf(document), document.Text("name") ?? "", label, document.Text("sso.type"));
        }
    }

    /// <summary>The ids of the groups that are bound to an application, in JumpCloud's order.</summary>
    /// <param name="passed">How many to leave out at the start.</param>
    public async IAsyncEnumerable<string> ListBoundUserGroupsAsync(
        string applicationId, int passed, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var path = $"{ApplicationAssociationsPath(applicationId)}?targets={UserGroupType}";
        await foreach (var association in ListV2Async(path, passed, cancellation))
            yield return association.RequiredText("to.id");
    }
}
