namespace JumpCloud.Clients;

/// <summary>A service to call: where it is, how requests are authorised, and how it is named to the user.</summary>
/// <param name="Name">For messages: JumpCloud, Pulumi Cloud, the SCIM server.</param>
/// <param name="BaseUrl">Ends in a slash. The credentials go to this host and to no other.</param>
/// <param name="AuthorizeAsync">Puts the credentials on a request.</param>
/// <param name="CredentialName">What to look at when it answers 401: "the API key from JUMPCLOUD_API_KEY".</param>
internal sealed record ApiService(
    string Name,
    Uri BaseUrl,
    Func<HttpRequestMessage, CancellationToken, ValueTask> AuthorizeAsync,
    string CredentialName)
{
    /// <summary>
    /// Asked when it answers 401: whether the request's credentials were good for a time only, so that new ones are worth a try. They
    /// are forgotten then.
    /// </summary>
    public Func<HttpRequestMessage, bool> Outlived { get; init; } = _ => false;

    /// <summary>What else to look at when it answers 401, after "it was not accepted"; empty where there is nothing.</summary>
    public string CredentialHint { get; init; } = "";

    /// <summary>The header that carries the service's id of a request, for its support.</summary>
    public string RequestIdHeader { get; init; } = "x-request-id";
}
