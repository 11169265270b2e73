using System.Globalization;
using JumpCloud.Core;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Clients;

/// <summary>The types of events that tell what Identity Management did (article; SIEM event types).</summary>
internal static class EventTypes
{
    public const string Activate = "idm_integration_activate";
    public const string Reauthorize = "idm_integration_reauth";
    public const string Update = "idm_integration_update";

    /// <summary>The sources name the same event differently: the article says delete, the event list says deactivate.</summary>
    public static readonly IReadOnlyList<string> Deactivate = ["idm_integration_deactivate", "idm_integration_delete"];

    /// <summary>A connection that has been put to work, with what it was told last.</summary>
    public static readonly IReadOnlyList<string> Activation = [Activate, Reauthorize, Update];

    /// <summary>Everything about the connection itself.</summary>
    public static readonly IReadOnlyList<string> Integration = [.. Activation, .. Deactivate];

    /// <summary>Whether a type is one of the two spellings of a deactivation.</summary>
    public static bool IsDeactivation(string type) => Deactivate.Contains(type, StringComparer.Ordinal);

    /// <summary>What was sent to the service provider about users and groups.</summary>
    public static readonly IReadOnlyList<string> Provisioning =
    [
        "user_create_provision", "user_update_provision", "user_delete_provision", "user_deprovision", "user_lookup_provision",
        "group_create_provision", "group_update_provision", "group_delete_provision",
    ];

    /// <summary>All that the sources name of Identity Management.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        .. Integration, .. Provisioning, "idm_integration_auth", "user_update_password_provision", "attributemappings_add",
        "attributemappings_update", "attributemappings_delete", "account_resync_initiated", "account_resync_failure",
    ];
}

/// <summary>What an event is about or belongs to.</summary>
/// <param name="Type"><c>user</c>, <c>user_group</c>, <c>application</c>; empty where it is not told.</param>
/// <param name="Name">Of a user the username; empty where it is not told.</param>
internal sealed record EventObject(string Type, string Id, string Name);

/// <summary>One event of Directory Insights.</summary>
/// <param name="Timestamp">Null where it cannot be read.</param>
/// <param name="Subject">The user or group that it is about; null for others.</param>
/// <param name="Message">What the service provider or JumpCloud said; empty where they said nothing.</param>
internal sealed record DirectoryEvent(string Type, DateTimeOffset? Timestamp, bool Success, string? Subject, string Message)
{
    public string Id { get; init; } = "";

    /// <summary>As JumpCloud wrote it, RFC 3339.</summary>
    public string Time { get; init; } = "";

    public EventObject? Application { get; init; }

    public EventObject? Resource { get; init; }

    /// <summary>An administrator's address or name, or else the kind of who it was, such as <c>system</c>.</summary>
    public string InitiatedBy { get; init; } = "";

    /// <summary>The service provider's status; empty where there is none.</summary>
    public string ResponseCode { get; init; } = "";

    public string ResponseMessage { get; init; } = "";

    public string Details { get; init; } = "";
}

/// <summary>Which events are wanted. What is null or empty does not matter.</summary>
/// <param name="From">By JumpCloud's clock.</param>
internal sealed record EventFilter(IReadOnlyList<string> Types, DateTimeOffset From)
{
    public DateTimeOffset? To { get; init; }

    public string? ApplicationId { get; init; }

    public string? Username { get; init; }

    public string? UserGroupName { get; init; }

    public bool OnlyFailures { get; init; }
}

/// <summary>Directory Insights (<c>/insights/directory/v1</c>): what happened, for an error that has to be explained.</summary>
internal sealed partial class JumpCloudClient
{
    private const string EventsPath = "insights/directory/v1/events";

    // Of the 10,000 that the service would give.
    private const int EventsPerRequest = 1000;

    /// <summary>The newest events of some types about an application, newest first.</summary>
    /// <param name="since">By JumpCloud's clock.</param>
    /// <param name="limit">At most so many, 1 to 10,000.</param>
    public Task<IReadOnlyList<DirectoryEvent>> ListApplicationEventsAsync(
        string applicationId, IReadOnlyList<string> types, DateTimeOffset since, int limit, CancellationToken cancellation) =>
        ListEventsAsync(new EventFilter(types, since) { ApplicationId = applicationId }, limit, cancellation);

    /// <summary>The newest events that are wanted, newest first, page by page.</summary>
    /// <param name="limit">At most so many.</param>
    public async Task<IReadOnlyList<DirectoryEvent>> ListEventsAsync(
        EventFilter filter, int limit, CancellationToken cancellation)
    {
        var events = new List<DirectoryEvent>();
        JArray? after = null;
        while (events.Count < limit)
        {
            var size = Math.Min(limit - events.Count, EventsPerRequest);
            var request = ApiRequest.Post(EventsPath, QueryOf(filter, size, after)) with { IsRepeatable = true, IsRead = true };
            var response = await _insights.SendAsync(request, cancellation);
            var page = response.List;
            events.AddRange(page.Objects().Select(EventOf));

            // The header comes with every page, the last one too.
            var place = response.Header("X-Search_after") is { } header ? JsonText.TryParse(header) as JArray : null;
            if (page.Count < size || place is not { Count: > 0 })
                break;
            if (JToken.DeepEquals(place, after))
                throw response.Origin.Unusable("with the X-Search_after that it was asked with, so that its list has no end");
            after = place;
        }

        return events;
    }

    private static JObject QueryOf(EventFilter filter, int limit, JArray? after)
    {
        var query = new JObject
        {
            ["service"] = new JArray("directory"),
            ["start_time"] = TimeText.WithMilliseconds(filter.From),
            ["sort"] = "DESC",
            ["limit"] = limit,
            ["search_term"] = new JObject { ["and"] = new JArray(TermsOf(filter)) },
        };
        if (filter.To is { } to)
            query["end_time"] = TimeText.WithMilliseconds(to);
        if (after is not null)
            query["search_after"] = after;
        return query;
    }

    // Values are searched in lower case, and booleans are texts.
    private static IEnumerable<JObject> TermsOf(EventFilter filter)
    {
        yield return new JObject { ["event_type"] = new JArray(filter.Types) };
        if (filter.ApplicationId is { } application)
            yield return new JObject { ["application.id"] = application.ToLowerInvariant() };
        var user = filter.Username is { } username ? new JObject { ["resource.username"] = username.ToLowerInvariant() } : null;
        var group = filter.UserGroupName is { } name ? new JObject { ["resource.name"] = name.ToLowerInvariant() } : null;
        if (user is not null && group is not null)
            yield return new JObject { ["or"] = new JArray(user, group) };
        else if ((user ?? group) is { } subject)
            yield return subject;
        if (filter.OnlyFailures)
            yield return new JObject { ["success"] = "false" };
    }

    // An event may quote what a service refused.
    private DirectoryEvent EventOf(JObject document)
    {
        var timestamp = TextAt(document, "timestamp") ?? "";
        var hasTime = DateTimeOffset.TryParse(
            timestamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time);
        var code = TextAt(document, "message_chain.response_code") ?? "";
        var message = _secrets.Scrub(TextAt(document, "message_chain.response_message") ?? "");
        string[] details =
        [
            _secrets.Scrub(TextAt(document, "message_chain.message_details") ?? ""), _secrets.Scrub(TextAt(document, "error_message") ?? ""),
        ];
        return new DirectoryEvent(
            document.Text("event_type") ?? "",
            hasTime ? time : null,
            document.Flag("success") ?? true,
            TextAt(document, "resource.username") ?? TextAt(document, "resource.name"),
            Join(", ", [code, message, .. details]))
        {
            Id = TextAt(document, "id") ?? "",
            Time = timestamp,
            Application = ObjectAt(document, "application", "displayName"),
            Resource = ObjectAt(document, "resource", "username"),
            InitiatedBy = TextAt(document, "initiated_by.email") ?? TextAt(document, "initiated_by.username")
                ?? TextAt(document, "initiated_by.type") ?? "",
            ResponseCode = code,
            ResponseMessage = message,
            Details = Join("; ", details),
        };
    }

    private static string Join(string separator, IEnumerable<string> words) =>
        string.Join(separator, words.Where(word => word.Length > 0).Distinct(StringComparer.Ordinal));

    private static EventObject? ObjectAt(JObject document, string path, string nameField) => document[path] is not JObject item
        ? null
        : new EventObject(
            TextAt(item, "type") ?? "",
            TextAt(item, "id") ?? "",
            TextAt(item, nameField) ?? TextAt(item, "name") ?? "");

    // What JumpCloud tells beside the type is not documented field by field; it is only handed on, so what has another kind is left out.
    private static string? TextAt(JObject document, string path) => (string?)(document.SelectToken(path) as JValue);
}
