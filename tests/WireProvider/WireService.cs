using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumirpc;

namespace JumpCloud.Wire;

/// <summary>
/// The provider <c>wire</c>: a Thing's id is its label, its output <c>gen</c> is "gen-" and the label; a new label replaces.
/// Nothing is kept between calls: what exists elsewhere is the script's business.
/// </summary>
internal sealed partial class WireService(Func<WireScript> readScript, EngineConnection engine)
    : ResourceProvider.ResourceProviderBase
{
    private const string Version = "0.1.0";
    private const string ThingType = "wire:index:Thing";

    public override Task<ProviderHandshakeResponse> Handshake(ProviderHandshakeRequest request, ServerCallContext context)
    {
        engine.Connect(request.EngineAddress);
        return Task.FromResult(new ProviderHandshakeResponse
        {
            AcceptSecrets = true, AcceptResources = true, AcceptOutputs = true, SupportsAutonamingConfiguration = true,
        });
    }

    public override Task<Empty> Attach(PluginAttach request, ServerCallContext context)
    {
        engine.Connect(request.Address);
        return Task.FromResult(new Empty());
    }

    public override Task<PluginInfo> GetPluginInfo(Empty request, ServerCallContext context)
        => Task.FromResult(new PluginInfo { Version = Version });

    public override async Task<GetSchemaResponse> GetSchema(GetSchemaRequest request, ServerCallContext context)
    {
        await using var stream = typeof(WireService).Assembly.GetManifestResourceStream("schema.json")!;
        using var reader = new StreamReader(stream);
        return new GetSchemaResponse { Schema = await reader.ReadToEndAsync(context.CancellationToken) };
    }

    public override Task<CheckResponse> CheckConfig(CheckRequest request, ServerCallContext context)
    {
        var response = new CheckResponse { Inputs = request.News };
        if (readScript().RefuseKey is { } reason)
            response.Failures.Add(new CheckFailure { Property = "key", Reason = reason });
        return Task.FromResult(response);
    }

    public override Task<DiffResponse> DiffConfig(DiffRequest request, ServerCallContext context)
        => Task.FromResult(new DiffResponse { Changes = DiffResponse.Types.DiffChanges.DiffNone, HasDetailedDiff = true });

    public override Task<ConfigureResponse> Configure(ConfigureRequest request, ServerCallContext context)
        => Task.FromResult(new ConfigureResponse
        {
            AcceptSecrets = true, SupportsPreview = true, AcceptResources = true, AcceptOutputs = true,
            SupportsAutonamingConfiguration = true,
        });

    public override Task<CheckResponse> Check(CheckRequest request, ServerCallContext context)
    {
        RequireThing(request.Type);
        var response = new CheckResponse { Inputs = request.News };
        if (request.News.Fields.TryGetValue("size", out var size) && size.NumberValue < 0)
            response.Failures.Add(new CheckFailure { Property = "size", Reason = "must not be negative" });
        return Task.FromResult(response);
    }

    public override Task<DiffResponse> Diff(DiffRequest request, ServerCallContext context)
    {
        var response = new DiffResponse { HasDetailedDiff = true, Changes = DiffResponse.Types.DiffChanges.DiffNone };
        var (olds, news) = (request.OldInputs.Fields, request.News.Fields);
        foreach (var key in olds.Keys.Union(news.Keys).Order(StringComparer.Ordinal))
        {
            if (KindOf(key, olds.GetValueOrDefault(key), news.GetValueOrDefault(key)) is not { } kind)
                continue;
            response.Changes = DiffResponse.Types.DiffChanges.DiffSome;
            response.Diffs.Add(key);
            response.DetailedDiff[key] = new PropertyDiff { Kind = kind, InputDiff = true };
            if (key == "label")
                response.Replaces.Add(key);
        }
        response.DeleteBeforeReplace = response.Replaces.Count > 0 && readScript().DeleteBeforeReplace;
        return Task.FromResult(response);
    }

    public override Task<InvokeResponse> Invoke(InvokeRequest request, ServerCallContext context)
    {
        if (request.Tok != "wire:index:getThing")
            throw new RpcException(new Status(StatusCode.InvalidArgument, $"unknown function {request.Tok}"));
        var label = WireValues.Plain(request.Args.Fields["label"]).StringValue;
        var response = new InvokeResponse { Return = new Struct() };
        response.Return.Fields["found"] = Value.ForBool(readScript().Existing.ContainsKey(label));
        return Task.FromResult(response);
    }

    public override Task<Empty> Cancel(Empty request, ServerCallContext context) => Task.FromResult(new Empty());

    public override Task<GetMappingResponse> GetMapping(GetMappingRequest request, ServerCallContext context)
        => Task.FromResult(new GetMappingResponse());

    public override Task<GetMappingsResponse> GetMappings(GetMappingsRequest request, ServerCallContext context)
        => Task.FromResult(new GetMappingsResponse());

    private static PropertyDiff.Types.Kind? KindOf(string key, Value? old, Value? @new)
    {
        var replaces = key == "label";
        if (old is null)
            return replaces ? PropertyDiff.Types.Kind.AddReplace : PropertyDiff.Types.Kind.Add;
        if (@new is null)
            return replaces ? PropertyDiff.Types.Kind.DeleteReplace : PropertyDiff.Types.Kind.Delete;
        if (WireValues.Plain(old).Equals(WireValues.Plain(@new)))
            return null;
        return replaces ? PropertyDiff.Types.Kind.UpdateReplace : PropertyDiff.Types.Kind.Update;
    }

    private static void RequireThing(string type)
    {
        if (type != ThingType)
            throw new RpcException(new Status(StatusCode.InvalidArgument, $"unknown resource type {type}"));
    }
}
