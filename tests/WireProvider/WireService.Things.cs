using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumirpc;

namespace JumpCloud.Wire;

/// <summary>Create, Read, Update, Delete of a Thing.</summary>
internal sealed partial class WireService
{
    public override async Task<CreateResponse> Create(CreateRequest request, ServerCallContext context)
    {
        RequireThing(request.Type);
        var outputs = request.Properties.Clone();
        if (request.Preview)
        {
            outputs.Fields["gen"] = Value.ForString(WireValues.Unknown);
            return new CreateResponse { Properties = outputs };
        }

        var script = readScript();
        var label = WireValues.Plain(outputs.Fields["label"]).StringValue;
        if (script.Log is { } text)
            await engine.LogAsync(text, request.Urn, context.CancellationToken);
        if (label == script.RefuseLabel)
            throw new RpcException(new Status(StatusCode.InvalidArgument, "the service refused the label"));

        outputs.Fields["gen"] = Value.ForString($"gen-{label}");
        if (script.HalfCreate is { } reason)
            throw HalfDone(label, outputs, request.Properties, reason);
        return new CreateResponse { Id = label, Properties = outputs };
    }

    public override Task<ReadResponse> Read(ReadRequest request, ServerCallContext context)
    {
        RequireThing(request.Type);
        var script = readScript();
        var known = request.Properties is { } properties && properties.Fields.ContainsKey("gen");
        if (script.Gone.Contains(request.Id) || (!known && !script.Existing.ContainsKey(request.Id)))
            return Task.FromResult(new ReadResponse());

        if (known)
        {
            return Task.FromResult(new ReadResponse
            {
                Id = request.Id,
                Properties = WireValues.Overlay(request.Properties!, script.Drift),
                Inputs = WireValues.Overlay(request.Inputs ?? new Struct(), script.Drift),
            });
        }

        var inputs = new Struct { Fields = { ["label"] = Value.ForString(request.Id) } };
        inputs = WireValues.Overlay(inputs, (Newtonsoft.Json.Linq.JObject)script.Existing[request.Id]!);
        var outputs = inputs.Clone();
        outputs.Fields["gen"] = Value.ForString($"gen-{request.Id}");
        return Task.FromResult(new ReadResponse { Id = request.Id, Properties = outputs, Inputs = inputs });
    }

    public override Task<UpdateResponse> Update(UpdateRequest request, ServerCallContext context)
    {
        RequireThing(request.Type);
        if (!request.Preview && readScript().HalfUpdate is { } reason)
            throw HalfDone(request.Id, request.Olds, request.News, reason);

        var outputs = request.News.Clone();
        outputs.Fields["gen"] = request.Olds.Fields["gen"];
        return Task.FromResult(new UpdateResponse { Properties = outputs });
    }

    public override Task<Empty> Delete(DeleteRequest request, ServerCallContext context)
    {
        RequireThing(request.Type);
        return Task.FromResult(new Empty());
    }

    /// <summary>
    /// The recorded provider answered with status Unknown (section 2.18: any status with this detail is a partial failure).
    /// </summary>
    private static RpcException HalfDone(string id, Struct outputs, Struct inputs, string reason)
    {
        var detail = new ErrorResourceInitFailed { Id = id, Properties = outputs, Inputs = inputs, Reasons = { reason } };
        var status = new Google.Rpc.Status
        {
            Code = (int)StatusCode.Unknown, Message = "init failed", Details = { Any.Pack(detail) },
        };
        return new RpcException(
            new Status(StatusCode.Unknown, "init failed"),
            new Metadata { { "grpc-status-details-bin", status.ToByteArray() } });
    }
}
