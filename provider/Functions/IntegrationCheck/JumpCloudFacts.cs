using System.Collections.Immutable;
using JumpCloud.Clients;
using JumpCloud.Core;
using JumpCloud.Resources;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Functions;

/// <summary>
/// What JumpCloud tells of an integration. What depends on an answer that did not come is null: it was not asked.
/// </summary>
internal sealed record JumpCloudFacts
{
    public const int MostEvents = 1000;

    private static readonly TimeSpan OneDay = TimeSpan.FromDays(1);

    public required Answer<JObject> Application { get; init; }

    /// <summary>Null for an application without SAML.</summary>
    public Answer<string>? MetadataXml { get; init; }

    public Answer<bool>? IsProvisioning { get; init; }

    public Answer<ImmutableArray<BoundGroup>>? Groups { get; init; }

    /// <summary>The users that are bound themselves; asked only where no group is bound.</summary>
    public Answer<IReadOnlySet<string>>? BoundUsers { get; init; }

    /// <summary>Everybody who has access, each once.</summary>
    public Answer<IReadOnlyList<MappedUser>>? Users { get; init; }

    /// <summary>Of the last day, newest first.</summary>
    public Answer<IReadOnlyList<DirectoryEvent>>? Events { get; init; }

    public string Label => Application.Value is { } application ? JumpCloudClient.LabelOf(application) : "the application";

    public string? SsoType => Application.Value is not { } application ? null
        : SsoApplicationMapping.IsBookmark(application) ? "bookmark"
        : application.Text("sso.type") is { Length: > 0 } type ? type : "saml";

    public bool IsSaml => SsoType == "saml";

    /// <summary>The SAML settings under their names as inputs of an SsoApplication.</summary>
    public PropertyMap Saml => SamlSettings.ReadConfig(Application.Value?.Object("config") ?? []);

    /// <summary>Every answer, with what it is about, for looking at rights.</summary>
    public IEnumerable<(string What, int? Status)> Statuses =>
    [
        ("the application", Application.Status),
        ("its metadata", MetadataXml?.Status),
        ("Identity Management", IsProvisioning?.Status),
        ("the bindings", Groups?.Status),
        ("the bindings of users", BoundUsers?.Status),
        ("the users", Users?.Status),
        ("the events", Events?.Status),
    ];

    public static async Task<JumpCloudFacts> GatherAsync(string applicationId, Questions questions, OperationContext operation)
    {
        var jumpCloud = operation.Clients.JumpCloud;
        var facts = new JumpCloudFacts
        {
            Application = await questions.AskAsync(token => jumpCloud.ReadApplicationAsync(applicationId, token)),
        };
        if (!facts.Application.IsGiven)
            return facts;
        var metadata = facts.IsSaml
            ? questions.AskAsync(token => ReadMetadataAsync(facts.Application.Value, jumpCloud, token))
            : null;
        var isProvisioning = questions.AskAsync(token => jumpCloud.IsProvisioningActiveAsync(applicationId, token));
        var yesterday = operation.Time.GetUtcNow() - OneDay;
        var events = questions.AskAsync(token => jumpCloud.ListApplicationEventsAsync(
            applicationId, [.. EventTypes.Integration, .. EventTypes.Provisioning], yesterday, MostEvents, token));
        facts = await WithPeopleAsync(facts, applicationId, questions, jumpCloud);
        return facts with
        {
            MetadataXml = metadata is null ? null : await metadata,
            IsProvisioning = await isProvisioning,
            Events = await events,
        };
    }

    private static async Task<JumpCloudFacts> WithPeopleAsync(
        JumpCloudFacts facts, string applicationId, Questions questions, JumpCloudClient jumpCloud)
    {
        var groups = await questions.AskAsync(token => ReadGroupsAsync(applicationId, jumpCloud, token));
        if (!groups.IsGiven)
            return facts with { Groups = groups };
        var boundUsers = groups.Value.IsEmpty
            ? await questions.AskAsync(token => jumpCloud.ListBoundUsersAsync(applicationId, token))
            : null;
        var ids = groups.Value.SelectMany(group => group.MemberIds).Concat(boundUsers?.Value ?? new HashSet<string>())
            .ToHashSet(StringComparer.Ordinal);
        return facts with
        {
            Groups = groups,
            BoundUsers = boundUsers,
            Users = await questions.AskAsync(token => jumpCloud.ReadMappedUsersAsync(ids, token)),
        };
    }

    private static async Task<ImmutableArray<BoundGroup>> ReadGroupsAsync(
        string applicationId, JumpCloudClient jumpCloud, CancellationToken cancellation)
    {
        var ids = await jumpCloud.ListBoundUserGroupsAsync(applicationId, cancellation);
        var groups = await Task.WhenAll(ids.Select(async id =>
        {
            var members = jumpCloud.ListUserGroupMembersAsync(id, cancellation);
            return new BoundGroup(await jumpCloud.FindUserGroupAsync(id, cancellation), id, await members);
        }));
        return [.. groups.OrderBy(group => group.Name, StringComparer.Ordinal)];
    }

    private static async Task<string> ReadMetadataAsync(
        JObject application, JumpCloudClient jumpCloud, CancellationToken cancellation)
    {
        var organizationId = application.Text("organization") ?? await jumpCloud.ReadOrganizationIdAsync(cancellation);
        return await jumpCloud.ReadApplicationMetadataAsync(organizationId, JumpCloudClient.IdOf(application), cancellation);
    }
}
