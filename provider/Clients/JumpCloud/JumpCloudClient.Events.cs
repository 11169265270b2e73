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

    /// <summary>What was sent to the service provider about users and groups.</summary>
    public static readonly IReadOnlyList<string> Provisioning =
    [
        "user_create_provision", "user_update_provision", "user_delete_provision", "user_deprovision", "user_lookup_provision",
        "group_create_provision", "group_update_provision", "group_delete_provision",
    ];
}

/// <summary>One event of Directory Insights.</summary>
/// <param name="Timestamp">Null where it cannot be read.</param>
/// <param name="Subject">The user or group that it is about; null for others.</param>
/// <param name="Message">What the service provider or JumpCloud said; empty where they said nothing.</param>
internal sealed record DirectoryEvent(string Type, DateTimeOffset? Timestamp, bool Success, string? Subject, string Message);

/// <summary>Directory Insights (<c>/insights/directory/v1</c>): what happened, for an error that has to be explained.</summary>
internal sealed partial class JumpCloudClient
{
    /// <summary>The newest events of some types about an application, newest first.</summary>
    /// <param name="since">By JumpCloud's clock.</param>
    /// <param name="limit">At most so many, 1 to 10,000.</param>
    public async Task<IReadOnlyList<DirectoryEvent>> ListApplicationEventsAsync(
        string applicationId, IReadOnlyList<string> types, DateTimeOffset since, int limit, CancellationToken cancellation)
    {
        const string path = "insights/directory/v1/events";
        var body = new JObject
        {
            ["service"] = new JArray("directory"),
            ["start_time"] = TimeText.WithMilliseconds(since),
            ["sort"] = "DESC",
            ["limit"] = limit,
            ["search_term"] = new JObject
            {
                ["and"] = new JArray(
                    new JObject { ["event_type"] = new JArray(types) },
                    new JObject { ["application.id"] = applicationId.ToLowerInvariant() }),
            },
        };
        var response = await _insights.SendAsync(ApiRequest.Post(path, body) with { IsRepeatable = true }, cancellation);
        return [.. Expect<JArray>(response, path).OfType<JObject>().Select(EventOf)];
    }

    private static DirectoryEvent EventOf(JObject document)
    {
        var timestamp = TextAt(document, "timestamp");
        var hasTime = DateTimeOffset.TryParse(
            timestamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time);
        var resource = document["resource"] as JObject;
        string?[] words =
        [
            TextAt(document, "message_chain.response_code"),
            TextAt(document, "message_chain.response_message"),
            TextAt(document, "message_chain.message_details"),
            TextAt(document, "error_message"),
        ];
        return new DirectoryEvent(
            (string?)document["event_type"] ?? "",
            hasTime ? time : null,
            (bool?)document["success"] ?? true,
            (string?)(resource?["username"] as JValue) ?? (string?)(resource?["name"] as JValue),
            string.Join(", ", words.Where(word => word is { Length: > 0 }).Distinct(StringComparer.Ordinal)));
    }

    private static string? TextAt(JObject document, string path) => (string?)(document.SelectToken(path) as JValue);
}
