using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumirpc;

namespace JumpCloud.EngineHost.Servers;

/// <summary>The Engine service: plugins and programs log here.</summary>
internal sealed class EngineService : Engine.EngineBase
{
    private readonly Served<Deployment.Deployment> _deployment = new();

    private string _root = "";

    /// <summary>Gives it the deployment whose address it has, after that of the command before.</summary>
    public void Serve(Deployment.Deployment deployment)
    {
        _root = "";
        _deployment.Set(deployment);
    }

    public override async Task<Empty> Log(LogRequest request, ServerCallContext context)
    {
        var deployment = await _deployment.Task;
        var urn = request.Urn.Length > 0 ? request.Urn : deployment.StackUrn;
        deployment.Diagnose(new Diagnostic(request.Severity, urn, request.Message), request.Ephemeral);
        return new Empty();
    }

    public override async Task<GetRootResourceResponse> GetRootResource(
        GetRootResourceRequest request, ServerCallContext context) => new()
    {
        Urn = _root.Length > 0 ? _root : (await _deployment.Task).StackUrn,
    };

    public override Task<SetRootResourceResponse> SetRootResource(SetRootResourceRequest request, ServerCallContext context)
    {
        _root = request.Urn;
        return Task.FromResult(new SetRootResourceResponse());
    }

    public override Task<Empty> StartDebugging(StartDebuggingRequest request, ServerCallContext context) =>
        Task.FromResult(new Empty());

    public override Task<RequirePulumiVersionResponse> RequirePulumiVersion(
        RequirePulumiVersionRequest request, ServerCallContext context) => Task.FromResult(new RequirePulumiVersionResponse());
}
