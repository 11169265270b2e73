using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>
/// Whether a SCIM server accepts a token, found out before anything is changed: its discovery and one page of one user.
/// </summary>
/// <param name="Features">Null where the server has no discovery, and where the proof failed.</param>
/// <param name="Property">The input to look at, <c>baseUrl</c> or <c>token</c>; null where the proof succeeded.</param>
/// <param name="Problem">What is wrong and what to do; null where the proof succeeded.</param>
internal sealed record ScimProof(ScimFeatures? Features, string? Property, string? Problem)
{
    /// <exception cref="ApiException">With <see cref="ApiException.IsUnavailable"/>: the server could not be asked.</exception>
    public static async ValueTask<ScimProof> RunAsync(string baseUrl, string token, OperationContext operation)
    {
        try
        {
            return new ScimProof(await operation.Clients.ProveScimAsync(baseUrl, token, operation.Cancellation), null, null);
        }
        catch (ApiException exception) when (!exception.IsUnavailable)
        {
            return await ExplainAsync(baseUrl, exception, operation);
        }
    }

    /// <summary>Why a connection that was changed is not proven to work, whatever the reason; null where it is. Asks anew.</summary>
    public static async ValueTask<string?> WhyNotAsync(string baseUrl, string token, OperationContext operation)
    {
        operation.Clients.ForgetScimProof(baseUrl, token);
        try
        {
            var proof = await RunAsync(baseUrl, token, operation);
            return proof.Problem is null ? null : $"{proof.Property} {proof.Problem}";
        }
        catch (ApiException exception)
        {
            return exception.Message;
        }
        catch (OperationCanceledException)
        {
            return "this was stopped before the SCIM server had answered";
        }
    }

    /// <summary>
    /// Why an organization of Pulumi Cloud has no SCIM, whatever the token; null where it has, or nobody can tell.
    /// </summary>
    public static async ValueTask<string?> WhyNoScimAsync(string baseUrl, OperationContext operation)
    {
        var config = operation.Clients.Config;
        if (ScimBaseUrl.PulumiOrganizationOf(baseUrl, config.PulumiApiUrl) is not { } organization
            || new Uri(baseUrl).Authority != config.PulumiApiUrl.Authority
            || operation.Clients.PulumiCloud is not { } pulumiCloud)
        {
            return null;
        }

        try
        {
            var metadata = await pulumiCloud.ReadOrganizationMetadataAsync(organization, operation.Cancellation);
            if (SamlConfiguration.WhyNotSaml(organization, metadata) is { } reason)
                return $"needs a SAML organization: {reason}";
            return metadata.HasScim
                ? null
                : $"needs SCIM, which the edition of {organization} does not have; it needs one that has, Enterprise at the "
                    + "time of writing";
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            return $"names an organization that cannot be found: {SamlConfiguration.NoSuchOrganization(organization, config)}";
        }
        catch (ApiException exception)
        {
            await operation.Log.DebugAsync($"The organization {organization} could not be looked at: {exception.Message}");
            return null;
        }
    }

    private static async ValueTask<ScimProof> ExplainAsync(string baseUrl, ApiException refusal, OperationContext operation)
    {
        if (await WhyNoScimAsync(baseUrl, operation) is { } reason)
            return new ScimProof(null, "baseUrl", reason);
        var organization = ScimBaseUrl.PulumiOrganizationOf(baseUrl, operation.Clients.Config.PulumiApiUrl);
        if (refusal.Status is 401 or 403)
        {
            var problem = organization is null ? WrongToken(refusal) : WrongPulumiToken(organization, refusal, operation);
            return new ScimProof(null, "token", problem);
        }

        return new ScimProof(null, "baseUrl", refusal.IsNotFound
            ? $"is not that of a SCIM server: {refusal.Answer}. Check it, with the organization's name in the right case"
            : $"did not answer as a SCIM server does: {refusal.Answer}. Check it");
    }

    private static string WrongToken(ApiException refusal) =>
        $"was not accepted: {refusal.Answer}. Make a new one at the service provider if in doubt";

    private static string WrongPulumiToken(string organization, ApiException refusal, OperationContext operation)
    {
        var which = operation.Clients.PulumiCloud is null
            ? $". If the token is right, {organization} may be misspelt, not a SAML organization, or of an edition without SCIM; "
                + "with pulumiAccessToken in the provider's configuration that can be told apart"
            : "";
        return $"was not accepted for {organization}: {refusal.Answer}. An organization has one SCIM token, and making a new "
            + "one ends the former: "
            + "make one in the Pulumi Cloud console (Settings > Access Management > SAML & SCIM > SCIM > Generate new token) "
            + $"and set it here{which}";
    }
}
