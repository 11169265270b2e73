using System.Collections.Immutable;
using Grpc.Core;
using Grpc.Net.Client;
using JumpCloud.Core;
using Wire = Pulumirpc;

namespace JumpCloud.Rpc;

/// <summary>A component under construction: registers it and its children with the engine's monitor, and ends it.</summary>
internal sealed class ComponentScope : IComponentScope, IDisposable
{
    private const string Package = "jumpcloud";

    private readonly Wire.ConstructRequest _request;
    private readonly GrpcChannel _channel;
    private readonly Wire.ResourceMonitor.ResourceMonitorClient _monitor;

    private ComponentScope(Wire.ConstructRequest request)
    {
        _request = request;
        _channel = EngineConnection.Open(request.MonitorEndpoint);
        _monitor = new Wire.ResourceMonitor.ResourceMonitorClient(_channel);
    }

    public string Name => _request.Name;

    public string Urn { get; private set; } = "";

    public ImmutableArray<string> IgnoreChanges => [.. _request.IgnoreChanges];

    private EncodeOptions Options => new(AllowUnknowns: _request.DryRun);

    public static async Task<ComponentScope> BeginAsync(Wire.ConstructRequest request, CancellationToken cancellation)
    {
        var scope = new ComponentScope(request);
        var component = ComponentRegistration.OfComponent(request);
        scope.Urn = (await scope.RegisterAsync(component, cancellation)).Urn;
        return scope;
    }

    public async ValueTask<RegisteredResource> RegisterAsync(ChildResource child, CancellationToken cancellation)
    {
        var provider = _request.Providers.GetValueOrDefault(Package, "");
        var registration = ComponentRegistration.OfChild(child, Urn, provider, _request, Options);
        var response = await RegisterAsync(registration, cancellation);
        var id = response.Id.Length == 0 || Signatures.IsUnknown(response.Id) ? PropertyValue.Unknown : PropertyValue.Of(response.Id);
        return new RegisteredResource(response.Urn, id, PropertyCodec.Decode(response.Object), _request.DryRun);
    }

    /// <summary>Marks the component as finished, and answers the engine.</summary>
    public async Task<Wire.ConstructResponse> EndAsync(PropertyMap outputs, CancellationToken cancellation)
    {
        var registered = new Wire.RegisterResourceOutputsRequest { Urn = Urn, Outputs = PropertyCodec.Encode(outputs, Options) };
        await _monitor.RegisterResourceOutputsAsync(registered, cancellationToken: cancellation);
        var response = new Wire.ConstructResponse
        {
            Urn = Urn,
            State = PropertyCodec.Encode(outputs, Options with { KeepOutputs = _request.AcceptsOutputValues }),
        };
        foreach (var (name, value) in outputs)
        {
            var dependencies = ComponentInputs.Dependencies(value);
            if (!dependencies.IsEmpty)
                response.StateDependencies[name] = new Wire.ConstructResponse.Types.PropertyDependencies { Urns = { dependencies } };
        }

        return response;
    }

    public void Dispose() => _channel.Dispose();

    private async Task<Wire.RegisterResourceResponse> RegisterAsync(
        Wire.RegisterResourceRequest registration, CancellationToken cancellation)
    {
        try
        {
            var response = await _monitor.RegisterResourceAsync(registration, cancellationToken: cancellation);
            return response.Result == Wire.Result.Success
                ? response
                : throw new UserErrorException(
                    ErrorKind.FailedPrecondition, $"{registration.Type} {registration.Name} was not made; its own messages say why");
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.Cancelled && cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(exception.Message, exception, cancellation);
        }
    }
}
