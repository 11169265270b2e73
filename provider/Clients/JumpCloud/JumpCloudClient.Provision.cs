using JumpCloud.Core;

namespace JumpCloud.Clients;

/// <summary>An application as Identity Management sees it (v2 <c>/applications/{id}</c>, the public read-back).</summary>
/// <param name="Template">The catalog's name of it, such as <c>pulumi</c>.</param>
/// <param name="Label">The administrator's name for it.</param>
/// <param name="SsoType"><c>saml</c>, <c>oidc</c>, <c>bookmark</c>; null where single sign-on is not configured.</param>
/// <param name="IsSsoActive">Whether single sign-on is switched on.</param>
/// <param name="ProvisionId">The connection's id; null while none is active.</param>
internal sealed record IntegratedApplication(
    string Id, string Template, string Label, string? SsoType, bool IsSsoActive, string? ProvisionId)
{
    public bool IsProvisioning => ProvisionId is not null;
}

/// <summary>
/// Identity Management of an application. Reading is public; the rest is <see cref="ProvisionApi"/>, and inferred.
/// </summary>
internal sealed partial class JumpCloudClient
{
    private readonly SharedLookup<IntegratedApplication?> _applications;
    private readonly SharedLookup<IntegratedApplication?> _integratedApplications;
    private ProvisionApi? _provisionApi;

    /// <exception cref="UserErrorException">The configured file cannot be used.</exception>
    public ProvisionApi ProvisionApi => _provisionApi ??= ProvisionApi.Load(_config.ProvisionApiFile);

    /// <summary>
    /// The application of an id, or null; asked for a few times, as one that was just made may not show yet. Operations of one
    /// command share the answer.
    /// </summary>
    public Task<IntegratedApplication?> AwaitApplicationAsync(string id, CancellationToken cancellation) =>
        _applications.GetAsync(id, token => LookForApplicationAsync(id, token), cancellation);

    public async Task<IntegratedApplication> ReadIntegratedApplicationAsync(string id, CancellationToken cancellation)
    {
        var path = $"api/v2/applications/{Segment(id)}";
        var response = await SendAsync(ApiRequest.Get(path), cancellation);
        var document = response.Object;

        // No connection is told by a member that is absent: an answer that says nothing must not be taken for it.
        if (IdOf(document).Length == 0 && document["name"] is null)
            throw response.Instead("application");
        return new IntegratedApplication(
            IdOf(document).Length > 0 ? IdOf(ExpectApplication(response, id)) : id,
            document.Text("name") ?? "",
            document.Text("displayLabel") is { Length: > 0 } label ? label : document.Text("displayName") ?? id,
            document.Text("sso.type"),
            document.Flag("sso.active") != false,
            document.Object("provision") is { } provision ? IdOf(provision) : null);
    }

    /// <summary>
    /// An application as it was at most half a minute ago, unless this process has changed its connection since; null when there
    /// is none. Operations of one command share the answer.
    /// </summary>
    public Task<IntegratedApplication?> FindIntegratedApplicationAsync(string id, CancellationToken cancellation) =>
        _integratedApplications.GetAsync(id, token => TryReadAsync(id, token), cancellation);

    /// <summary>
    /// What the settings of an application's single sign-on say about the service provider: its entity id; null where there is
    /// none.
    /// </summary>
    public async Task<string?> ReadServiceProviderEntityIdAsync(string id, CancellationToken cancellation)
    {
        var application = await ReadApplicationAsync(id, cancellation);
        return application.Text("config.spEntityId.value");
    }

    /// <exception cref="ApiException">
    /// See <see cref="ProvisionApi.IsNotOffered"/>; with <see cref="ApiOutcome.Lost"/> read it back.
    /// </exception>
    public Task ActivateProvisioningAsync(string id, ProvisionSettings settings, CancellationToken cancellation) =>
        SendProvisioningAsync(ProvisionApi.Activate, id, settings, cancellation);

    /// <inheritdoc cref="ActivateProvisioningAsync"/>
    public Task ReactivateProvisioningAsync(string id, ProvisionSettings settings, CancellationToken cancellation) =>
        SendProvisioningAsync(ProvisionApi.Reactivate, id, settings, cancellation);

    /// <inheritdoc cref="ActivateProvisioningAsync"/>
    public Task DeactivateProvisioningAsync(string id, CancellationToken cancellation) =>
        SendProvisioningAsync(ProvisionApi.Deactivate, id, null, cancellation);

    private async Task<IntegratedApplication?> LookForApplicationAsync(string id, CancellationToken cancellation)
    {
        IntegratedApplication? found = null;
        await Patience.ShowsAsync([0, 0.25, 0.5, 1, 2], async () => (found = await TryReadAsync(id, cancellation)) is not null, _time, cancellation);
        return found;
    }

    private async Task<IntegratedApplication?> TryReadAsync(string id, CancellationToken cancellation)
    {
        try
        {
            return await ReadIntegratedApplicationAsync(id, cancellation);
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            return null;
        }
    }

    private async Task SendProvisioningAsync(
        ProvisionCall call, string id, ProvisionSettings? settings, CancellationToken cancellation)
    {
        var request = new ApiRequest(call.Method, call.Path.Replace("{id}", Segment(id), StringComparison.Ordinal))
        {
            Body = settings is null ? null : ProvisionApi.BodyOf(settings),
            Headers = ProvisionApi.Headers,

            // What these calls do when they come twice is not known; removing what is removed is safe in any API.
            IsRepeatable = call.Method == HttpMethod.Delete,
        };
        try
        {
            await SendAsync(request, cancellation);
        }
        finally
        {
            _integratedApplications.Forget(id);
        }
    }
}
