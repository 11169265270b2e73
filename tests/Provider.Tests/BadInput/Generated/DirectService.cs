using Grpc.Core;
using JumpCloud.Emulator;
using JumpCloud.Rpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Pulumirpc;

namespace JumpCloud.Tests.Generated;

/// <summary>The plugin's service, with what it makes of failures, called without a socket: a hundred thousand times.</summary>
internal sealed class DirectService : IAsyncDisposable
{
    private const string Connection = "direct";

    private readonly WebApplication _plugin;
    private readonly ResourceProviderService _service;
    private readonly RpcErrors _errors;

    private DirectService(WebApplication plugin)
    {
        _plugin = plugin;
        _service = plugin.Services.GetRequiredService<ResourceProviderService>();
        _errors = plugin.Services.GetRequiredService<RpcErrors>();
        plugin.Services.GetRequiredService<SessionTable>().Opened(Connection, () => false);
    }

    /// <summary>What the environment of the plugin holds.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; set; } = new Dictionary<string, string>();

    public static DirectService Start(TimeProvider time, HttpMessageHandler network)
    {
        DirectService? service = null;
        var plugin = PluginHost.Build(new PluginOptions(
            PluginArguments.Parse([]), Registry.Catalog, name => service!.Variables.GetValueOrDefault(name), time, network));
        return service = new DirectService(plugin);
    }

    public Task<CheckResponse> CheckAsync(CheckRequest request) => CallAsync(request, _service.Check);

    public Task<DiffResponse> DiffAsync(DiffRequest request) => CallAsync(request, _service.Diff);

    public Task<CheckResponse> CheckConfigAsync(CheckRequest request) => CallAsync(request, _service.CheckConfig);

    public Task<DiffResponse> DiffConfigAsync(DiffRequest request) => CallAsync(request, _service.DiffConfig);

    public Task<ConfigureResponse> ConfigureAsync(ConfigureRequest request) => CallAsync(request, _service.Configure);

    public Task<CreateResponse> CreateAsync(CreateRequest request) => CallAsync(request, _service.Create);

    public Task<ReadResponse> ReadAsync(ReadRequest request) => CallAsync(request, _service.Read);

    /// <summary>Configures it for the services.</summary>
    public Task ConfigureAsync(EmulatorHost services)
    {
        var ready = Ready.Describe(services);
        var arguments = Rpc.Support.WireValues.Struct([.. new[] { "consoleUrl", "insightsUrl", "oauthUrl", "ssoUrl", "pulumiApiUrl" }
            .Select(name => (name, Rpc.Support.WireValues.Text((string)ready[name]!)))]);
        arguments.Fields["apiKey"] = Rpc.Support.WireValues.Secret((string)ready.SelectToken("jumpcloud.apiKey")!);
        arguments.Fields["pulumiAccessToken"] = Rpc.Support.WireValues.Secret((string)ready.SelectToken("pulumi.acme.accessToken")!);
        arguments.Fields["maxRetries"] = Google.Protobuf.WellKnownTypes.Value.ForNumber(0);
        return ConfigureAsync(new ConfigureRequest { Args = arguments, AcceptSecrets = true, AcceptResources = true });
    }

    public ValueTask DisposeAsync() => _plugin.DisposeAsync();

    private async Task<TResponse> CallAsync<TRequest, TResponse>(TRequest request, UnaryServerMethod<TRequest, TResponse> method)
        where TRequest : class
        where TResponse : class
    {
        try
        {
            return await method(request, new Call());
        }
        catch (Exception exception)
        {
            throw _errors.Translate(exception);
        }
    }

    // Nothing of a call matters but the connection that it comes by, and that is always the same.
    private sealed class Call : ServerCallContext
    {
        private static readonly DefaultHttpContext Http = new() { Connection = { Id = DirectService.Connection } };

        private readonly Dictionary<object, object> _state = new() { ["__HttpContext"] = Http };

        protected override string MethodCore => "";

        protected override string HostCore => "";

        protected override string PeerCore => "";

        protected override DateTime DeadlineCore => DateTime.MaxValue;

        protected override Metadata RequestHeadersCore { get; } = [];

        protected override CancellationToken CancellationTokenCore => default;

        protected override Metadata ResponseTrailersCore { get; } = [];

        protected override Status StatusCore { get; set; }

        protected override WriteOptions? WriteOptionsCore { get; set; }

        protected override AuthContext AuthContextCore => new(null, []);

        protected override IDictionary<object, object> UserStateCore => _state;

        protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) => throw new NotSupportedException();

        protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => Task.CompletedTask;
    }
}
