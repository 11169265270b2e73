using System.Globalization;
using JumpCloud.Clients;
using JumpCloud.Core;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Resources;

/// <summary>
/// An application that JumpCloud has, of the template, label and URL of one that is to be made, and that this program's state does
/// not know. Either an interrupted run left it, or it is somebody else's; the decision is in docs/decisions.md.
/// </summary>
/// <param name="Document">As it was read on its own.</param>
/// <param name="IsLeftOver">New, unused, and in every setting what would be made: taken over instead of making a twin.</param>
internal sealed record ExistingApplication(JObject Document, bool IsLeftOver)
{
    /// <summary>An interrupted run is repeated soon; what is older is somebody's.</summary>
    private static readonly TimeSpan Newest = TimeSpan.FromMinutes(15);

    public string Id => JumpCloudClient.IdOf(Document);

    private string Label => $"{Document.Text("displayLabel")} ({Id}, made {Document.Text("created") ?? "at an unknown time"})";

    private string Address => SsoApplicationMapping.IsBookmark(Document) ? "displayLabel or bookmarkUrl" : "ssoIdpUrl";

    /// <param name="wanted">The body that would make the application.</param>
    public static async ValueTask<ExistingApplication?> FindAsync(JObject wanted, OperationContext operation)
    {
        var jumpCloud = operation.Clients.JumpCloud;
        var url = wanted.Text("ssoUrl")!;

        // What this program has under the same URL is about to be replaced by the new one.
        if (jumpCloud.IsOwnUrl(url))
            return null;
        var list = await jumpCloud.ListApplicationsOfTemplateAsync(wanted.Text("name")!, operation.Cancellation);
        var id = list.Applications
            .Where(application => application.Text("ssoUrl") == url)
            .Where(application => application.Text("displayLabel") == wanted.Text("displayLabel"))
            .Select(JumpCloudClient.IdOf)
            .LastOrDefault(candidate => !jumpCloud.IsOwn(candidate));
        if (id is null)
            return null;
        try
        {
            var live = await jumpCloud.ReadApplicationAsync(id, operation.Cancellation);
            var isNew = CreatedAt(live) is { } created && list.Asked - created <= Newest;
            var isLeftOver = isNew && Says(live, wanted) && !await jumpCloud.IsApplicationUsedAsync(id, operation.Cancellation);
            return new ExistingApplication(live, isLeftOver);
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            // Listed still, and gone.
            return null;
        }
    }

    public string Adoption() =>
        $"JumpCloud has an application {Label} already, which nobody uses and which is in every setting what is to be made here: "
        + "an up that was interrupted must have left it. It is taken over, and no second one is made.";

    public string Refusal(OperationContext operation) =>
        $"JumpCloud has an application {Label} of this template, label and address already. "
        + $"To manage that one, run pulumi import jumpcloud:index:SsoApplication {operation.Name} {Id}; "
        + $"to have another one beside it or in its place, give another {Address}; "
        + "if it is this stack's own under a former resource name, set the resource option aliases";

    // A service adds fields and item descriptions to what it was sent, and never gives a private key back.
    private static bool Says(JToken? live, JToken wanted) => wanted switch
    {
        JObject fields => live is JObject document && fields.Properties().All(field =>
            field.Name == SamlSettings.IdpPrivateKey || Says(document[field.Name], field.Value)),
        JArray items => live is JArray list && list.Count == items.Count
            && items.Zip(list, (item, at) => Says(at, item)).All(isSame => isSame),
        _ => JToken.DeepEquals(live, wanted),
    };

    private static DateTimeOffset? CreatedAt(JObject application) =>
        DateTimeOffset.TryParse(
            application.Text("created"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created)
            ? created
            : null;
}
