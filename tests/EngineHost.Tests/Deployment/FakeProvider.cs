using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using JumpCloud.EngineHost.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Pulumirpc;

namespace JumpCloud.Tests.Deployment;

/// <summary>
/// A provider in this process that the host attaches to. It answers well by itself: inputs are outputs, <c>label</c> replaces.
/// A test puts its own answers in the place of these.
/// </summary>
internal sealed class FakeProvider : ResourceProvider.ResourceProviderBase, IAsyncDisposable
{
    private WebApplication? _application;

    public ConcurrentQueue<(string Method, IMessage Request)> Calls { get; } = new();

    public ProviderHandshakeResponse Flags { get; set; } =
        new() { AcceptSecrets = true, AcceptResources = true, AcceptOutputs = true };

    public Func<ProviderHandshakeResponse>? OnHandshake { get; set; }

    public Func<CheckRequest, CheckResponse> OnCheck { get; set; } = request => new CheckResponse { Inputs = request.News };

    public Func<CheckRequest, CheckResponse> OnCheckConfig { get; set; } = request => new CheckResponse { Inputs = request.News };

    public Func<ConfigureRequest, ConfigureResponse> OnConfigure { get; set; } = _ => new ConfigureResponse();

    public Func<DiffRequest, DiffResponse> OnDiff { get; set; } = Difference;

    public Func<DiffRequest, DiffResponse> OnDiffConfig { get; set; } = Difference;

    public Func<CreateRequest, Task<CreateResponse>> OnCreate { get; set; } = request => Task.FromResult(new CreateResponse
    {
        Id = request.Preview ? "" : $"id-{request.Name}",
        Properties = request.Properties,
    });

    public Func<ReadRequest, ReadResponse> OnRead { get; set; } = request => new ReadResponse
    {
        Id = request.Id,
        Properties = request.Properties ?? new Struct(),
        Inputs = request.Inputs,
    };

    public Func<UpdateRequest, UpdateResponse> OnUpdate { get; set; } =
        request => new UpdateResponse { Properties = request.News };

    public Func<DeleteRequest, Empty> OnDelete { get; set; } = _ => new Empty();

    public Func<InvokeRequest, InvokeResponse> OnInvoke { get; set; } = request => new InvokeResponse { Return = request.Args };

    public Action OnCancel { get; set; } = () => { };

    public string Port => new Uri(_application!.Urls.Single()).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static async Task<FakeProvider> StartAsync(int port = 0)
    {
        var provider = new FakeProvider();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(provider);
        provider._application = builder.Build();
        provider._application.MapGrpcService<FakeProvider>();
        await provider._application.StartAsync();
        return provider;
    }

    /// <summary>The requests of one method, in order.</summary>
    public IReadOnlyList<T> Requests<T>()
        where T : IMessage => [.. Calls.Select(call => call.Request).OfType<T>()];

    /// <summary>Methods and names of what was called for resources, in order: <c>Create one</c>.</summary>
    public IReadOnlyList<string> Operations => [.. Calls
        .Where(call => call.Method is "Create" or "Read" or "Update" or "Delete")
        .Select(call => $"{call.Method} {NameOf(call.Request)}")];

    public override Task<ProviderHandshakeResponse> Handshake(ProviderHandshakeRequest request, ServerCallContext context) =>
        Answer("Handshake", request, _ => OnHandshake?.Invoke() ?? Flags);

    public override Task<Empty> Attach(PluginAttach request, ServerCallContext context) =>
        Answer("Attach", request, _ => new Empty());

    public override Task<PluginInfo> GetPluginInfo(Empty request, ServerCallContext context) =>
        Answer("GetPluginInfo", request, _ => new PluginInfo { Version = "1.0.0" });

    public override Task<CheckResponse> CheckConfig(CheckRequest request, ServerCallContext context) =>
        Answer("CheckConfig", request, OnCheckConfig);

    public override Task<DiffResponse> DiffConfig(DiffRequest request, ServerCallContext context) =>
        Answer("DiffConfig", request, OnDiffConfig);

    public override Task<ConfigureResponse> Configure(ConfigureRequest request, ServerCallContext context) =>
        Answer("Configure", request, OnConfigure);

    public override Task<CheckResponse> Check(CheckRequest request, ServerCallContext context) =>
        Answer("Check", request, OnCheck);

    public override Task<DiffResponse> Diff(DiffRequest request, ServerCallContext context) => Answer("Diff", request, OnDiff);

    public override async Task<CreateResponse> Create(CreateRequest request, ServerCallContext context) =>
        await await Answer("Create", request, OnCreate);

    public override Task<ReadResponse> Read(ReadRequest request, ServerCallContext context) => Answer("Read", request, OnRead);

    public override Task<UpdateResponse> Update(UpdateRequest request, ServerCallContext context) =>
        Answer("Update", request, OnUpdate);

    public override Task<Empty> Delete(DeleteRequest request, ServerCallContext context) => Answer("Delete", request, OnDelete);

    public override Task<InvokeResponse> Invoke(InvokeRequest request, ServerCallContext context) =>
        Answer("Invoke", request, OnInvoke);

    public override Task<Empty> Cancel(Empty request, ServerCallContext context)
    {
        OnCancel();
        return Answer("Cancel", request, _ => new Empty());
    }

    public ValueTask DisposeAsync() => _application!.DisposeAsync();

    private static string NameOf(IMessage request) =>
        (string)request.Descriptor.FindFieldByName("name").Accessor.GetValue(request);

    private static DiffResponse Difference(DiffRequest request)
    {
        var response = new DiffResponse { Changes = DiffResponse.Types.DiffChanges.DiffNone, HasDetailedDiff = true };
        foreach (var key in request.OldInputs.Fields.Keys.Union(request.News.Fields.Keys))
        {
            var (old, @new) = (request.OldInputs.Fields.GetValueOrDefault(key), request.News.Fields.GetValueOrDefault(key));
            if (old is not null && @new is not null && Values.DeepEquals(old, @new))
                continue;
            response.Changes = DiffResponse.Types.DiffChanges.DiffSome;
            response.Diffs.Add(key);
            response.DetailedDiff[key] = new PropertyDiff
            {
                Kind = key == "label" ? PropertyDiff.Types.Kind.UpdateReplace : PropertyDiff.Types.Kind.Update,
                InputDiff = true,
            };
            if (key == "label")
                response.Replaces.Add(key);
        }

        return response;
    }

    private Task<TResponse> Answer<TRequest, TResponse>(string method, TRequest request, Func<TRequest, TResponse> answer)
        where TRequest : IMessage
    {
        Calls.Enqueue((method, request));
        return Task.FromResult(answer(request));
    }
}
