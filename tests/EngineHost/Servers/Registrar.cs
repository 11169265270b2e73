using Google.Protobuf.WellKnownTypes;
using JumpCloud.EngineHost.Deployment;
using JumpCloud.EngineHost.Wire;
using Pulumirpc;

namespace JumpCloud.EngineHost.Servers;

/// <summary>Fulfils the registrations of one deployment (pkg/resource/deploy/source_eval.go).</summary>
internal sealed partial class Registrar
{
    private readonly Lock _gate = new();
    private readonly StepExecutor _executor;
    private readonly DefaultProviders _defaults;
    private readonly Dictionary<string, Step> _components = [];
    private readonly HashSet<string> _finished = [];
    private readonly Dictionary<string, PackageRequest> _packages = [];

    public Registrar(Deployment.Deployment deployment)
    {
        Deployment = deployment;
        Generator = new StepGenerator(deployment);
        _executor = new StepExecutor(deployment);
        _defaults = new DefaultProviders(deployment, Generator, _executor);
    }

    public Deployment.Deployment Deployment { get; }

    public StepGenerator Generator { get; }

    /// <summary>The step of the stack itself, once it is registered.</summary>
    public Step? Stack
    {
        get
        {
            lock (_gate)
                return _components.GetValueOrDefault(Deployment.StackUrn);
        }
    }

    private ProjectSettings Settings => Deployment.Settings;

    public async Task<RegisterResourceResponse> RegisterAsync(RegisterResourceRequest request, CancellationToken ct)
    {
        var urn = Urn.Create(Settings.StackName, Settings.ProjectName, request.Parent, request.Type, request.Name);
        return await GuardAsync(urn, async () =>
        {
            var provider = await ProviderAsync(
                request.Custom || request.Remote ? request.Type : "", request.Provider, request.PackageRef,
                request.Version, request.PluginDownloadURL, ct);
            if (request.Remote)
                return await ConstructAsync(request, provider);
            var goal = Registration.Read(request, urn, provider, Settings);
            var steps = await Generator.GenerateAsync(goal, ct) ?? throw new StoppedException();
            if (!await _executor.ExecuteAsync(steps))
                throw new StoppedException();
            if (!request.Custom)
                lock (_gate)
                    _components[urn] = steps[^1];
            var state = Step.Final(steps);
            return new RegisterResourceResponse
            {
                Urn = urn,
                Id = state.Id,
                Object = Answer(request.Custom ? state.Outputs : state.Inputs, request),
            };
        });
    }

    public Task<Empty> RegisterOutputsAsync(RegisterResourceOutputsRequest request)
    {
        Step step;
        lock (_gate)
        {
            if (!_components.TryGetValue(request.Urn, out step!))
                throw new RegistrationException(
                    request.Urn, $"cannot complete a resource that is not a registered component: '{request.Urn}'");
            if (!_finished.Add(request.Urn))
                throw new RegistrationException(
                    request.Urn, $"resource '{request.Urn}' has registered its outputs already");
        }

        Deployment.SetOutputs(step, Values.LowerOutputs(request.Outputs ?? new Struct()));
        return Task.FromResult(new Empty());
    }

    public async Task<ReadResourceResponse> ReadAsync(ReadResourceRequest request, CancellationToken ct)
    {
        var urn = Urn.Create(Settings.StackName, Settings.ProjectName, request.Parent, request.Type, request.Name);
        return await GuardAsync(urn, async () =>
        {
            var provider = await ProviderAsync(
                request.Type, request.Provider, request.PackageRef, request.Version, request.PluginDownloadURL, ct);
            var goal = new Goal
            {
                Urn = urn,
                Type = request.Type,
                Name = request.Name,
                Custom = true,
                Inputs = Values.LowerOutputs(request.Properties ?? new Struct()),
                Parent = request.Parent,
                Dependencies = [.. request.Dependencies],
                Provider = provider,
                AdditionalSecretOutputs = request.AdditionalSecretOutputs,
            };
            var step = await Generator.GenerateReadAsync(goal, request.Id, ct);
            if (!await _executor.ExecuteAsync([step]))
                throw new StoppedException();
            var outputs = step.New!.Outputs;
            return new ReadResourceResponse
            {
                Urn = urn,
                Properties = request.AcceptSecrets ? outputs : Values.WithoutSecrets(outputs),
            };
        });
    }

    public Task<RegisterPackageResponse> RegisterPackageAsync(RegisterPackageRequest request)
    {
        if (request.Parameterization is not null || request.Extension is not null)
            throw new RegistrationException(
                Deployment.StackUrn, $"package '{request.Name}' is parameterized; this host has no parameterized packages");
        var reference = new Guid(Deployment.Options.RandomBytes(16)).ToString();
        lock (_gate)
            _packages[reference] = new PackageRequest(request.Name, request.Version, request.DownloadUrl);
        return Task.FromResult(new RegisterPackageResponse { Ref = reference });
    }

    private static async Task<T> GuardAsync<T>(string urn, Func<Task<T>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception e) when (e is OperationException or PluginException or FormatException)
        {
            throw new RegistrationException(urn, e.Message, e);
        }
    }

    private static Struct Answer(Struct properties, RegisterResourceRequest request)
    {
        var answer = request.SupportsPartialValues ? properties.Clone() : Values.DropPartlyUnknown(properties);
        return request.AcceptSecrets ? answer : Values.WithoutSecrets(answer);
    }

    /// <summary>The provider for a type or function token: the one named, or the package's default one.</summary>
    private async Task<string> ProviderAsync(
        string token, string named, string packageRef, string version, string downloadUrl, CancellationToken ct)
    {
        if (token.Length == 0 || Urn.IsProviderType(token))
            return "";
        if (named.Length > 0)
            return named;
        var request = new PackageRequest(Urn.Package(token), version, downloadUrl);
        if (packageRef.Length > 0)
            lock (_gate)
                request = _packages.TryGetValue(packageRef, out var package)
                    ? package
                    : throw new OperationException($"unknown package reference '{packageRef}'");
        return await _defaults.GetAsync(request, ct) ?? throw new StoppedException();
    }
}
