using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

public sealed partial class JumpCloudState
{
    /// <summary>How long Directory Insights keeps an event [D]; smaller plans keep it for 15 days.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    private readonly List<DirectoryEvent> _events = [];

    /// <summary>Directory Insights' events, oldest first, as the service gives them.</summary>
    public IReadOnlyList<JObject> Events()
    {
        lock (_gate)
            return [.. _events.Select(item => (JObject)item.Document.DeepClone())];
    }

    internal IReadOnlyList<DirectoryEvent> EventsSince(DateTimeOffset start)
    {
        lock (_gate)
        {
            var oldest = _clock.GetUtcNow() - Kept;
            return [.. _events.Where(item => item.Time >= start && item.Time >= oldest)];
        }
    }

    /// <summary>Writes an event of the service <c>directory</c> (facts, section 6.5).</summary>
    internal void WriteEvent(
        string type, Actor actor, bool success, JObject resource, JObject? more = null, IReadOnlyList<ScimExchange>? exchanges = null)
    {
        lock (_gate)
        {
            var time = _clock.GetUtcNow();
            var document = new JObject
            {
                ["service"] = "directory",
                ["event_type"] = type,
                ["id"] = NextId(),
                ["timestamp"] = JumpCloudJson.Date(time),
                ["server_timestamp"] = JumpCloudJson.Date(time),
                ["organization"] = OrganizationId,
                ["success"] = success,
                ["initiated_by"] = actor.ToJson(),
                ["resource"] = resource,
                ["changes"] = new JArray(),
                ["error_message"] = "",
                ["client_ip"] = "203.0.113.7",
                ["geoip"] = new JObject { ["country_code"] = "GB" },
            };
            if (actor.AuthMethod is not null)
                document["auth_method"] = actor.AuthMethod;
            document.Merge(more ?? []);
            _events.Add(new DirectoryEvent(time, document, exchanges ?? []));
        }
    }

    internal static JObject EventApplication(Application application) => new()
    {
        ["id"] = application.Id,
        ["name"] = application.Name,
        ["displayName"] = application.DisplayLabel.Length > 0
            ? application.DisplayLabel
            : (string?)application.Document["displayName"],
    };

    private void WriteApplicationEvent(string type, Actor actor, Application application) =>
        WriteEvent(type, actor, true, new JObject { ["type"] = "application", ["id"] = application.Id }, new JObject
        {
            ["application"] = EventApplication(application),
        });

    private void WriteGroupEvent(string type, Actor actor, UserGroup group) =>
        WriteEvent(type, actor, true, new JObject { ["type"] = "user_group", ["id"] = group.Id, ["name"] = group.Name });

    private void WriteUserEvent(string type, Actor actor, SystemUser user) =>
        WriteEvent(type, actor, true, new JObject { ["type"] = "user", ["id"] = user.Id, ["username"] = user.Username });
}

/// <param name="Document">Never changed once written.</param>
/// <param name="Exchanges">What a step of provisioning sent for it.</param>
internal sealed record DirectoryEvent(DateTimeOffset Time, JObject Document, IReadOnlyList<ScimExchange> Exchanges);
