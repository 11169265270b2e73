using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using JumpCloud.Clients;
using JumpCloud.Core;
using JumpCloud.Resources;

namespace JumpCloud.Functions;

internal sealed record GetProvisioningEventsArgs
{
    public required Input<string> ApplicationId { get; init; }

    public required Input<ImmutableArray<string>> EventTypes { get; init; }

    public required Input<string> Username { get; init; }

    public required Input<string> UserGroupName { get; init; }

    public required Input<string> StartTime { get; init; }

    public required Input<string> EndTime { get; init; }

    public required Input<bool> OnlyFailures { get; init; }

    public required Input<int> Limit { get; init; }
}

/// <summary>What Identity Management did, from Directory Insights. See getProvisioningEvents.md.</summary>
internal sealed partial class GetProvisioningEvents : Function<GetProvisioningEventsArgs>
{
    private const int MostEvents = 10_000;
    private const int PaymentRequired = 402;

    // So long events are kept (facts, Directory Insights).
    private static readonly TimeSpan EventsKept = TimeSpan.FromDays(90);

    private static readonly ImmutableArray<Property> ApplicationFields =
    [
        new("id", PropertyKind.String) { Required = true },
        new("name", PropertyKind.String) { Required = true },
    ];

    private static readonly ImmutableArray<Property> SubjectFields =
    [
        new("type", PropertyKind.String) { Required = true },
        new("id", PropertyKind.String) { Required = true },
        new("name", PropertyKind.String) { Required = true },
    ];

    private static readonly ImmutableArray<Property> EventFields =
    [
        new("id", PropertyKind.String) { Required = true },
        new("type", PropertyKind.String) { Required = true },
        new("timestamp", PropertyKind.String) { Required = true },
        new("success", PropertyKind.Boolean) { Required = true },
        new("application", PropertyKind.Object) { Fields = ApplicationFields },
        new("subject", PropertyKind.Object) { Fields = SubjectFields },
        new("initiatedBy", PropertyKind.String) { Required = true },
        new("responseCode", PropertyKind.String) { Required = true },
        new("message", PropertyKind.String) { Required = true },
        new("details", PropertyKind.String) { Required = true },
    ];

    public override string Token => "jumpcloud:index:getProvisioningEvents";

    public override ImmutableArray<Property> Arguments { get; } =
    [
        new("applicationId", PropertyKind.String),
        new("eventTypes", PropertyKind.List),
        new("username", PropertyKind.String),
        new("userGroupName", PropertyKind.String),
        new("startTime", PropertyKind.String),
        new("endTime", PropertyKind.String),
        new("onlyFailures", PropertyKind.Boolean) { Default = PropertyValue.False },
        new("limit", PropertyKind.Integer) { Default = PropertyValue.Of(100) },
    ];

    public override ImmutableArray<Property> Results { get; } =
    [
        new("events", PropertyKind.List) { Required = true, Fields = EventFields },
    ];

    protected override GetProvisioningEventsArgs ReadArgs(PropertyReader reader) => new()
    {
        ApplicationId = reader.String("applicationId"),
        EventTypes = reader.Strings("eventTypes"),
        Username = reader.String("username"),
        UserGroupName = reader.String("userGroupName"),
        StartTime = reader.String("startTime"),
        EndTime = reader.String("endTime"),
        OnlyFailures = reader.Boolean("onlyFailures"),
        Limit = reader.Integer("limit"),
    };

    protected override void Check(GetProvisioningEventsArgs args, Failures failures)
    {
        JumpCloudId.CheckApplication(args.ApplicationId, failures);
        if (args.EventTypes is { IsKnown: true, Value.IsEmpty: true })
            failures.Add("eventTypes", "must name at least one type; leave it out for all types of Identity Management");
        CheckTypes(args.EventTypes.Or([]), failures);
        var start = CheckTime("startTime", args.StartTime, failures);
        var end = CheckTime("endTime", args.EndTime, failures);
        if (start > end)
            failures.Add("endTime", "must not be before startTime");
        if (args.Limit is { IsKnown: true, Value: < 1 or > MostEvents })
            failures.Add("limit", "must be 1 to 10000");
    }

    protected override async ValueTask<PropertyMap> InvokeAsync(GetProvisioningEventsArgs args, OperationContext operation)
    {
        var filter = new EventFilter(TypesOf(args), TimeOf(args.StartTime) ?? operation.Time.GetUtcNow() - EventsKept)
        {
            To = TimeOf(args.EndTime),
            ApplicationId = args.ApplicationId.OrDefault(),
            Username = args.Username.OrDefault(),
            UserGroupName = args.UserGroupName.OrDefault(),
            OnlyFailures = args.OnlyFailures.Or(false),
        };
        try
        {
            var events = await operation.Clients.JumpCloud.ListEventsAsync(filter, args.Limit.Or(100), operation.Cancellation);
            return PropertyMap.Of(("events", PropertyValue.Of(events.Select(item => PropertyValue.Of(Write(item))))));
        }
        catch (ApiException exception) when (exception.Status == PaymentRequired)
        {
            throw new UserErrorException(
                ErrorKind.FailedPrecondition,
                "Directory Insights is not in the JumpCloud plan of this organization, so no events can be read. "
                    + $"{exception.Answer}",
                exception);
        }
    }

    // The sources name a deactivation in two ways; who asks for one of them means both.
    private static List<string> TypesOf(GetProvisioningEventsArgs args)
    {
        if (!args.EventTypes.IsKnown)
            return [.. EventTypes.All];
        var types = args.EventTypes.Value;
        return types.Any(EventTypes.IsDeactivation)
            ? [.. types.Concat(EventTypes.Deactivate).Distinct(StringComparer.Ordinal)]
            : [.. types.Distinct(StringComparer.Ordinal)];
    }

    // A type that JumpCloud has added since is spelt like the others.
    private static void CheckTypes(ImmutableArray<string> types, Failures failures)
    {
        for (var index = 0; index < types.Length; index++)
        {
            var type = types[index];
            var path = PropertyPath.Index("eventTypes", index);
            if (!EventType().IsMatch(type))
                failures.Add(path, "must be the name of an event type, such as user_create_provision");
            else if (!EventTypes.All.Contains(type, StringComparer.Ordinal) && NearMatch.Find(type, EventTypes.All) is { } near)
                failures.Add(path, $"is not a type of Identity Management's events; did you mean {near}?");
        }
    }

    private static DateTimeOffset? CheckTime(string name, Input<string> text, Failures failures)
    {
        if (!text.IsKnown || TimeOf(text) is not null)
            return TimeOf(text);
        failures.Add(name, "must be a time in RFC 3339 format, such as 2026-11-23T18:00:00Z");
        return null;
    }

    private static DateTimeOffset? TimeOf(Input<string> text) =>
        text.IsKnown && Rfc3339().IsMatch(text.Value) && DateTimeOffset.TryParse(
            text.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;

    private static PropertyMap Write(DirectoryEvent item)
    {
        var map = PropertyMap.Of(
            ("id", PropertyValue.Of(item.Id)),
            ("type", PropertyValue.Of(item.Type)),
            ("timestamp", PropertyValue.Of(item.Time)),
            ("success", PropertyValue.Of(item.Success)),
            ("initiatedBy", PropertyValue.Of(item.InitiatedBy)),
            ("responseCode", PropertyValue.Of(item.ResponseCode)),
            ("message", PropertyValue.Of(item.ResponseMessage)),
            ("details", PropertyValue.Of(item.Details)));
        if (item.Application is { } application)
            map = map.With("application", PropertyValue.Of(NamesOf(application)));
        return item.Resource is { } subject
            ? map.With("subject", PropertyValue.Of(NamesOf(subject).With("type", PropertyValue.Of(subject.Type))))
            : map;
    }

    private static PropertyMap NamesOf(EventObject item) =>
        PropertyMap.Of(("id", PropertyValue.Of(item.Id)), ("name", PropertyValue.Of(item.Name)));

    [GeneratedRegex(@"^[a-z][a-z_]*\z")]
    private static partial Regex EventType();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)\z")]
    private static partial Regex Rfc3339();
}
