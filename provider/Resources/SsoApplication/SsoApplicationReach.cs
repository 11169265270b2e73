using JumpCloud.Clients;
using JumpCloud.Core;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Resources;

/// <summary>Who has an application that is about to be replaced, in numbers.</summary>
/// <param name="IsNobody">It is known that nobody has it.</param>
/// <param name="Sentence">To follow a warning, with a space before it; empty where the application is not found.</param>
internal sealed record SsoApplicationReach(bool IsNobody, string Sentence)
{
    /// <summary>Check is not told the id of what it checks: the application is found by what fixes it.</summary>
    public static async ValueTask<SsoApplicationReach> ReadAsync(SsoApplicationArgs olds, OperationContext operation)
    {
        try
        {
            return await FindAsync(olds, operation) is { } id
                ? await ReadAsync(id, operation)
                : new SsoApplicationReach(false, "");
        }
        catch (ApiException exception)
        {
            return new SsoApplicationReach(false, $" Who that is could not be verified: {exception.Message}.");
        }
    }

    private static async ValueTask<string?> FindAsync(SsoApplicationArgs olds, OperationContext operation)
    {
        if (!olds.Template.IsKnown)
            return null;
        var (jumpCloud, ssoHost) = (operation.Clients.JumpCloud, operation.Clients.Config.SsoUrl);
        var template = await jumpCloud.FindApplicationTemplateAsync(olds.Template.Value, operation.Cancellation);
        var list = await jumpCloud.ListApplicationsOfTemplateAsync(template?.Name ?? olds.Template.Value, operation.Cancellation);
        var ofUrl = list.Applications.Where(HasUrl).ToList();
        var ofLabel = ofUrl.Where(application => application.Text("displayLabel") == olds.DisplayLabel.OrDefault()).ToList();
        return ofLabel is [var both] ? JumpCloudClient.IdOf(both) : ofUrl is [var only] ? JumpCloudClient.IdOf(only) : null;

        bool HasUrl(JObject application) => application.Text("ssoUrl") is { } url && (olds.BookmarkUrl.IsKnown
            ? url == olds.BookmarkUrl.Value
            : SsoIdpUrl.FromService(url, ssoHost) == olds.SsoIdpUrl.OrDefault());
    }

    private static async ValueTask<SsoApplicationReach> ReadAsync(string id, OperationContext operation)
    {
        var jumpCloud = operation.Clients.JumpCloud;
        var groups = await jumpCloud.ListBoundUserGroupsAsync(id, operation.Cancellation);
        var users = await jumpCloud.ListUsersOfApplicationAsync(id, groups, operation.Cancellation);
        jumpCloud.RememberReplaced(id);
        if (groups.Count + users.Count == 0)
            return new SsoApplicationReach(true, " Nobody is bound to it at present.");
        var names = new List<string>();
        foreach (var group in groups)
            names.Add((await jumpCloud.FindUserGroupAsync(group, operation.Cancellation))?.Name ?? group);
        names.Sort(StringComparer.Ordinal);
        var through = names.Count == 0 ? "bound to it themselves"
            : $"{(names.Count == 1 ? "1 group" : $"{names.Count} groups")} bound to it: {GroupMembers.Few(names)}";
        return new SsoApplicationReach(false, $" That is {(users.Count == 1 ? "1 user" : $"{users.Count} users")}, {through}.");
    }
}
