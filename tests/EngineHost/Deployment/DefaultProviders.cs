using Google.Protobuf.WellKnownTypes;
using JumpCloud.EngineHost.Wire;

namespace JumpCloud.EngineHost.Deployment;

/// <summary>What a registration says about its package's plugin.</summary>
internal sealed record PackageRequest(string Package, string Version, string DownloadUrl);

/// <summary>Registers a default provider for a package when the first resource or function needs one.</summary>
internal sealed class DefaultProviders(Deployment deployment, StepGenerator generator, StepExecutor executor)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<PackageRequest, Task<string?>> _references = [];

    /// <summary>The reference of the default provider; null when it could not be made (said already).</summary>
    public Task<string?> GetAsync(PackageRequest request, CancellationToken ct)
    {
        lock (_gate)
        {
            if (!_references.TryGetValue(request, out var reference))
                _references[request] = reference = RegisterAsync(request, ct);
            return reference;
        }
    }

    private async Task<string?> RegisterAsync(PackageRequest request, CancellationToken ct)
    {
        var type = Urn.ProviderTypePrefix + request.Package;
        var name = Name(request);
        var inputs = PluginConfig.Inputs(deployment.Settings, request.Package, request.Version);
        if (request.DownloadUrl.Length > 0)
            inputs.Fields["__internal"] = Value.ForStruct(
                new Struct { Fields = { ["pluginDownloadURL"] = Value.ForString(request.DownloadUrl) } });
        var goal = new Goal
        {
            Urn = Urn.Create(deployment.Settings.StackName, deployment.Settings.ProjectName, null, type, name),
            Type = type,
            Name = name,
            Custom = true,
            Inputs = inputs,
        };
        var steps = await generator.GenerateAsync(goal, ct);
        if (steps is null || !await executor.ExecuteAsync(steps))
            return null;
        return $"{goal.Urn}::{Step.Final(steps).Id}";
    }

    private static string Name(PackageRequest request)
    {
        var name = "default";
        if (request.Version.Length > 0)
            name += "_" + request.Version.Replace('.', '_');
        if (request.DownloadUrl.Length > 0)
            name += "_" + string.Concat(request.DownloadUrl.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        return name;
    }
}
