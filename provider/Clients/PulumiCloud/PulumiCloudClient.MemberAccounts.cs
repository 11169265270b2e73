using Newtonsoft.Json.Linq;

namespace JumpCloud.Clients;

/// <param name="Login">Unique over all of Pulumi Cloud.</param>
internal sealed record PulumiMemberAccount(string Login, string? Email);

/// <summary>The accounts of an organization's members, found as SCIM compares: without regard to case.</summary>
internal sealed class PulumiMemberAccounts
{
    private readonly ILookup<string, PulumiMemberAccount> _byLogin;
    private readonly ILookup<string, PulumiMemberAccount> _byEmail;

    public PulumiMemberAccounts(IReadOnlyCollection<PulumiMemberAccount> accounts)
    {
        IsEmpty = accounts.Count == 0;
        _byLogin = accounts.ToLookup(account => account.Login, StringComparer.OrdinalIgnoreCase);
        _byEmail = accounts.Where(account => account.Email is not null)
            .ToLookup(account => account.Email!, StringComparer.OrdinalIgnoreCase);
    }

    public bool IsEmpty { get; }

    /// <summary>Those of an e-mail address or a login name.</summary>
    public IEnumerable<PulumiMemberAccount> Of(string email, string login) => _byEmail[email].Union(_byLogin[login]);
}

/// <summary>Who is in an organization.</summary>
internal sealed partial class PulumiCloudClient
{
    private readonly SharedLookup<PulumiMemberAccounts> _memberAccounts;

    /// <summary>Of all pages; operations of one command share one list.</summary>
    public Task<PulumiMemberAccounts> ReadMemberAccountsAsync(string organization, CancellationToken cancellation) =>
        _memberAccounts.GetAsync(organization, token => ListMemberAccountsAsync(organization, token), cancellation);

    private async Task<PulumiMemberAccounts> ListMemberAccountsAsync(string organization, CancellationToken cancellation)
    {
        var accounts = new List<PulumiMemberAccount>();
        var path = $"api/orgs/{Segment(organization)}/members?type=backend";
        var watch = new PageWatch();
        for (string? next = ""; next is not null;)
        {
            var page = next.Length == 0 ? path : $"{path}&continuationToken={Uri.EscapeDataString(next)}";
            var response = await SendAsync(ApiRequest.Get(page), cancellation);
            var document = response.Object;
            watch.Take(response, document["members"] ?? document);
            accounts.AddRange(document.Objects("members").Select(member => member.Object("user")).OfType<JObject>()
                .Select(user => new PulumiMemberAccount(TextOf(user, "githubLogin") ?? "", TextOf(user, "email")))

                // The list may have an entry for the organization itself (pulumiservice provider, members.go).
                .Where(account => account.Login.Length > 0 && account.Login != organization));
            next = TextOf(document, "continuationToken") is { } token && token != next ? token : null;
        }

        return new PulumiMemberAccounts(accounts);
    }
}
