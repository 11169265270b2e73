using System.Globalization;
using Grpc.Core;
using JumpCloud.Core;
using Wire = Pulumirpc;

namespace JumpCloud.Rpc;

/// <summary>Functions, and the listing of live resources.</summary>
internal sealed partial class ResourceProviderService
{
    public override Task<Wire.InvokeResponse> Invoke(Wire.InvokeRequest request, ServerCallContext context)
    {
        var function = options.Catalog.Function(request.Tok);
        var arguments = Decode(request.Args, function.Arguments);
        return RunAsync(context, "", request.Preview, OperationScope.ReadTimeout, async operation =>
        {
            var result = await function.InvokeAsync(arguments, operation);
            var response = new Wire.InvokeResponse();
            response.Failures.AddRange(Failures(result.Failures, arguments));
            if (response.Failures.Count == 0)
                response.Return = Encode(result.Return, allowUnknowns: false, context);
            return response;
        });
    }

    public override Task<Wire.CallResponse> Call(Wire.CallRequest request, ServerCallContext context) =>
        throw new UserErrorException(
            ErrorKind.InvalidArgument, $"the jumpcloud provider {ProviderVersion.Text} has no method {request.Tok}; its resources have none");

    public override Task List(Wire.ListRequest request, IServerStreamWriter<Wire.ListResponse> responseStream, ServerCallContext context)
    {
        var resource = options.Catalog.Resource(request.Token);
        if (resource is not IListable listable)
            throw new RpcException(new Status(StatusCode.Unimplemented, $"{request.Token} cannot be listed"));
        var query = PropertyCodec.Decode(request.Query);
        return RunAsync(context, "", preview: true, OperationScope.ReadTimeout, async operation =>
        {
            if (query.Values.Any(value => value.ContainsUnknown))
                await responseStream.WriteAsync(new Wire.ListResponse { Computed = new() }, operation.Cancellation);
            else
                await WritePageAsync(listable, CheckQuery(listable, query), request, responseStream, operation);
            return true;
        });
    }

    private static PropertyMap CheckQuery(IListable listable, PropertyMap query)
    {
        var failures = new Failures();
        var known = RowCheck.Run(listable.Query, query, failures);
        if (failures.Any)
            throw new InvalidInputsException(failures.ToImmutable());
        return known;
    }

    // The continuation token: how many resources were sent before, and the place where the next one is looked for.
    private static async Task WritePageAsync(
        IListable listable, PropertyMap query, Wire.ListRequest request, IServerStreamWriter<Wire.ListResponse> stream,
        OperationContext operation)
    {
        var (sent, place) = PlaceOf(request.ContinuationToken);
        var limit = request.Limit > 0 ? request.Limit : long.MaxValue;
        var end = request.PageSize > 0 ? Math.Min(limit, sent + request.PageSize) : limit;
        if (sent >= limit)
            return;
        await foreach (var item in listable.ListAsync(query, place, operation).WithCancellation(operation.Cancellation))
        {
            if (sent >= end)
            {
                await WriteContinuationAsync(sent, place, stream, operation);
                return;
            }

            var result = new Wire.ListResponse.Types.Result { Id = item.Id, Name = item.Name };
            await stream.WriteAsync(new Wire.ListResponse { Result = result }, operation.Cancellation);
            (sent, place) = (sent + 1, item.Next);

            // Whether there are more is asked only where somebody may want them.
            if (sent >= limit)
                return;
        }
    }

    private static Task WriteContinuationAsync(
        long sent, ListPlace place, IServerStreamWriter<Wire.ListResponse> stream, OperationContext operation)
    {
        var token = string.Create(CultureInfo.InvariantCulture, $"{sent}.{place.Outer}.{place.Inner}");
        var continuation = new Wire.ListResponse.Types.Continuation { ContinuationToken = token };
        return stream.WriteAsync(new Wire.ListResponse { Continuation = continuation }, operation.Cancellation);
    }

    private static (long Sent, ListPlace Place) PlaceOf(string token)
    {
        if (token.Length == 0)
            return default;
        var culture = CultureInfo.InvariantCulture;
        return token.Split('.') is [var first, var second, var third]
            && long.TryParse(first, NumberStyles.None, culture, out var sent)
            && int.TryParse(second, NumberStyles.None, culture, out var outer)
            && int.TryParse(third, NumberStyles.None, culture, out var inner)
                ? (sent, new ListPlace(outer, inner))
                : throw new UserErrorException(
                    ErrorKind.InvalidArgument, "the continuation token is not one of this provider; list from the start");
    }
}
