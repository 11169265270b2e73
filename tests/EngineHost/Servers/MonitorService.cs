using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumirpc;

namespace JumpCloud.EngineHost.Servers;

/// <summary>
/// The ResourceMonitor service: programs and components register here. A registration that fails stops the deployment; its
/// caller is then cancelled without an answer, as the engine does.
/// </summary>
internal sealed class MonitorService : ResourceMonitor.ResourceMonitorBase
{
    /// <summary>
    /// The features of this host by the name in SupportsFeature. Transforms, hooks, replacement triggers and state migrations
    /// are left out: a program that uses them is told so.
    /// </summary>
    private static readonly Dictionary<string, ResourceMonitorFeature> Features = new()
    {
        ["secrets"] = ResourceMonitorFeature.Secrets,
        ["resourceReferences"] = ResourceMonitorFeature.ResourceReferences,
        ["outputValues"] = ResourceMonitorFeature.OutputValues,
        ["aliasSpecs"] = ResourceMonitorFeature.AliasSpecs,
        ["deletedWith"] = ResourceMonitorFeature.DeletedWith,
        ["parameterization"] = ResourceMonitorFeature.Parameterization,
    };

    private readonly Served<Registrar> _registrar = new();

    /// <summary>Gives it the deployment whose address it has, after that of the command before.</summary>
    public void Serve(Registrar registrar) => _registrar.Set(registrar);

    public override async Task<DeploymentInfo> GetDeploymentInfo(Empty request, ServerCallContext context)
    {
        var deployment = (await _registrar.Task).Deployment;
        var settings = deployment.Settings;
        var info = new DeploymentInfo
        {
            Project = settings.ProjectName,
            Stack = settings.StackName,
            Organization = settings.Organization,
            DryRun = deployment.DryRun,
            Parallel = deployment.Options.Parallel,
        };
        foreach (var (key, value) in settings.Config)
            info.Config[key] = value.Value;
        info.ConfigSecretKeys.AddRange(settings.Config.Where(pair => pair.Value.Secret).Select(pair => pair.Key));
        info.SupportedFeatures.AddRange(Features.Values);
        return info;
    }

    public override Task<SupportsFeatureResponse> SupportsFeature(SupportsFeatureRequest request, ServerCallContext context) =>
        Task.FromResult(new SupportsFeatureResponse { HasSupport = Features.ContainsKey(request.Id) });

    public override Task<RegisterResourceResponse> RegisterResource(
        RegisterResourceRequest request, ServerCallContext context) =>
        RunAsync(context, (registrar, ct) => registrar.RegisterAsync(request, ct));

    public override Task<Empty> RegisterResourceOutputs(RegisterResourceOutputsRequest request, ServerCallContext context) =>
        RunAsync(context, (registrar, _) => registrar.RegisterOutputsAsync(request));

    public override Task<ReadResourceResponse> ReadResource(ReadResourceRequest request, ServerCallContext context) =>
        RunAsync(context, (registrar, ct) => registrar.ReadAsync(request, ct));

    public override Task<ResourceInvokeResponse> Invoke(ResourceInvokeRequest request, ServerCallContext context) =>
        RunAsync(context, (registrar, ct) => registrar.InvokeAsync(request, ct));

    public override Task<CallResponse> Call(ResourceCallRequest request, ServerCallContext context) =>
        RunAsync(context, (registrar, ct) => registrar.CallAsync(request, ct));

    public override Task<RegisterPackageResponse> RegisterPackage(RegisterPackageRequest request, ServerCallContext context) =>
        RunAsync(context, (registrar, _) => registrar.RegisterPackageAsync(request));

    /// <summary>The program has no more to register: it may end.</summary>
    public override Task<Empty> SignalAndWaitForShutdown(Empty request, ServerCallContext context) =>
        Task.FromResult(new Empty());

    private async Task<T> RunAsync<T>(ServerCallContext context, Func<Registrar, CancellationToken, Task<T>> run)
    {
        var registrar = await _registrar.Task;
        var deployment = registrar.Deployment;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(deployment.Stopped, context.CancellationToken);
        try
        {
            stop.Token.ThrowIfCancellationRequested();
            using var running = deployment.Begin();
            return await run(registrar, stop.Token);
        }
        catch (RegistrationException e)
        {
            deployment.Diagnose(new Diagnostic(LogSeverity.Error, e.Urn, e.Message), false);
            throw new RpcException(new Status(StatusCode.Cancelled, e.Message));
        }
        catch (Exception e) when (e is OperationCanceledException
            or RpcException { StatusCode: StatusCode.Cancelled } or StoppedException)
        {
            throw new RpcException(new Status(StatusCode.Cancelled, "the deployment has stopped"));
        }
    }
}

/// <summary>A registration that cannot be fulfilled; fails the deployment.</summary>
internal sealed class RegistrationException(string urn, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Urn { get; } = urn;
}

/// <summary>The deployment has failed already, with its message said; nothing more is answered.</summary>
internal sealed class StoppedException : Exception;
