using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using JumpCloud.EngineHost.Wire;
using Pulumirpc;

namespace JumpCloud.EngineHost.Deployment;

/// <content>The resource RPCs, and the engine's assertions about their answers.</content>
internal sealed partial class ProviderInstance
{
    public async Task<CheckResult> CheckAsync(ResourceName resource, Struct? olds, Struct news, byte[] seed, CancellationToken ct)
    {
        if (!Known)
            return new CheckResult(news, []);
        var request = new CheckRequest
        {
            Urn = resource.Urn,
            Olds = New(olds ?? new Struct()),
            News = New(news),
            RandomSeed = ByteString.CopyFrom(seed),
            Name = resource.Name,
            Type = resource.Type,
        };
        var response = await CallAsync(() => Client.CheckAsync(request, cancellationToken: ct));
        var inputs = Received(response.Inputs ?? new Struct(), news);
        if (!dryRun && response.Failures.Count == 0)
            RejectUnknown(inputs, "Check");
        return new CheckResult(inputs, response.Failures);
    }

    public async Task<DiffResult> DiffAsync(
        ResourceName resource, string id, Struct oldInputs, Struct oldOutputs, Struct news, IReadOnlyList<string> ignoreChanges,
        CancellationToken ct)
    {
        if (!Known)
            return DiffResult.Some with
            {
                Unavailable = "The provider for this resource has inputs that are not known during preview.\n"
                    + "This preview may not correctly represent the changes that will be applied during an update.",
            };
        var request = new DiffRequest
        {
            Id = id,
            Urn = resource.Urn,
            Olds = Old(oldOutputs),
            News = Old(news),
            OldInputs = Old(oldInputs),
            Name = resource.Name,
            Type = resource.Type,
        };
        request.IgnoreChanges.AddRange(ignoreChanges);
        return ReadDiff(await CallAsync(() => Client.DiffAsync(request, cancellationToken: ct)), mayBeUnknown: false);
    }

    public Task<OperationResult> CreateAsync(ResourceName resource, Struct inputs, double timeout, CancellationToken ct)
    {
        if (!Known)
            return Task.FromResult(new OperationResult("", new Struct(), null, [], false));
        var request = new CreateRequest
        {
            Urn = resource.Urn,
            Properties = New(inputs),
            Timeout = timeout,
            Preview = dryRun,
            Name = resource.Name,
            Type = resource.Type,
            ResourceStatusAddress = StatusAddress,
            ResourceStatusToken = StatusToken(),
        };
        return PartialAsync("Create", inputs, async () =>
        {
            var response = await Client.CreateAsync(request, cancellationToken: ct);
            return new OperationResult(response.Id, response.Properties ?? new Struct(), null, [], response.RefreshBeforeUpdate);
        });
    }

    public async Task<OperationResult> ReadAsync(
        ResourceName resource, string id, Struct? inputs, Struct? outputs, double timeout, bool withStatus, CancellationToken ct)
    {
        if (!Known)
            return new OperationResult(id, new Struct(), new Struct(), [], false);
        var request = new ReadRequest
        {
            Id = id,
            Urn = resource.Urn,
            Name = resource.Name,
            Type = resource.Type,
            Timeout = timeout,
        };
        if (outputs is not null)
            request.Properties = Old(Values.DropUnknowns(outputs));
        if (inputs is not null)
            request.Inputs = Old(Values.DropUnknowns(inputs));
        if (withStatus)
        {
            request.ResourceStatusAddress = StatusAddress;
            request.ResourceStatusToken = StatusToken();
        }

        var result = await PartialAsync("Read", inputs ?? new Struct(), async () =>
        {
            var response = await Client.ReadAsync(request, cancellationToken: ct);
            // No id, or no properties, means that it does not exist.
            var exists = response.Id.Length > 0 && response.Properties is not null;
            return new OperationResult(
                response.Id,
                exists ? response.Properties : null,
                exists ? response.Inputs : null,
                [],
                response.RefreshBeforeUpdate);
        });
        if (result.Inputs is not null)
            RejectUnknown(result.Inputs, "Read");
        return result with
        {
            Outputs = result.Outputs is null ? null : Assets.Restore(result.Outputs, outputs, inputs),
            Inputs = result.Inputs is null
                ? null
                : Assets.Restore(Received(result.Inputs, inputs ?? new Struct()), inputs, outputs),
        };
    }

    public Task<OperationResult> UpdateAsync(
        ResourceName resource, string id, Struct oldInputs, Struct oldOutputs, Struct news, double timeout,
        IReadOnlyList<string> ignoreChanges, CancellationToken ct)
    {
        if (!Known)
            return Task.FromResult(new OperationResult(id, new Struct(), null, [], false));
        var request = new UpdateRequest
        {
            Id = id,
            Urn = resource.Urn,
            Olds = Old(oldOutputs),
            News = New(news),
            OldInputs = Old(oldInputs),
            Timeout = timeout,
            Preview = dryRun,
            Name = resource.Name,
            Type = resource.Type,
            ResourceStatusAddress = StatusAddress,
            ResourceStatusToken = StatusToken(),
        };
        request.IgnoreChanges.AddRange(ignoreChanges);
        return PartialAsync("Update", news, async () =>
        {
            var response = await Client.UpdateAsync(request, cancellationToken: ct);
            return new OperationResult(id, response.Properties ?? new Struct(), null, [], response.RefreshBeforeUpdate);
        });
    }

    public async Task DeleteAsync(
        ResourceName resource, string id, Struct oldInputs, Struct oldOutputs, double timeout, CancellationToken ct)
    {
        var request = new DeleteRequest
        {
            Id = id,
            Urn = resource.Urn,
            Properties = Old(oldOutputs),
            OldInputs = Old(oldInputs),
            Timeout = timeout,
            Name = resource.Name,
            Type = resource.Type,
            ResourceStatusAddress = StatusAddress,
            ResourceStatusToken = StatusToken(),
        };
        await CallAsync(() => Client.DeleteAsync(request, cancellationToken: ct));
    }

    private static void RejectUnknown(Struct properties, string method)
    {
        foreach (var (key, value) in properties.Fields)
            if (Values.ContainsUnknown(value))
                throw new OperationException($"{method} returned an unknown value for '{key}' outside a preview");
    }

    private static DiffResult ReadDiff(DiffResponse response, bool mayBeUnknown)
    {
        if (response.Changes == DiffResponse.Types.DiffChanges.DiffUnknown && !mayBeUnknown)
            throw new OperationException("Diff returned DIFF_UNKNOWN: a provider must say DIFF_NONE or DIFF_SOME");
        // Without the flag the engine drops the detailed diff (decodeDetailedDiff).
        var detailed = response.HasDetailedDiff
            ? response.DetailedDiff.ToDictionary(pair => pair.Key, pair => pair.Value)
            : [];
        foreach (var path in detailed.Keys)
            Parse(path);
        return new DiffResult(
            response.Changes == DiffResponse.Types.DiffChanges.DiffUnknown
                ? null
                : response.Changes == DiffResponse.Types.DiffChanges.DiffSome,
            detailed,
            response.Diffs,
            response.Replaces,
            response.DeleteBeforeReplace);
    }

    private static void Parse(string path)
    {
        try
        {
            PropertyPath.Parse(path);
        }
        catch (FormatException e)
        {
            throw new OperationException($"Diff returned a property path that does not parse: {e.Message}", e);
        }
    }

    private Struct Received(Struct properties, Struct sent) =>
        AcceptsSecrets ? properties : Values.MarkSecretsLike(properties, sent);

    private async Task<OperationResult> PartialAsync(string method, Struct sent, Func<Task<OperationResult>> call)
    {
        OperationResult result;
        try
        {
            result = await call();
        }
        catch (RpcException e)
        {
            if (ProviderErrors.Detail<ErrorResourceInitFailed>(e) is not { } partial)
                throw ProviderErrors.Failure(e);
            result = new OperationResult(
                partial.Id,
                partial.Properties ?? new Struct(),
                partial.Inputs,
                [.. partial.Reasons],
                partial.RefreshBeforeUpdate);
        }

        if (result.Id.Length == 0 && method == "Create" && !dryRun)
            throw new OperationException("Create returned an empty resource id");
        if (result.Outputs is null)
            return result;
        if (!dryRun || method == "Read")
            RejectUnknown(result.Outputs, method);
        return result with { Outputs = Received(result.Outputs, sent) };
    }
}
