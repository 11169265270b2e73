using System.Collections.Concurrent;
using System.Collections.Immutable;
using JumpCloud.Core;

namespace JumpCloud.Tests.Rpc.Support;

internal sealed record WidgetArgs(Input<string> Name, Input<int> Size, Input<string> Token);

internal sealed record WidgetState(string Name, int Size, string? Token);

/// <summary>A small resource on the shared base, with a service of its own in memory, and switches for what may happen.</summary>
internal sealed class Widget : Resource<WidgetArgs, WidgetState>, IListable
{
    public const string Type = "test:index:Widget";
    public const string Urn = "urn:pulumi:dev::proj::test:index:Widget::w";

    public ConcurrentDictionary<string, WidgetState> Live { get; } = new();

    /// <summary>Runs before anything a service would do.</summary>
    public Func<OperationContext, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>What its inputs ask to wait for.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>A create or update that is carried out and then fails with this reason.</summary>
    public string? FailsAfterwards { get; set; }

    /// <summary>A bug: an output that nobody knows.</summary>
    public bool ForgetsAnOutput { get; set; }

    public override string Token => Type;

    public override ImmutableArray<Property> Properties { get; } =
    [
        new Property("name", PropertyKind.String) { Required = true, Replace = true, MaxLength = 20 },
        new Property("size", PropertyKind.Integer) { Default = PropertyValue.Of(1) },
        new Property("token", PropertyKind.String) { Secret = true, MaxLength = 30 },
        new Property("labels", PropertyKind.Map),
        new Property("nested", PropertyKind.Object)
        {
            Fields = [new Property("urls", PropertyKind.List), new Property("key", PropertyKind.String) { Secret = true }],
        },
        new Property("serial", PropertyKind.String) { OutputOnly = true },
    ];

    public ImmutableArray<Property> Query { get; } = [new Property("prefix", PropertyKind.String)];

    /// <summary>How many entries listings have looked at.</summary>
    public int Listed { get; private set; }

    public async IAsyncEnumerable<ListedResource> ListAsync(PropertyMap query, ListPlace from, OperationContext operation)
    {
        await Before(operation);
        var prefix = query.Find("prefix")?.AsString ?? "";
        var place = from;
        foreach (var id in Live.Keys.Order(StringComparer.Ordinal).Skip(from.Outer))
        {
            Listed++;
            place = new ListPlace(place.Outer + 1);
            if (id.StartsWith(prefix, StringComparison.Ordinal))
                yield return new ListedResource(id, Live[id].Name, place);
        }
    }

    protected override WidgetArgs ReadArgs(PropertyReader reader) =>
        new(reader.String("name"), reader.Integer("size"), reader.String("token"));

    protected override WidgetState ReadState(PropertyReader reader) =>
        new(reader.String("name").Or(""), reader.Integer("size").Or(0), reader.String("token").OrDefault());

    protected override PropertyMap WriteState(WidgetState state)
    {
        var map = PropertyMap.Of(
            ("name", PropertyValue.Of(state.Name)), ("size", PropertyValue.Of(state.Size)), ("serial", PropertyValue.Of($"sn-{state.Name}")));
        if (state.Token is { } token)
            map = map.With("token", PropertyValue.Of(token));
        return ForgetsAnOutput ? map.With("serial", PropertyValue.Unknown) : map;
    }

    protected override TimeSpan WaitOf(WidgetArgs args) => Wait;

    protected override async ValueTask CheckAsync(CheckDraft<WidgetArgs> draft, OperationContext operation) => await Before(operation);

    protected override async ValueTask<Created<WidgetState>> CreateAsync(WidgetArgs args, OperationContext operation)
    {
        await Before(operation);
        var state = StateOf(args);
        Live[state.Name] = state;
        if (FailsAfterwards is { } reason)
            throw new PartialStateException<WidgetState>(state.Name, state, reason);
        return new Created<WidgetState>(state.Name, state);
    }

    protected override async ValueTask<Created<WidgetState>?> ReadAsync(
        string id, WidgetArgs? olds, WidgetState? state, OperationContext operation)
    {
        await Before(operation);
        if (!Live.TryGetValue(id, out var live))
            return null;
        if (FailsAfterwards is { } reason)
            throw new PartialStateException<WidgetState>(id, live, reason);
        return new Created<WidgetState>(id, live);
    }

    protected override async ValueTask<WidgetState> UpdateAsync(
        string id, WidgetArgs news, WidgetArgs olds, WidgetState state, OperationContext operation)
    {
        await Before(operation);
        var changed = StateOf(news);
        Live[id] = changed;
        if (FailsAfterwards is { } reason)
            throw new PartialStateException<WidgetState>(id, changed, reason);
        return changed;
    }

    protected override async ValueTask DeleteAsync(string id, WidgetArgs olds, WidgetState state, OperationContext operation)
    {
        await Before(operation);
        Live.TryRemove(id, out _);
    }

    private static WidgetState StateOf(WidgetArgs args) => new(args.Name.Value, args.Size.Or(1), args.Token.OrDefault());
}
