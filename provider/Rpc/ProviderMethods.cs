using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using Wire = Pulumirpc;

namespace JumpCloud.Rpc;

/// <summary>
/// The methods of <c>pulumirpc.ResourceProvider</c>, a line each. The generated service could bind itself, but by reflection and
/// generic virtual methods, which a native binary resolves while it runs: that was half of the time that the plugin needed to start.
/// </summary>
/// <param name="errors">What a failure of any of them becomes.</param>
internal sealed class ProviderMethods(RpcErrors errors) : IServiceMethodProvider<ResourceProviderService>
{
    private const string Service = "pulumirpc.ResourceProvider";

    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<ResourceProviderService> context)
    {
        Plugin(context);
        Config(context);
        Resources(context);
        Unary(context, "Invoke", Wire.InvokeRequest.Parser, static (service, request, call) => service.Invoke(request, call));
        Unary(context, "Call", Wire.CallRequest.Parser, static (service, request, call) => service.Call(request, call));
        Unary(context, "Construct", Wire.ConstructRequest.Parser, static (service, request, call) => service.Construct(request, call));
        Stream(context, "List", Wire.ListRequest.Parser, static (ResourceProviderService service, Wire.ListRequest request,
            IServerStreamWriter<Wire.ListResponse> answers, ServerCallContext call) => service.List(request, answers, call));
    }

    private void Plugin(ServiceMethodProviderContext<ResourceProviderService> context)
    {
        Unary(context, "Handshake", Wire.ProviderHandshakeRequest.Parser, static (service, request, call) => service.Handshake(request, call));
        Unary(context, "Attach", Wire.PluginAttach.Parser, static (service, request, call) => service.Attach(request, call));
        Unary(context, "GetPluginInfo", Empty.Parser, static (service, request, call) => service.GetPluginInfo(request, call));
        Unary(context, "GetSchema", Wire.GetSchemaRequest.Parser, static (service, request, call) => service.GetSchema(request, call));
        Unary(context, "GetMapping", Wire.GetMappingRequest.Parser, static (service, request, call) => service.GetMapping(request, call));
        Unary(context, "GetMappings", Wire.GetMappingsRequest.Parser, static (service, request, call) => service.GetMappings(request, call));
        Unary(context, "Parameterize", Wire.ParameterizeRequest.Parser, static (service, request, call) => service.Parameterize(request, call));
        Unary(context, "Cancel", Empty.Parser, static (service, request, call) => service.Cancel(request, call));
    }

    private void Config(ServiceMethodProviderContext<ResourceProviderService> context)
    {
        Unary(context, "CheckConfig", Wire.CheckRequest.Parser, static (service, request, call) => service.CheckConfig(request, call));
        Unary(context, "DiffConfig", Wire.DiffRequest.Parser, static (service, request, call) => service.DiffConfig(request, call));
        Unary(context, "Configure", Wire.ConfigureRequest.Parser, static (service, request, call) => service.Configure(request, call));
    }

    private void Resources(ServiceMethodProviderContext<ResourceProviderService> context)
    {
        Unary(context, "Check", Wire.CheckRequest.Parser, static (service, request, call) => service.Check(request, call));
        Unary(context, "Diff", Wire.DiffRequest.Parser, static (service, request, call) => service.Diff(request, call));
        Unary(context, "Create", Wire.CreateRequest.Parser, static (service, request, call) => service.Create(request, call));
        Unary(context, "Read", Wire.ReadRequest.Parser, static (service, request, call) => service.Read(request, call));
        Unary(context, "Update", Wire.UpdateRequest.Parser, static (service, request, call) => service.Update(request, call));
        Unary(context, "Delete", Wire.DeleteRequest.Parser, static (service, request, call) => service.Delete(request, call));
    }

    private void Unary<TRequest, TResponse>(
        ServiceMethodProviderContext<ResourceProviderService> context, string name, MessageParser<TRequest> requests,
        UnaryServerMethod<ResourceProviderService, TRequest, TResponse> serve)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        context.AddUnaryMethod(
            MethodOf<TRequest, TResponse>(MethodType.Unary, name, requests), [],
            async (service, request, call) =>
            {
                try
                {
                    return await serve(service, request.Message, call);
                }
                catch (Exception exception)
                {
                    throw errors.Translate(exception);
                }
            });

    private void Stream<TRequest, TResponse>(
        ServiceMethodProviderContext<ResourceProviderService> context, string name, MessageParser<TRequest> requests,
        ServerStreamingServerMethod<ResourceProviderService, TRequest, TResponse> serve)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        context.AddServerStreamingMethod(
            MethodOf<TRequest, TResponse>(MethodType.ServerStreaming, name, requests), [LargeAnswers.InPieces],
            async (service, request, answers, call) =>
            {
                try
                {
                    await serve(service, request.Message, answers, call);
                }
                catch (Exception exception)
                {
                    throw errors.Translate(exception);
                }
            });

    private static Method<Received<TRequest>, TResponse> MethodOf<TRequest, TResponse>(
        MethodType type, string name, MessageParser<TRequest> requests)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        new(
            type, Service, name,
            new Marshaller<Received<TRequest>>(
                static (_, _) => throw new InvalidOperationException("a server sends no requests"), from => Read(requests, from)),
            new Marshaller<TResponse>(
                static (message, into) => Write(message, into), static _ => throw new InvalidOperationException("a server reads no answers")));

    private static Received<TRequest> Read<TRequest>(MessageParser<TRequest> requests, DeserializationContext from)
        where TRequest : class, IMessage<TRequest>
    {
        try
        {
            return new Received<TRequest>(requests.ParseFrom(from.PayloadAsReadOnlySequence()), null);
        }
        catch (InvalidProtocolBufferException exception)
        {
            return new Received<TRequest>(null, exception);
        }
    }

    private static void Write(IMessage message, SerializationContext into)
    {
        into.SetPayloadLength(message.CalculateSize());
        message.WriteTo(into.GetBufferWriter());
        into.Complete();
    }

    // Protobuf reads only so many levels. It is the method that fails then: what the reading throws ends the call before the client has
    // ended its request, which some take for a call that was cancelled, and without the sentence.
    private sealed class Received<TRequest>(TRequest? message, InvalidProtocolBufferException? damage)
        where TRequest : class
    {
        public TRequest Message => message ?? throw damage!;
    }
}
