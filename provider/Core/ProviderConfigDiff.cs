using System.Collections.Immutable;

namespace JumpCloud.Core;

/// <summary>
/// Compares two configurations of a provider. A replacement of the provider replaces all of its resources, so it is asked for
/// only when it is certain that the new one looks at another tenant; new credentials and limits are updates.
/// </summary>
internal static class ProviderConfigDiff
{
    private static readonly ImmutableArray<Property> Tenant =
        [ProviderConfigRows.OrganizationId, ProviderConfigRows.Region, ProviderConfigRows.ConsoleUrl, ProviderConfigRows.PulumiApiUrl];

    public static DiffResult Run(PropertyMap olds, PropertyMap news)
    {
        static string? Nothing(string variable) => null;
        var (old, @new) = (new ProviderConfigValues(olds, Nothing), new ProviderConfigValues(news, Nothing));
        var changes = RowDiff.Run(ProviderConfigRows.All, old.Inputs, @new.Inputs).Changes
            .Select(change => change with { Replaces = IsOtherTenant(change.Path, old, @new) })
            .ToImmutableArray();
        return new DiffResult([.. changes, .. EngineChanges(olds, news)]);
    }

    // Whether the setting alone proves that it is another tenant. An organization that was not named may be the same one.
    private static bool IsOtherTenant(string name, ProviderConfigValues old, ProviderConfigValues @new)
    {
        if (Tenant.FirstOrDefault(row => row.Name == name) is not { } row || old.IsUnknown(row) || @new.IsUnknown(row))
            return false;
        if (row == ProviderConfigRows.OrganizationId)
            return old.Text(row) is { } former && @new.Text(row) is { } latter && former.Value != latter.Value;
        return row == ProviderConfigRows.PulumiApiUrl
            ? !IsSame(PulumiApi(old), PulumiApi(@new))
            : !IsSame(Console(old), Console(@new));
    }

    private static Uri? Console(ProviderConfigValues values) =>
        values.IsUnknown(ProviderConfigRows.Region) || values.IsUnknown(ProviderConfigRows.ConsoleUrl) ? null
        : values.Text(ProviderConfigRows.ConsoleUrl) is { } given ? Parse(given.Value)
        : (values.Text(ProviderConfigRows.Region)?.Value ?? "us") is var region && ProviderConfigRows.Region.Allowed.Contains(region)
            ? ProviderConfigReader.HostOf(ProviderConfigRows.ConsoleUrl, region)
            : null;

    private static Uri? PulumiApi(ProviderConfigValues values) =>
        values.Text(ProviderConfigRows.PulumiApiUrl) is { } given ? Parse(given.Value) : new ProviderConfig().PulumiApiUrl;

    private static Uri? Parse(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) ? url : null;

    private static bool IsSame(Uri? old, Uri? @new) =>
        old is null || @new is null || Uri.Compare(old, @new, UriComponents.HttpRequestUrl, UriFormat.Unescaped, StringComparison.Ordinal) == 0;

    // The engine shows a new version of the plugin as an update of the provider.
    private static IEnumerable<PropertyChange> EngineChanges(PropertyMap olds, PropertyMap news)
    {
        foreach (var name in ProviderConfigRows.Engine)
        {
            var (old, @new) = (olds.Find(name)?.PlainDeep, news.Find(name)?.PlainDeep);
            if (Equals(old, @new))
                continue;
            var kind = old is null ? ChangeKind.Add : @new is null ? ChangeKind.Delete : ChangeKind.Update;
            yield return new PropertyChange(name, kind, Replaces: false);
        }
    }
}
