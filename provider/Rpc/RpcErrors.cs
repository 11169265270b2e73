using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using JumpCloud.Clients;
using JumpCloud.Core;
using Pulumirpc;

namespace JumpCloud.Rpc;

/// <summary>
/// The one place where failures become gRPC statuses. The engine reads Unknown, Internal and DataLoss as "the resource may have
/// been changed", everything else as "nothing was changed", and a status with ErrorResourceInitFailed as a partial success.
/// </summary>
/// <param name="secrets">What no sentence may have.</param>
internal sealed class RpcErrors(KnownSecrets secrets)
{
    public RpcException Translate(Exception exception) => exception switch
    {
        // Answers of the engine or its monitor, and methods that this provider does not serve.
        RpcException rpc => rpc,
        PartialFailureException partial => PartialFailure(partial),
        UserErrorException error => Plain(StatusOf(error.Kind), Sentence(error.Message)),
        ApiException error => Plain(StatusOf(error.Kind), Sentence(error.Message)),
        MalformedValueException malformed => Plain(StatusCode.InvalidArgument, ErrorText.Readable(malformed.Message)),
        InvalidProtocolBufferException => Plain(
            StatusCode.InvalidArgument,
            "the engine's request cannot be read: a value in it has more than 30 levels of lists and objects in each other, which no property of "
                + "this provider's has, or it is damaged; nothing was done. Look for such a value in the program"),
        MissingConfigException missing => MissingConfig(missing),
        InvalidInputsException invalid => InvalidInputs(invalid),
        _ => Plain(StatusCode.Internal, BugText(exception)),
    };

    // Secrets first, or half a one might be left of it.
    private string Sentence(string text) => ErrorText.Readable(secrets.Scrub(text));

    private RpcException PartialFailure(PartialFailureException partial)
    {
        var detail = new ErrorResourceInitFailed
        {
            Id = partial.Id,
            Properties = EncodeKnown(partial.Outputs),
            Inputs = partial.Inputs is null ? null : EncodeKnown(partial.Inputs),
            Reasons = { partial.Reasons.Select(Sentence) },
        };
        return WithDetail(StatusCode.FailedPrecondition, Sentence(partial.Message), detail);
    }

    // What exists must not be lost over a value that is not known.
    private static Struct EncodeKnown(PropertyMap values) =>
        PropertyCodec.Encode(PropertyMap.Of(values.Where(entry => !entry.Value.ContainsUnknown)), new EncodeOptions(AllowUnknowns: false));

    private static RpcException MissingConfig(MissingConfigException missing)
    {
        var keys = missing.Keys.Select(key => new ConfigureErrorMissingKeys.Types.MissingKey
        {
            Name = key.Name,
            Description = key.Description,
        });
        return WithDetail(StatusCode.InvalidArgument, missing.Message, new ConfigureErrorMissingKeys { MissingKeys = { keys } });
    }

    // Beside each path the engine prints the value there, secrets in plain text; for an empty path that is all of the inputs.
    // The message has every problem.
    private RpcException InvalidInputs(InvalidInputsException invalid)
    {
        var errors = invalid.Failures.Where(failure => failure.Path.Length > 0).Select(failure => new InputPropertiesError.Types.PropertyError
        {
            PropertyPath = failure.Path,
            Reason = Sentence(failure.Reason),
        });
        return WithDetail(StatusCode.InvalidArgument, Sentence(invalid.Message), new InputPropertiesError { Errors = { errors } });
    }

    private static RpcException Plain(StatusCode code, string message) => new(new Status(code, message));

    private static RpcException WithDetail(StatusCode code, string message, IMessage detail)
    {
        var status = new Google.Rpc.Status { Code = (int)code, Message = message, Details = { Any.Pack(detail) } };
        return new RpcException(new Status(code, message), new Metadata { { "grpc-status-details-bin", status.ToByteArray() } });
    }

    // The text of an unforeseen exception may hold anything, a secret too; where it happened holds none.
    private static string BugText(Exception exception)
    {
        var frames = (exception.StackTrace ?? "").Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.StartsWith("at JumpCloud.", StringComparison.Ordinal))
            .Select(line => line.Split(" in ")[0])
            .Take(3);
        var place = string.Join(" ", frames);
        return $"this is a bug in the jumpcloud provider {ProviderVersion.Text}, please report it with this line: "
            + $"{exception.GetType().Name} {(place.Length == 0 ? "at an unknown place" : place)}";
    }

    private static StatusCode StatusOf(ErrorKind kind) => kind switch
    {
        ErrorKind.InvalidArgument => StatusCode.InvalidArgument,
        ErrorKind.NotFound => StatusCode.NotFound,
        ErrorKind.AlreadyExists => StatusCode.AlreadyExists,
        ErrorKind.FailedPrecondition => StatusCode.FailedPrecondition,
        ErrorKind.PermissionDenied => StatusCode.PermissionDenied,
        ErrorKind.Unauthenticated => StatusCode.Unauthenticated,
        ErrorKind.ResourceExhausted => StatusCode.ResourceExhausted,
        ErrorKind.Unavailable => StatusCode.Unavailable,
        ErrorKind.DeadlineExceeded => StatusCode.DeadlineExceeded,
        ErrorKind.Cancelled => StatusCode.Cancelled,
        _ => StatusCode.Unknown,
    };
}
