using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Functions;

/// <summary>What the SCIM server of the service provider tells.</summary>
/// <param name="Proof">
/// The value has no meaning, only whether there is one. Null: not asked, as there is no SCIM to ask for.
/// </param>
internal sealed record ScimFacts(string BaseUrl, bool HasToken, Answer<bool>? Proof)
{
    /// <summary>Whether somebody answered who is no gateway in trouble.</summary>
    public bool IsReached => Proof is { IsGiven: true } or { Status: >= 400 and < 500 and not 429 };

    public static async Task<ScimFacts> GatherAsync(
        CheckTarget target, PulumiCloudAddresses addresses, PulumiFacts pulumi, Questions questions, OperationContext operation)
    {
        var baseUrl = target.ScimBaseUrl ?? addresses.ScimBaseUrl;
        if (pulumi.LacksScim)
            return new ScimFacts(baseUrl, target.ScimToken is not null, null);
        var scim = operation.Clients.Scim(new Uri(baseUrl), target.ScimToken);
        return new ScimFacts(baseUrl, target.ScimToken is not null, await questions.AskAsync(async token =>
        {
            // Without a token discovery is asked, so that the organization's audit log has no failed sign-in.
            if (target.ScimToken is null)
                await scim.ReadServiceProviderConfigAsync(token);
            else
                await scim.ProveAsync(token);
            return true;
        }));
    }
}
