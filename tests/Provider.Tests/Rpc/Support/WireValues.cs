using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace JumpCloud.Tests.Rpc.Support;

/// <summary>Wire values, written out from the protocol's own constants: the tests do not use the codec to test the codec.</summary>
internal static class WireValues
{
    public const string Unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    private const string Signature = "4dabf18193072939515e22adb298388d";
    private const string SecretSignature = "1b47061264138c4ac30d75fd1eb44270";

    public static Struct Struct(params (string Key, Value Value)[] fields)
    {
        var result = new Struct();
        foreach (var (key, value) in fields)
            result.Fields.Add(key, value);
        return result;
    }

    public static Value Text(string text) => Value.ForString(text);

    public static Value Secret(string text) => Secret(Text(text));

    public static Value Secret(Value value) => Special(SecretSignature, ("value", value));

    public static Value Special(string signature, params (string Key, Value Value)[] fields) =>
        Value.ForStruct(Struct([(Signature, Text(signature)), .. fields]));

    /// <summary>The protobuf JSON of a map, as the engine's own log shows it.</summary>
    public static string Json(IMessage message) => JsonFormatter.Default.Format(message);

    /// <summary>The details of a failure's grpc-status-details-bin trailer.</summary>
    public static T? Detail<T>(this RpcException exception)
        where T : class, IMessage<T>, new()
    {
        if (exception.Trailers.GetValueBytes("grpc-status-details-bin") is not { } bytes)
            return null;
        var status = Google.Rpc.Status.Parser.ParseFrom(bytes);
        return status.Details.Select(detail => detail.TryUnpack<T>(out var message) ? message : null).FirstOrDefault();
    }
}
