using Google.Protobuf.WellKnownTypes;
using JumpCloud.EngineHost.State;
using JumpCloud.EngineHost.Wire;

namespace JumpCloud.EngineHost.Deployment;

/// <summary>
/// The providers of one deployment, and the lifecycle of provider resources themselves
/// (pkg/resource/deploy/providers/registry.go): a plugin process is started by Check and configured by Same, Create or Update.
/// </summary>
internal sealed class ProviderRegistry(ProjectSettings settings, HostOptions options, string engineAddress, bool dryRun)
    : IResourceOperations, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<ProviderInstance> _all = [];
    private readonly Dictionary<string, ProviderInstance> _configured = [];
    private readonly Dictionary<string, ProviderInstance> _checked = [];

    /// <summary>The provider of a reference, <c>URN::ID</c>.</summary>
    /// <exception cref="OperationException">It is not registered.</exception>
    public ProviderInstance Get(string reference)
    {
        lock (_gate)
            return _configured.TryGetValue(reference, out var instance)
                ? instance
                : throw new OperationException($"unknown provider '{reference}'");
    }

    /// <summary>Starts and configures a provider from the state, without CheckConfig, unless it is there already.</summary>
    public async Task EnsureAsync(string reference, IEnumerable<ResourceState> states, CancellationToken ct)
    {
        lock (_gate)
            if (_configured.ContainsKey(reference))
                return;
        var (urn, id) = Urn.SplitReference(reference);
        var state = states.FirstOrDefault(candidate => candidate.Urn == urn && candidate.Id == id)
            ?? throw new OperationException($"the state lacks the provider '{reference}'");
        var instance = await StartAsync(Urn.Package(state.Type), ct);
        await instance.ConfigureAsync(ResourceName.Of(urn), id, state.Inputs, ct);
        Keep(reference, instance);
    }

    /// <summary>A provider that stays as it is in the state: the one already configured, or the one that Check started.</summary>
    public async Task SameAsync(ResourceState state, CancellationToken ct)
    {
        var reference = $"{state.Urn}::{state.Id}";
        lock (_gate)
            if (_configured.ContainsKey(reference))
                return;
        await ConfigureCheckedAsync(state.Urn, state.Id, state.Inputs, ct);
    }

    public async Task<CheckResult> CheckAsync(ResourceName resource, Struct? olds, Struct news, byte[] seed, CancellationToken ct)
    {
        ProviderInstance instance;
        try
        {
            instance = await StartAsync(Urn.Package(resource.Type), ct);
        }
        catch (PluginException e)
        {
            throw new OperationException(e.Message, e);
        }

        var result = await instance.CheckConfigAsync(resource, olds, news, ct);
        lock (_gate)
            _checked[resource.Urn] = instance;
        return result;
    }

    public async Task<DiffResult> DiffAsync(
        ResourceName resource, string id, Struct oldInputs, Struct oldOutputs, Struct news, IReadOnlyList<string> ignoreChanges,
        CancellationToken ct)
    {
        var diff = await Checked(resource.Urn).DiffConfigAsync(resource, oldInputs, oldOutputs, news, ct);
        return diff.Changed is null ? (Values.DeepEquals(oldInputs, news) ? DiffResult.None : DiffResult.Some) : diff;
    }

    public async Task<OperationResult> CreateAsync(ResourceName resource, Struct inputs, double timeout, CancellationToken ct)
    {
        var id = dryRun ? Values.Unknown : new Guid(options.RandomBytes(16)).ToString();
        await ConfigureCheckedAsync(resource.Urn, id, inputs, ct);
        return new OperationResult(id, inputs.Clone(), null, [], false);
    }

    public Task<OperationResult> ReadAsync(
        ResourceName resource, string id, Struct? inputs, Struct? outputs, double timeout, bool withStatus,
        CancellationToken ct) =>
        throw new OperationException("provider resources cannot be read or imported");

    public async Task<OperationResult> UpdateAsync(
        ResourceName resource, string id, Struct oldInputs, Struct oldOutputs, Struct news, double timeout,
        IReadOnlyList<string> ignoreChanges, CancellationToken ct)
    {
        await ConfigureCheckedAsync(resource.Urn, id, news, ct);
        return new OperationResult(id, news.Clone(), null, [], false);
    }

    public Task DeleteAsync(
        ResourceName resource, string id, Struct oldInputs, Struct oldOutputs, double timeout, CancellationToken ct) =>
        Task.CompletedTask;

    /// <summary>A plugin of its own for its schema, as the CLI starts one for YAML programs.</summary>
    public async Task<string> GetSchemaAsync(string package, CancellationToken ct) =>
        await (await StartAsync(package, ct)).GetSchemaAsync(ct);

    /// <summary>Tells every plugin to end what it is doing; none is stopped yet.</summary>
    public Task SignalCancellationAsync()
    {
        lock (_gate)
            return Task.WhenAll(_all.Select(instance => instance.SignalCancellationAsync()));
    }

    /// <summary>Cancels and ends every plugin.</summary>
    public async ValueTask DisposeAsync()
    {
        List<ProviderInstance> all;
        lock (_gate)
        {
            all = [.. _all];
            _all.Clear();
        }

        await Task.WhenAll(all.Select(instance => instance.DisposeAsync().AsTask()));
    }

    private async Task ConfigureCheckedAsync(string urn, string id, Struct inputs, CancellationToken ct)
    {
        var instance = Checked(urn);
        await instance.ConfigureAsync(ResourceName.Of(urn), id, inputs, ct);
        Keep($"{urn}::{id}", instance);
    }

    private ProviderInstance Checked(string urn)
    {
        lock (_gate)
            return _checked.TryGetValue(urn, out var instance)
                ? instance
                : throw new OperationException($"provider '{urn}' was not checked");
    }

    private void Keep(string reference, ProviderInstance instance)
    {
        lock (_gate)
            _configured[reference] = instance;
    }

    private async Task<ProviderInstance> StartAsync(string package, CancellationToken ct)
    {
        var environment = new Dictionary<string, string?>(options.PluginEnvironment)
        {
            ["PULUMI_PROJECT"] = settings.ProjectName,
            ["PULUMI_CONFIG"] = PluginConfig.Json(settings, package),
        };
        var plugin = await PluginProcess.StartAsync(
            new PluginStart(package, PluginLocation.Find(package, settings, options), engineAddress, settings.Directory)
            {
                Environment = environment,
                Recorder = options.Recorder,
                Time = options.Time,
            },
            ct);
        options.PluginStarted?.Invoke(plugin);
        var instance = new ProviderInstance(plugin, package, dryRun, options.RandomBytes);
        lock (_gate)
            _all.Add(instance);
        return instance;
    }
}
