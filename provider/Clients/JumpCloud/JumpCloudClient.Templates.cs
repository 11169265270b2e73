namespace JumpCloud.Clients;

/// <summary>
/// The catalog (v1 <c>/application-templates</c>). It changes with JumpCloud's releases, so a process asks once.
/// </summary>
internal sealed partial class JumpCloudClient
{
    private readonly Dictionary<string, ApplicationTemplate?> _templates = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _templateLookup = new(1);

    /// <summary>
    /// The template whose name, or else whose display name, is <paramref name="nameOrDisplayName"/>; null when there is none.
    /// </summary>
    public async Task<ApplicationTemplate?> FindApplicationTemplateAsync(string nameOrDisplayName, CancellationToken cancellation)
    {
        await _templateLookup.WaitAsync(cancellation);
        try
        {
            if (_templates.TryGetValue(nameOrDisplayName, out var known))
                return known;
            var found = await FindTemplateAsync("name", nameOrDisplayName, template => template.Name, cancellation)
                ?? await FindTemplateAsync("displayName", nameOrDisplayName, template => template.DisplayName, cancellation);
            _templates[nameOrDisplayName] = found;
            if (found is not null)
                _templates[found.Name] = found;
            return found;
        }
        finally
        {
            _templateLookup.Release();
        }
    }

    /// <summary>The names and display names of the whole catalog, for somebody who misspelt one.</summary>
    public async Task<IReadOnlyList<string>> ListApplicationTemplateNamesAsync(CancellationToken cancellation)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var template in ListV1Async("api/application-templates?sort=name&fields=name%20displayName", cancellation))
        {
            names.UnionWith(new[] { template.Text("name"), template.Text("displayName") }.OfType<string>());
        }

        return [.. names];
    }

    private async Task<ApplicationTemplate?> FindTemplateAsync(
        string field, string value, Func<ApplicationTemplate, string> valueOf, CancellationToken cancellation)
    {
        var path = $"api/application-templates?filter={Escape($"{field}:$eq:{value}")}";
        await foreach (var document in ListV1Async(path, cancellation))
        {
            var (name, displayName) = (document.Text("name") ?? "", document.Text("displayName") ?? "");
            var template = new ApplicationTemplate(name, displayName, document);
            if (valueOf(template) == value)
                return template;
        }

        return null;
    }
}
