using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using JumpCloud.Core;
using Wire = Pulumirpc;

namespace JumpCloud.Rpc;

/// <summary>The life of a custom resource.</summary>
internal sealed partial class ResourceProviderService
{
    // An id is one or two of a service's, or a name; names become part of a request's address.
    private const int MostIdLength = 1000;

    public override Task<Wire.CheckResponse> Check(Wire.CheckRequest request, ServerCallContext context)
    {
        var resource = ResourceOf(request.Type, request.Urn);
        var news = Decode(request.News, resource.Properties);
        var check = new CheckRequest(Decode(request.Olds, resource.Properties), news);
        return RunAsync(context, request.Urn, preview: true, OperationScope.ReadTimeout, async operation =>
        {
            var result = await resource.CheckAsync(check, operation);
            var response = new Wire.CheckResponse { Inputs = PropertyCodec.Encode(result.Inputs, EncodeFor(context, allowUnknowns: true)) };
            response.Failures.AddRange(Failures(result.Failures, news));
            return response;
        });
    }

    public override Task<Wire.DiffResponse> Diff(Wire.DiffRequest request, ServerCallContext context)
    {
        var resource = ResourceOf(request.Type, request.Urn);
        var outputs = Decode(request.Olds, resource.Properties);
        var diff = resource.Diff(new DiffRequest(
            request.Id,
            outputs,
            OldInputs(resource, request.OldInputs, outputs),
            Decode(request.News, resource.Properties),
            [.. request.IgnoreChanges]));
        return Task.FromResult(DiffAnswer.Write(IgnoredChanges.Remove(diff, request.IgnoreChanges)));
    }

    public override Task<Wire.CreateResponse> Create(Wire.CreateRequest request, ServerCallContext context)
    {
        var resource = ResourceOf(request.Type, request.Urn);
        var inputs = Decode(request.Properties, resource.Properties);
        var timeout = OperationScope.ChangeTimeoutOf(request.Timeout, resource.WaitOf(inputs));
        return RunAsync(context, request.Urn, request.Preview, timeout, async operation =>
        {
            var created = await resource.CreateAsync(inputs, operation);
            if (request.Preview)
                return new Wire.CreateResponse { Properties = Encode(created.Outputs, request.Preview, context) };
            if (created.Id.Length == 0)
                throw new InvalidOperationException($"{resource.Token} was created without an id");
            return new Wire.CreateResponse { Id = created.Id, Properties = EncodeState(created.Id, created.Outputs, context) };
        });
    }

    public override Task<Wire.ReadResponse> Read(Wire.ReadRequest request, ServerCallContext context)
    {
        var resource = ResourceOf(request.Type, request.Urn);
        CheckId(request.Id);
        var timeout = OperationScope.Timeout(request.Timeout, OperationScope.ReadTimeout);
        return RunAsync(context, request.Urn, preview: true, timeout, async operation =>
        {
            // Gone is an answer with nothing set, not even an empty map.
            if (await resource.ReadAsync(ReadRequestOf(resource, request), operation) is not { } live)
                return new Wire.ReadResponse();
            return new Wire.ReadResponse
            {
                Id = live.Id,
                Properties = Encode(live.Outputs, allowUnknowns: false, context),
                Inputs = Encode(live.Inputs, allowUnknowns: false, context),
            };
        });
    }

    public override Task<Wire.UpdateResponse> Update(Wire.UpdateRequest request, ServerCallContext context)
    {
        var resource = ResourceOf(request.Type, request.Urn);
        var outputs = Decode(request.Olds, resource.Properties);
        var update = new UpdateRequest(
            request.Id, outputs, OldInputs(resource, request.OldInputs, outputs), Decode(request.News, resource.Properties));
        var timeout = OperationScope.ChangeTimeoutOf(request.Timeout, resource.WaitOf(update.News));
        return RunAsync(context, request.Urn, request.Preview, timeout, async operation =>
        {
            var state = await resource.UpdateAsync(update, operation);
            return new Wire.UpdateResponse
            {
                Properties = request.Preview ? Encode(state, allowUnknowns: true, context) : EncodeState(request.Id, state, context),
            };
        });
    }

    public override Task<Empty> Delete(Wire.DeleteRequest request, ServerCallContext context)
    {
        var resource = ResourceOf(request.Type, request.Urn);
        var outputs = Decode(request.Properties, resource.Properties);
        var delete = new DeleteRequest(request.Id, outputs, OldInputs(resource, request.OldInputs, outputs));
        var timeout = OperationScope.ChangeTimeoutOf(request.Timeout, resource.WaitOf(delete.Inputs));
        return RunAsync(context, request.Urn, preview: false, timeout, async operation =>
        {
            await resource.DeleteAsync(delete, operation);
            return new Empty();
        });
    }

    private static void CheckId(string id)
    {
        if (string.IsNullOrWhiteSpace(id))
            throw new UserErrorException(ErrorKind.InvalidArgument, "the id of a resource must not be empty");
        if (id.Length > MostIdLength)
        {
            throw new UserErrorException(
                ErrorKind.InvalidArgument, $"an id of {id.Length} characters is not that of a resource: the longest has {MostIdLength}; copy it again");
        }
    }

    // An import knows nothing yet, and neither does a program that gets a resource by its id alone.
    private ReadRequest ReadRequestOf(IResource resource, Wire.ReadRequest request)
    {
        var outputs = Decode(request.Properties, resource.Properties);
        var inputs = Decode(request.Inputs, resource.Properties);
        if (outputs.Count == 0 && inputs.Count == 0)
            return new ReadRequest(request.Id, null, null);
        return new ReadRequest(request.Id, OldInputs(resource, request.Inputs, outputs), outputs);
    }

    private Struct Encode(PropertyMap values, bool allowUnknowns, ServerCallContext context) =>
        PropertyCodec.Encode(values, EncodeFor(context, allowUnknowns));

    // The service has carried it out: whatever is wrong with the answer, the engine must keep what exists now.
    private Struct EncodeState(string id, PropertyMap state, ServerCallContext context)
    {
        var unknown = state.Where(entry => entry.Value.ContainsUnknown).Select(entry => entry.Key).ToList();
        if (unknown.Count == 0)
            return Encode(state, allowUnknowns: false, context);
        throw new PartialFailureException(
            id, state, null, [$"this is a bug in the jumpcloud provider, please report it: it does not know {string.Join(", ", unknown)}"]);
    }
}
