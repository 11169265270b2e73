using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using JumpCloud.Clients;
using JumpCloud.Core;
using Wire = Pulumirpc;

namespace JumpCloud.Rpc;

/// <summary>
/// The provider's side of the wire: reads requests, has the core do the work, writes answers. One file per theme; failures
/// become statuses in <see cref="RpcErrors"/>. Calls come in parallel.
/// </summary>
internal sealed partial class ResourceProviderService(PluginOptions options, SessionTable sessions, KnownSecrets secrets)
    : Wire.ResourceProvider.ResourceProviderBase
{
    private ProviderSession SessionOf(ServerCallContext call) => sessions.Of(ConnectionOf(call));

    private static string ConnectionOf(ServerCallContext call) => call.GetHttpContext().Connection.Id;

    /// <summary>Runs an operation of a configured provider, within its time.</summary>
    private async Task<T> RunAsync<T>(
        ServerCallContext call, string urn, bool preview, TimeSpan timeout, Func<OperationContext, ValueTask<T>> operation)
    {
        var session = await sessions.OfOperationAsync(ConnectionOf(call), call.CancellationToken);
        var log = new EngineLog(session.Engine.Client, urn, secrets);
        var deadline = options.Time.GetUtcNow() + timeout;
        return await OperationScope.RunAsync(session, timeout, options.Time, call.CancellationToken, cancellation =>
        {
            var context = new OperationContext(urn, preview, log, session.Clients, options.Time, cancellation) { Deadline = deadline };
            WaitNotice.Current = context.Waiting;
            return operation(context);
        });
    }

    /// <summary>Reads what the engine sent, and remembers what is secret in it: no sentence may have it.</summary>
    private PropertyMap Decode(Struct? values, ImmutableArray<Property> rows)
    {
        var map = PropertyCodec.Decode(values);
        secrets.Add(RowSecrets.Mark(rows, map));
        return map;
    }

    private IResource ResourceOf(string type, string urn) =>
        options.Catalog.Resource(type.Length > 0 ? type : ResourceUrn.Parse(urn).Type);

    private EncodeOptions EncodeFor(ServerCallContext call, bool allowUnknowns) =>
        new(allowUnknowns, SessionOf(call).KeepsResources);

    /// <summary>The old inputs; an old engine does not send them, and then those within the outputs do.</summary>
    private PropertyMap OldInputs(IResource resource, Struct? oldInputs, PropertyMap outputs) =>
        oldInputs is null ? InputsWithin(resource.Properties, outputs) : Decode(oldInputs, resource.Properties);

    private static PropertyMap InputsWithin(ImmutableArray<Property> rows, PropertyMap outputs) =>
        PropertyMap.Of(outputs.Where(output => rows.Any(row => !row.OutputOnly && row.Name == output.Key)));

    /// <summary>
    /// Failures as the engine may be told them. It prints the plain value of the top-level input that a failure names, so one
    /// that the program made a secret is named in the reason only.
    /// </summary>
    private IEnumerable<Wire.CheckFailure> Failures(IEnumerable<CheckFailure> failures, PropertyMap inputs) =>
        failures.Select(failure => failure.Path.Length > 0 && inputs.Find(failure.Path) is { ContainsSecret: true }
            ? new Wire.CheckFailure { Reason = $"{failure.Path} {Sentence(failure.Reason)}" }
            : new Wire.CheckFailure { Property = failure.Path, Reason = Sentence(failure.Reason) });

    private string Sentence(string text) => ErrorText.Readable(secrets.Scrub(text));
}
