using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using JumpCloud.Core;
using Wire = Pulumirpc;

namespace JumpCloud.Rpc;

/// <summary>What the engine asks of every plugin, before and after it works with it.</summary>
internal sealed partial class ResourceProviderService
{
    // Engines send the greatest schema format that they read.
    private const int SchemaFormat = 0;

    /// <summary>Within 10 s of the port line, so without any request to a service.</summary>
    public override Task<Wire.ProviderHandshakeResponse> Handshake(Wire.ProviderHandshakeRequest request, ServerCallContext context)
    {
        sessions.Begin(ConnectionOf(context)).Engine.Connect(request.EngineAddress);
        return Task.FromResult(new Wire.ProviderHandshakeResponse
        {
            AcceptSecrets = true,
            AcceptResources = true,
            AcceptOutputs = true,

            // No resource makes up a name, and no property holds bytes.
            SupportsAutonamingConfiguration = false,
            AcceptsByteString = false,
        });
    }

    public override Task<Empty> Attach(Wire.PluginAttach request, ServerCallContext context)
    {
        SessionOf(context).Engine.Connect(request.Address);
        return Task.FromResult(new Empty());
    }

    public override Task<Wire.PluginInfo> GetPluginInfo(Empty request, ServerCallContext context) =>
        Task.FromResult(new Wire.PluginInfo { Version = ProviderVersion.Text });

    public override Task<Wire.GetSchemaResponse> GetSchema(Wire.GetSchemaRequest request, ServerCallContext context)
    {
        if (request.Version < SchemaFormat || request.SubpackageName.Length > 0)
        {
            throw new UserErrorException(
                ErrorKind.InvalidArgument,
                $"the jumpcloud provider has one schema, of format {SchemaFormat} and without subpackages");
        }

        return Task.FromResult(new Wire.GetSchemaResponse { Schema = PackageSchema.Text });
    }

    public override Task<Wire.ParameterizeResponse> Parameterize(Wire.ParameterizeRequest request, ServerCallContext context) =>
        throw new RpcException(new Status(StatusCode.Unimplemented, "the jumpcloud provider takes no parameters"));

    public override Task<Wire.GetMappingResponse> GetMapping(Wire.GetMappingRequest request, ServerCallContext context) =>
        Task.FromResult(new Wire.GetMappingResponse());

    public override Task<Wire.GetMappingsResponse> GetMappings(Wire.GetMappingsRequest request, ServerCallContext context) =>
        Task.FromResult(new Wire.GetMappingsResponse());

    /// <summary>Called at every shutdown, too. Operations under way answer for themselves.</summary>
    public override Task<Empty> Cancel(Empty request, ServerCallContext context)
    {
        SessionOf(context).Cancel();
        return Task.FromResult(new Empty());
    }
}
