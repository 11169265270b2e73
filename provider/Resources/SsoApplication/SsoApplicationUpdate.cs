using JumpCloud.Clients;
using JumpCloud.Core;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Resources;

/// <summary>Brings a live application to what the program says: read, merge, and a write only when something is to change.</summary>
internal static class SsoApplicationUpdate
{
    /// <returns>The live application afterwards.</returns>
    public static async ValueTask<JObject> RunAsync(
        string id, SsoApplicationArgs news, SsoApplicationArgs olds, SsoApplicationState state, OperationContext operation)
    {
        var jumpCloud = operation.Clients.JumpCloud;
        try
        {
            var live = await jumpCloud.ReadApplicationAsync(id, operation.Cancellation);
            RequireSettings(live);
            var template = SsoApplicationConfig.NeedsTemplate(news, olds)
                ? await jumpCloud.FindApplicationTemplateAsync(
                    live.Text("name") ?? news.Template.Value, operation.Cancellation)
                : null;
            var wanted = SsoApplicationMapping.Merge(live, news, olds, template);
            return JToken.DeepEquals(wanted, SsoApplicationMapping.Body(live))
                ? live
                : await jumpCloud.UpdateApplicationAsync(id, wanted, operation.Cancellation);
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            throw new UserErrorException(
                ErrorKind.NotFound,
                $"The application {state.DisplayLabel} ({id}) is gone; run pulumi refresh, then pulumi up, which makes it anew",
                exception);
        }
    }

    // The write is a full replacement: without the settings it would take them away, and the certificate with them.
    private static void RequireSettings(JObject live)
    {
        if (!SsoApplicationMapping.IsBookmark(live) && live.Object("config") is null)
            throw JsonFields.Missing(live, "config");
    }
}
