using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Core.Interceptors;
using JumpCloud.EngineHost.Deployment;
using Newtonsoft.Json.Linq;
using Pulumirpc;

namespace JumpCloud.EngineHost.Wire;

/// <summary>One line of a recording: a request, or the response or error that answers it.</summary>
/// <param name="Method"><c>Service.Method</c>, without the package.</param>
/// <param name="IsRequest">Whether <paramref name="Body"/> is a request.</param>
/// <param name="Body">The message in protobuf's JSON form; null where there was an error instead.</param>
/// <param name="Error">The error in Go's wording, <c>rpc error: code = C desc = D</c>.</param>
public sealed record RpcLine(string Method, bool IsRequest, JToken? Body, string? Error)
{
    /// <summary>What an error carries besides its sentence, a <c>google.rpc.Status</c> in protobuf's JSON form; null where it carries nothing.</summary>
    public JToken? Details { get; init; }
}

/// <summary>Records RPCs of all channels and servers in the order of their start and end. Secrets are in plain text.</summary>
public sealed class RpcRecorder : Interceptor
{
    private static readonly JsonFormatter Format = new(JsonFormatter.Settings.Default.WithTypeRegistry(
        TypeRegistry.FromFiles(ErrorsReflection.Descriptor, ProviderReflection.Descriptor)));

    private readonly Lock _gate = new();
    private readonly List<RpcLine> _lines = [];

    /// <summary>Whether requests and answers are left out.</summary>
    public bool OnlyErrors { get; init; }

    /// <summary>What was recorded so far.</summary>
    public IReadOnlyList<RpcLine> Lines
    {
        get
        {
            lock (_gate)
                return [.. _lines];
        }
    }

    /// <summary>Forgets what was recorded.</summary>
    public void Clear()
    {
        lock (_gate)
            _lines.Clear();
    }

    /// <inheritdoc/>
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context,
        AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var method = Name(context.Method.FullName);
        if (!OnlyErrors)
            Add(new RpcLine(method, true, Json(request), null));
        var call = continuation(request, context);
        return new AsyncUnaryCall<TResponse>(
            RecordAsync(method, call.ResponseAsync),
            call.ResponseHeadersAsync,
            call.GetStatus,
            call.GetTrailers,
            call.Dispose);
    }

    /// <inheritdoc/>
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request,
        ServerCallContext context,
        UnaryServerMethod<TRequest, TResponse> continuation)
    {
        var method = Name(context.Method);
        if (!OnlyErrors)
            Add(new RpcLine(method, true, Json(request), null));
        return RecordAsync(method, continuation(request, context));
    }

    private static string Name(string fullName) =>
        fullName[(fullName.LastIndexOf('.') + 1)..].Replace('/', '.');

    private static JToken Json(object message) => JToken.Parse(Format.Format((IMessage)message));

    private static JToken? Details(RpcException error) =>
        error.Trailers.FirstOrDefault(entry => entry.Key == ProviderErrors.DetailsTrailer) is { } trailer
            ? Json(Google.Rpc.Status.Parser.ParseFrom(trailer.ValueBytes))
            : null;

    private async Task<TResponse> RecordAsync<TResponse>(string method, Task<TResponse> call)
        where TResponse : class
    {
        try
        {
            var response = await call;
            if (!OnlyErrors)
                Add(new RpcLine(method, false, Json(response), null));
            return response;
        }
        catch (RpcException e)
        {
            // A call that ends only because the deployment does is not an answer; the engine's own log has none either.
            if (e.StatusCode != StatusCode.Cancelled)
                Add(new RpcLine(method, false, null, $"rpc error: code = {e.StatusCode} desc = {e.Status.Detail}")
                {
                    Details = Details(e),
                });
            throw;
        }
    }

    private void Add(RpcLine line)
    {
        lock (_gate)
            _lines.Add(line);
    }
}
