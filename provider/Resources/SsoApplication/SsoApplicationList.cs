using System.Collections.Immutable;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>The applications that an import accepts: all but those that sign in with OIDC.</summary>
internal static class SsoApplicationList
{
    public static readonly ImmutableArray<Property> Query =
    [
        new("template", PropertyKind.String),
        new("displayLabel", PropertyKind.String),
    ];

    public static async IAsyncEnumerable<ListedResource> RunAsync(PropertyMap query, ListPlace from, OperationContext operation)
    {
        var jumpCloud = operation.Clients.JumpCloud;
        var wanted = query.Find("displayLabel")?.AsString ?? "";
        var template = await TemplateNameAsync(query, operation);
        var place = from;
        await foreach (var application in jumpCloud.ListApplicationsAsync(template, from.Outer, operation.Cancellation))
        {
            place = new ListPlace(place.Outer + 1);
            if (application.SsoType != "oidc" && application.Label.Contains(wanted, StringComparison.OrdinalIgnoreCase))
                yield return new ListedResource(application.Id, application.Label, place);
        }
    }

    // What the catalog no longer has may still be in use under its name.
    private static async ValueTask<string?> TemplateNameAsync(PropertyMap query, OperationContext operation)
    {
        if (query.Find("template")?.AsString is not { Length: > 0 } given)
            return null;
        var template = await operation.Clients.JumpCloud.FindApplicationTemplateAsync(given, operation.Cancellation);
        return template?.Name ?? given;
    }
}
