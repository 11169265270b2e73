using Google.Protobuf.WellKnownTypes;
using Pulumirpc;

namespace JumpCloud.Tests.Rpc.Support;

/// <summary>Requests as a current engine sends them for a widget.</summary>
internal static class Requests
{
    public static CheckRequest Check(Struct news, Struct? olds = null) =>
        new() { Urn = Widget.Urn, Type = Widget.Type, Name = "w", Olds = olds ?? new Struct(), News = news };

    public static DiffRequest Diff(Struct olds, Struct news, params string[] ignored) => new()
    {
        Id = "a", Urn = Widget.Urn, Type = Widget.Type, Name = "w", Olds = olds, OldInputs = olds, News = news, IgnoreChanges = { ignored },
    };

    public static CreateRequest Create(Struct inputs, bool preview = false, double timeout = 0) =>
        new() { Urn = Widget.Urn, Type = Widget.Type, Name = "w", Properties = inputs, Preview = preview, Timeout = timeout };

    public static ReadRequest Read(string id, Struct? inputs = null, Struct? properties = null) =>
        new() { Id = id, Urn = Widget.Urn, Type = Widget.Type, Name = "w", Inputs = inputs, Properties = properties };

    public static UpdateRequest Update(string id, Struct olds, Struct oldInputs, Struct news, bool preview = false) => new()
    {
        Id = id, Urn = Widget.Urn, Type = Widget.Type, Name = "w", Olds = olds, OldInputs = oldInputs, News = news, Preview = preview,
    };

    public static DeleteRequest Delete(string id, Struct properties) =>
        new() { Id = id, Urn = Widget.Urn, Type = Widget.Type, Name = "w", Properties = properties, OldInputs = properties };
}
