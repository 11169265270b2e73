using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>
/// Whose account Pulumi Cloud would convert: the ordinary account of a person who joined by invitation becomes the organization's
/// own the next time the identity provider activates them (Pulumi docs, concepts/scim). That such a person is found by e-mail
/// address or login name is inferred, and Pulumi's API does not tell which accounts are the organization's already.
/// </summary>
internal static class AccountConversion
{
    /// <param name="whose">The group or application that the users belong to.</param>
    /// <param name="applicationId">Null for an application that is not made yet.</param>
    /// <param name="readUsers">The users who would be activated; asked for only where the organization has members.</param>
    public static async ValueTask WarnAsync(
        string scimBaseUrl, string whose, string? applicationId,
        Func<ValueTask<IReadOnlyCollection<DirectoryUser>>> readUsers, OperationContext operation)
    {
        if (operation.Clients.PulumiCloud is not { } pulumiCloud
            || ScimBaseUrl.PulumiOrganizationOf(scimBaseUrl, operation.Clients.Config.PulumiApiUrl) is not { } organization)
        {
            return;
        }

        try
        {
            var members = await pulumiCloud.ReadMemberAccountsAsync(organization, operation.Cancellation);
            if (members.IsEmpty)
                return;
            var accounts = new SortedDictionary<string, PulumiMemberAccount>(StringComparer.OrdinalIgnoreCase);
            var users = (await readUsers()).Where(user => user.IsActive).ToList();
            foreach (var account in users.SelectMany(user => members.Of(user.Email, user.Username)))
                accounts[account.Login] = account;
            if (accounts.Count > 0 && applicationId is not null
                && await operation.Clients.JumpCloud.IsProvisioningActiveAsync(applicationId, operation.Cancellation))
            {
                // JumpCloud provisions already, and an account that it made has the user's name as its login.
                users.ForEach(user => accounts.Remove(user.Username));
            }

            if (accounts.Count > 0)
                await operation.ForewarnAsync(Warning(accounts.Values, organization, whose));
        }
        catch (ApiException exception)
        {
            await operation.ForewarnAsync(
                $"Whose account in {organization} Pulumi Cloud would convert could not be verified: {exception.Message}");
        }
    }

    private static string Warning(IReadOnlyCollection<PulumiMemberAccount> accounts, string organization, string whose) =>
        (accounts.Count == 1
            ? $"A member of {organization} has the e-mail address or login name of an active user of {whose}: "
            : $"{accounts.Count} members of {organization} have the e-mail addresses or login names of active users of {whose}: ")
        + $"{GroupMembers.Few([.. accounts.Select(NameOf)])}. An account that provisioning did not make is converted when "
        + $"JumpCloud activates its user: it then belongs to {organization} alone, and its personal organization and its other ways "
        + "to sign in are deleted. Only one that is in another organization, or whose personal one has stacks or environments, "
        + "stays as it is. Pulumi's API does not tell which accounts these are: ask the people before.";

    private static string NameOf(PulumiMemberAccount account) =>
        account.Email is null ? account.Login : $"{account.Login} ({account.Email})";
}
