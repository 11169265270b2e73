using Grpc.Core;
using Grpc.Core.Interceptors;
using JumpCloud.EngineHost.Wire;

namespace JumpCloud.EngineHost.Servers;

/// <summary>Hands a server's calls to the host's one recorder; gRPC makes an object of this for each call.</summary>
internal sealed class SharedRecorder(RpcRecorder recorder) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        recorder.UnaryServerHandler(request, context, continuation);
}
