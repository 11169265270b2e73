using Grpc.Core;
using JumpCloud.Core;
using Wire = Pulumirpc;

namespace JumpCloud.Rpc;

/// <summary>Component resources.</summary>
internal sealed partial class ResourceProviderService
{
    public override Task<Wire.ConstructResponse> Construct(Wire.ConstructRequest request, ServerCallContext context)
    {
        var component = options.Catalog.Component(request.Type);
        var given = ComponentInputs.Read(request);
        secrets.Add(RowSecrets.Mark(component.Properties, given));
        var inputs = CheckInputs(component, given);
        return RunAsync(context, "", request.DryRun, OperationScope.Timeout(0, TimeSpan.FromHours(24)), async operation =>
        {
            using var scope = await ComponentScope.BeginAsync(request, operation.Cancellation);
            var ownLog = new EngineLog(SessionOf(context).Engine.Client, scope.Urn, secrets);
            var outputs = await component.ConstructAsync(inputs, scope, operation with { Urn = scope.Urn, Log = ownLog });
            return await scope.EndAsync(outputs, operation.Cancellation);
        });
    }

    // The engine does not have a component's inputs checked.
    private static PropertyMap CheckInputs(IComponent component, PropertyMap inputs)
    {
        var failures = new Failures();
        var known = RowCheck.Run(component.Properties, inputs, failures);
        component.Check(known, failures);
        if (!failures.Any)
            return RowSecrets.Mark(component.Properties, known);
        throw new InvalidInputsException([.. failures.ToImmutable().Select(failure =>
            failure.Path.Length > 0 && inputs.Find(PropertyPath.Head(failure.Path)) is { ContainsSecret: true }
                ? new CheckFailure("", $"{failure.Path} {failure.Reason}")
                : failure)]);
    }
}
