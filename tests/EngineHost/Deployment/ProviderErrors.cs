using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumirpc;

namespace JumpCloud.EngineHost.Deployment;

/// <summary>Reads the errors of a provider as the engine does (provider_plugin.go: parseError, resourceStateAndError).</summary>
internal static class ProviderErrors
{
    public const string DetailsTrailer = "grpc-status-details-bin";

    /// <summary>The first detail of a type, or null.</summary>
    public static T? Detail<T>(RpcException error)
        where T : class, IMessage<T>, new()
    {
        var trailer = error.Trailers.FirstOrDefault(entry => entry.Key == DetailsTrailer);
        if (trailer is null)
            return null;
        var descriptor = new T().Descriptor;
        var any = Google.Rpc.Status.Parser.ParseFrom(trailer.ValueBytes).Details.FirstOrDefault(detail => detail.Is(descriptor));
        return any?.Unpack<T>();
    }

    /// <summary>The text for the user: the status message, with the cause where one is given.</summary>
    public static string Text(RpcException error)
    {
        var cause = Detail<ErrorCause>(error);
        return cause is null || cause.Message.Length == 0 ? error.Status.Detail : $"{error.Status.Detail}: {cause.Message}";
    }

    public static OperationException Failure(RpcException error) => new(Text(error), error);

    /// <summary>Reasons as Go's multierror prints them.</summary>
    public static string List(IReadOnlyList<string> reasons) =>
        (reasons.Count == 1 ? "1 error occurred:" : $"{reasons.Count} errors occurred:")
        + string.Concat(reasons.Select(reason => "\n\t* " + reason)) + "\n";

    /// <summary>One line per bad input of a component; null where the error is another.</summary>
    public static string? BadInputs(RpcException error, Struct inputs)
    {
        if (Detail<InputPropertiesError>(error) is not { Errors.Count: > 0 } bad)
            return null;
        var lines = bad.Errors.Select(property =>
        {
            var value = inputs.Fields.TryGetValue(property.PropertyPath, out var known) ? GoValues.Format(known) : "<nil>";
            return $"property {property.PropertyPath} value {{{value}}} has a problem: {property.Reason}";
        });
        return string.Join("\n", new[] { error.Status.Detail }.Where(text => text.Length > 0).Concat(lines));
    }

    /// <summary>Configure's error: each missing key with the command that sets it.</summary>
    public static OperationException Configure(RpcException error)
    {
        if (Detail<ConfigureErrorMissingKeys>(error) is not { MissingKeys.Count: > 0 } missing)
            return Failure(error);
        return new OperationException(List([.. missing.MissingKeys.Select(key =>
            $"missing required configuration key \"{key.Name}\": {key.Description}\n"
            + $"Set a value using the command `pulumi config set {key.Name} <value>`.")]));
    }
}
