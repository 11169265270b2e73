namespace JumpCloud.Clients;

/// <summary>The organization that the credentials belong to (v1 <c>/organizations</c>).</summary>
internal sealed partial class JumpCloudClient
{
    private string? _organizationId;

    private Task ProveCredentialsAsync(CancellationToken cancellation) =>
        SendAsync(ApiRequest.Get("api/organizations?limit=1"), cancellation);

    /// <summary>The id of the organization: the configured one, else the only one that the credentials see.</summary>
    public async Task<string> ReadOrganizationIdAsync(CancellationToken cancellation)
    {
        if ((_config.OrganizationId ?? _organizationId) is { } known)
            return known;
        const string path = "api/organizations?limit=2";
        var response = await SendAsync(ApiRequest.Get(path), cancellation);
        var ids = ResultsOf(response).Objects().Select(IdOf).ToList();
        if (ids is not [{ Length: > 0 } id])
        {
            throw new ApiException(ids.Count == 0
                ? "JumpCloud names no organization for these credentials; set organizationId in the provider's configuration"
                : "JumpCloud names several organizations for these credentials; set organizationId in the provider's "
                    + "configuration")
            {
                Service = "JumpCloud",
                Outcome = ApiOutcome.Refused,
                Status = response.Status,
            };
        }

        return _organizationId = id;
    }
}
