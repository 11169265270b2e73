using Google.Protobuf.WellKnownTypes;
using JumpCloud.EngineHost.Deployment;
using JumpCloud.EngineHost.Wire;
using Pulumirpc;

namespace JumpCloud.EngineHost.Servers;

/// <content>What is forwarded to a provider: remote components, functions, methods.</content>
internal sealed partial class Registrar
{
    public async Task<ResourceInvokeResponse> InvokeAsync(ResourceInvokeRequest request, CancellationToken ct) =>
        await GuardAsync(Deployment.StackUrn, async () =>
        {
            var reference = await ProviderAsync(
                request.Tok, request.Provider, request.PackageRef, request.Version, request.PluginDownloadURL, ct);
            var provider = Deployment.Providers.Get(reference);
            if (!provider.IsKnown)
                return new ResourceInvokeResponse { Unknown = true };
            var arguments = Values.LowerOutputs(request.Args ?? new Struct());
            var response = await provider.InvokeAsync(request.Tok, arguments, CancellationToken.None);
            var answer = new ResourceInvokeResponse { Return = response.Return };
            answer.Failures.AddRange(response.Failures);
            return answer;
        });

    public async Task<CallResponse> CallAsync(ResourceCallRequest request, CancellationToken ct) =>
        await GuardAsync(Deployment.StackUrn, async () =>
        {
            var reference = await ProviderAsync(
                request.Tok, request.Provider, request.PackageRef, request.Version, request.PluginDownloadURL, ct);
            var call = new CallRequest
            {
                Tok = request.Tok,
                Args = request.Args,
                Project = Settings.ProjectName,
                Stack = Settings.StackName,
                DryRun = Deployment.DryRun,
                Parallel = Deployment.Options.Parallel,
                MonitorEndpoint = Deployment.Address,
                Organization = Settings.Organization,
                AcceptsOutputValues = true,
                StackTraceHandle = Handle(),
            };
            foreach (var (key, dependencies) in request.ArgDependencies)
                call.ArgDependencies[key] = dependencies;
            foreach (var (key, value) in Settings.Config)
                call.Config[key] = value.Value;
            call.ConfigSecretKeys.AddRange(SecretKeys());
            return await Deployment.Providers.Get(reference).CallAsync(call, CancellationToken.None);
        });

    private async Task<RegisterResourceResponse> ConstructAsync(RegisterResourceRequest request, string provider)
    {
        var construct = Construct(request);
        var response = await Deployment.Providers.Get(provider).ConstructAsync(construct, CancellationToken.None);
        var state = new Struct();
        var answer = new RegisterResourceResponse { Urn = response.Urn };
        foreach (var (key, value) in (response.State ?? new Struct()).Fields)
        {
            var from = new SortedSet<string>(StringComparer.Ordinal);
            state.Fields[key] = Values.LowerOutputs(value, dependency => from.Add(dependency));
            if (response.StateDependencies.TryGetValue(key, out var declared))
                from.UnionWith(declared.Urns);
            answer.PropertyDependencies[key] = new RegisterResourceResponse.Types.PropertyDependencies { Urns = { from } };
        }

        if (!Deployment.DryRun && Values.ContainsUnknown(state))
            throw new OperationException("Construct returned an unknown value outside a preview");
        answer.Object = Answer(state, request);
        return answer;
    }

    private ConstructRequest Construct(RegisterResourceRequest request)
    {
        var construct = new ConstructRequest
        {
            Project = Settings.ProjectName,
            Stack = Settings.StackName,
            DryRun = Deployment.DryRun,
            Parallel = Deployment.Options.Parallel,
            MonitorEndpoint = Deployment.Address,
            Type = request.Type,
            Name = request.Name,
            Parent = request.Parent,
            Inputs = request.Object ?? new Struct(),
            Organization = Settings.Organization,
            AcceptsOutputValues = true,
            StackTraceHandle = Handle(),
            DeletedWith = request.DeletedWith,
        };
        foreach (var (key, value) in Settings.Config)
            construct.Config[key] = value.Value;
        construct.ConfigSecretKeys.AddRange(SecretKeys());
        foreach (var (key, dependencies) in request.PropertyDependencies)
            construct.InputDependencies[key] = new ConstructRequest.Types.PropertyDependencies { Urns = { dependencies.Urns } };
        AddOptions(construct, request);
        return construct;
    }

    private static void AddOptions(ConstructRequest construct, RegisterResourceRequest request)
    {
        if (request.HasProtect)
            construct.Protect = request.Protect;
        if (request.HasRetainOnDelete)
            construct.RetainOnDelete = request.RetainOnDelete;
        if (request.DeleteBeforeReplaceDefined)
            construct.DeleteBeforeReplace = request.DeleteBeforeReplace;
        foreach (var (package, reference) in request.Providers)
            construct.Providers[package] = reference;
        if (request.Provider.Length > 0)
            construct.Providers[Urn.Package(request.Type)] = request.Provider;
        construct.Dependencies.AddRange(request.Dependencies);
        construct.AdditionalSecretOutputs.AddRange(request.AdditionalSecretOutputs);
        construct.IgnoreChanges.AddRange(request.IgnoreChanges);
        construct.ReplaceOnChanges.AddRange(request.ReplaceOnChanges);
        construct.Aliases.AddRange(request.Aliases);
        construct.CustomTimeouts = request.CustomTimeouts is { } timeouts
            ? new ConstructRequest.Types.CustomTimeouts
            {
                Create = timeouts.Create,
                Update = timeouts.Update,
                Delete = timeouts.Delete,
                Read = timeouts.Read,
            }
            : null;
    }

    private IEnumerable<string> SecretKeys() =>
        Settings.Config.Where(pair => pair.Value.Secret).Select(pair => pair.Key).Order(StringComparer.Ordinal);

    private string Handle() => new Guid(Deployment.Options.RandomBytes(16)).ToString();
}
