using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using Pulumirpc;

namespace JumpCloud.Wire;

/// <summary>
/// The component Pair: two Things, <c>name-a</c> and <c>name-b</c>, labelled <c>label-a</c> and <c>label-b</c>.
/// </summary>
internal sealed partial class WireService
{
    private const string PairType = "wire:index:Pair";

    public override async Task<ConstructResponse> Construct(ConstructRequest request, ServerCallContext context)
    {
        if (request.Type != PairType)
            throw new RpcException(new Status(StatusCode.InvalidArgument, $"unknown component type {request.Type}"));

        using var channel = GrpcChannel.ForAddress($"http://{request.MonitorEndpoint}");
        var monitor = new ResourceMonitor.ResourceMonitorClient(channel);
        var pair = await monitor.RegisterResourceAsync(new RegisterResourceRequest
        {
            Type = PairType, Name = request.Name, Parent = request.Parent, Object = new Struct(),
            AcceptSecrets = true, AcceptResources = true,
        }, cancellationToken: context.CancellationToken);

        var first = await RegisterThingAsync(monitor, request, pair.Urn, "a", context.CancellationToken);
        var second = await RegisterThingAsync(monitor, request, pair.Urn, "b", context.CancellationToken);

        var state = new Struct();
        state.Fields["gens"] = Value.ForList(Gen(first), Gen(second));
        if (first.Fields.TryGetValue("pw", out var pw))
            state.Fields["pw"] = pw;
        await monitor.RegisterResourceOutputsAsync(
            new RegisterResourceOutputsRequest { Urn = pair.Urn, Outputs = state }, cancellationToken: context.CancellationToken);
        return new ConstructResponse { Urn = pair.Urn, State = state };
    }

    private static async Task<Struct> RegisterThingAsync(
        ResourceMonitor.ResourceMonitorClient monitor, ConstructRequest request, string parent, string suffix,
        CancellationToken ct)
    {
        var inputs = request.Inputs.Clone();
        var label = WireValues.Plain(inputs.Fields["label"]).StringValue;
        inputs.Fields["label"] = Value.ForString(label == WireValues.Unknown ? label : $"{label}-{suffix}");
        var response = await monitor.RegisterResourceAsync(new RegisterResourceRequest
        {
            Type = ThingType, Name = $"{request.Name}-{suffix}", Parent = parent, Custom = true, Object = inputs,
            AcceptSecrets = true, AcceptResources = true, SupportsResultReporting = true,
            Provider = request.Providers.GetValueOrDefault("wire", ""),
        }, cancellationToken: ct);
        if (response.Result != Result.Success)
            throw new RpcException(new Status(StatusCode.Aborted, $"the Thing {request.Name}-{suffix} was not registered"));
        return response.Object;
    }

    private static Value Gen(Struct thing)
        => thing.Fields.TryGetValue("gen", out var gen) ? gen : Value.ForString(WireValues.Unknown);
}
