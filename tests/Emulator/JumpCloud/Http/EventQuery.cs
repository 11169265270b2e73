using System.Globalization;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>The body of a Directory Insights query (facts, section 6.2), checked and ready to run.</summary>
internal sealed class EventQuery
{
    private const int DefaultLimit = 1000;
    private const int MaxLimit = 10000;

    private static readonly string[] Services =
    [
        "access_management", "ai_admin", "aigw", "alerts", "all", "asset_management", "directory", "genai", "generic_di", "ldap",
        "mdm",
        "notifications", "object_storage", "password_manager", "password_vault", "radius", "reports", "saas_app_management",
        "software",
        "sso", "systems", "workflows",
    ];

    private static readonly string[] EventFields =
    [
        "application", "association", "asn", "auth_method", "changes", "client_id", "client_ip", "correlation", "error_message",
        "event_type", "geoip", "id", "idm_client_id", "initiated_by", "message_chain", "organization", "provider", "resource",
        "server_timestamp", "service", "success", "timestamp", "user_agent", "username", "@version",
    ];

    private static readonly BodyFields Fields = new()
    {
        ["service"] = Body.ListOf(Body.OneOf(Services)),
        ["start_time"] = Body.Text,
        ["end_time"] = Body.Text,
        ["limit"] = Body.Anything,
        ["sort"] = Body.Text,
        ["search_after"] = Body.ListOf(Body.Anything),
        ["skip"] = Body.Integer,
        ["fields"] = Body.ListOf(Body.Text),
        ["search_term"] = Body.AnyObject,
        ["q"] = Body.Text,
        ["exact_match"] = Body.Text,
        ["field"] = Body.Text,
        ["interval_unit"] = Body.OneOf("s", "m", "h", "d", "w"),
        ["interval_value"] = Body.Text,
        ["timezone"] = Body.Text,
    };

    private readonly JObject _body;
    private readonly DateTimeOffset _start;
    private readonly DateTimeOffset _end;
    private readonly Func<JObject, bool> _matches;

    private EventQuery(JObject body, DateTimeOffset now)
    {
        _body = body;
        _start = Time("start_time") ?? throw JumpCloudErrors.BadEventQuery("\"start_time\" is required");
        _end = Time("end_time") ?? now;
        _matches = body["search_term"] is JObject term ? EventSearch.Read(term) : _ => true;
    }

    public int Limit => _body["limit"] is { Type: JTokenType.Integer } limit && (long)limit > 0
        ? (int)Math.Min((long)limit, MaxLimit)
        : DefaultLimit;

    public string Sort => string.Equals((string?)_body["sort"], "DESC", StringComparison.OrdinalIgnoreCase) ? "DESC" : "ASC";

    public string? Field => (string?)_body["field"];

    public TimeSpan Interval
    {
        get
        {
            var count = int.TryParse((string?)_body["interval_value"] ?? "1", CultureInfo.InvariantCulture, out var value)
                ? value
                : 1;
            return ((string?)_body["interval_unit"] switch
            {
                "s" => TimeSpan.FromSeconds(1),
                "m" => TimeSpan.FromMinutes(1),
                "h" => TimeSpan.FromHours(1),
                "d" => TimeSpan.FromDays(1),
                "w" => TimeSpan.FromDays(7),
                _ => throw JumpCloudErrors.BadEventQuery("\"interval_unit\" is required"),
            }) * Math.Max(1, count);
        }
    }

    public static EventQuery Read(JObject body, DateTimeOffset now)
    {
        if (Fields.Check(body) is { } wrong)
            throw JumpCloudErrors.BadEventQuery(wrong);
        if (body["service"] is not JArray { Count: > 0 })
            throw JumpCloudErrors.BadEventQuery("\"service\" is required");
        if (body["q"] is not null && body["exact_match"] is not null)
            throw JumpCloudErrors.BadEventQuery("\"q\" and \"exact_match\" may not be used together");
        var unknown = (body["fields"] as JArray ?? []).Select(field => (string)field!)
            .FirstOrDefault(field => !EventFields.Contains(field.Split('.')[0]));
        if (unknown is not null)
            throw JumpCloudErrors.BadEventQuery($"unknown field: \"{unknown}\"");
        return new EventQuery(body, now);
    }

    /// <summary>Every event that fits, in the order asked for.</summary>
    public List<DirectoryEvent> Run(JumpCloudState state)
    {
        var services = ((JArray)_body["service"]!).Select(service => (string)service!).ToHashSet(StringComparer.Ordinal);
        var text = (string?)_body["q"] ?? (string?)_body["exact_match"];
        var found = state.EventsSince(_start).Where(item => item.Time <= _end
            && (services.Contains("all") || services.Contains((string)item.Document["service"]!))
            && _matches(item.Document)
            && (text is null || item.Document.Descendants().OfType<JValue>().Any(value => IsText(value, text))));
        var sorted = found.OrderBy(item => item.Time.ToUnixTimeMilliseconds()).ThenBy(Id, StringComparer.Ordinal).ToList();
        if (Sort == "DESC")
            sorted.Reverse();
        return sorted;
    }

    /// <summary>One page of the events, after the place that <c>search_after</c> names.</summary>
    public List<DirectoryEvent> Page(IEnumerable<DirectoryEvent> events)
    {
        if (_body["search_after"] is JArray { Count: 2 } after)
        {
            var place = (Time: long.Parse(JumpCloudJson.Scalar(after[0]), CultureInfo.InvariantCulture),
                Id: JumpCloudJson.Scalar(after[1]));
            events = events.Where(item => Sort == "ASC" ? Compare(item, place) > 0 : Compare(item, place) < 0);
        }

        return [.. events.Skip(Math.Max(0, (int?)_body["skip"] ?? 0)).Take(Limit)];
    }

    public JObject Project(JObject document)
    {
        if (_body["fields"] is not JArray { Count: > 0 } fields)
            return (JObject)document.DeepClone();
        var names = fields.Select(field => ((string)field!).Split('.')[0]).ToHashSet(StringComparer.Ordinal);
        return new JObject(document.Properties().Where(property => names.Contains(property.Name)));
    }

    private static int Compare(DirectoryEvent item, (long Time, string Id) place)
    {
        var byTime = item.Time.ToUnixTimeMilliseconds().CompareTo(place.Time);
        return byTime != 0 ? byTime : string.CompareOrdinal(Id(item), place.Id);
    }

    private static string Id(DirectoryEvent item) => (string)item.Document["id"]!;

    private bool IsText(JValue value, string text) => _body["exact_match"] is not null
        ? JumpCloudJson.Scalar(value).Equals(text, StringComparison.OrdinalIgnoreCase)
        : JumpCloudJson.Scalar(value).Contains(text, StringComparison.OrdinalIgnoreCase);

    private DateTimeOffset? Time(string name)
    {
        if ((string?)_body[name] is not { } text)
            return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw JumpCloudErrors.BadEventQuery($"\"{name}\" must be a time in RFC 3339 format");
    }
}
