using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using JumpCloud.EngineHost.Wire;
using Pulumirpc;

namespace JumpCloud.EngineHost.Deployment;

/// <summary>
/// One plugin process with one configuration, called as <c>provider_plugin.go</c> calls it: marshalled to what the plugin
/// accepts, every answer checked against what the engine asserts.
/// </summary>
internal sealed partial class ProviderInstance(PluginProcess plugin, string package, bool dryRun, Func<int, byte[]> randomBytes)
    : IResourceOperations, IAsyncDisposable
{
    private bool _configured;

    private bool Known { get; set; } = true;

    private ResourceProvider.ResourceProviderClient Client => plugin.Client;

    private bool AcceptsSecrets => plugin.Handshake.AcceptSecrets;

    private string StatusAddress => $"127.0.0.1:{plugin.Port}";

    /// <summary>Configures it; with unknown inputs it is left alone and answers for itself from then on.</summary>
    public async Task ConfigureAsync(ResourceName provider, string id, Struct inputs, CancellationToken ct)
    {
        if (_configured)
            return;
        _configured = true;
        Known = !Values.ContainsUnknown(inputs);
        if (!Known)
            return;
        var request = new ConfigureRequest
        {
            Args = AcceptsSecrets ? inputs.Clone() : Values.WithoutSecrets(inputs),
            AcceptSecrets = true,
            AcceptResources = true,
            SendsOldInputs = true,
            SendsOldInputsToDelete = true,
            Id = id,
            Urn = provider.Urn,
            Name = provider.Name,
            Type = provider.Type,
        };
        foreach (var (key, value) in Values.WithoutSecrets(inputs).Fields)
            request.Variables[$"{package}:config:{key}"] =
                value.KindCase == Value.KindOneofCase.StringValue ? value.StringValue : JsonValues.ToText(value);
        try
        {
            await Client.ConfigureAsync(request, cancellationToken: ct);
        }
        catch (RpcException e)
        {
            throw ProviderErrors.Configure(e);
        }
    }

    public async Task<CheckResult> CheckConfigAsync(ResourceName provider, Struct? olds, Struct news, CancellationToken ct)
    {
        var request = new CheckRequest
        {
            Urn = provider.Urn,
            Olds = Values.WithoutSecrets(olds ?? new Struct()),
            News = Values.WithoutSecrets(news),
            Name = provider.Name,
            Type = provider.Type,
        };
        try
        {
            var response = await Client.CheckConfigAsync(request, cancellationToken: ct);
            var inputs = Values.MarkSecretsLike(response.Inputs ?? new Struct(), news);
            KeepVersion(news, inputs);
            return new CheckResult(inputs, response.Failures);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Unimplemented)
        {
            return new CheckResult(news, []);
        }
        catch (RpcException e)
        {
            throw ProviderErrors.Failure(e);
        }
    }

    public async Task<DiffResult> DiffConfigAsync(
        ResourceName provider, Struct oldInputs, Struct oldOutputs, Struct news, CancellationToken ct)
    {
        var request = new DiffRequest
        {
            Urn = provider.Urn,
            Olds = Values.WithoutSecrets(oldOutputs),
            News = Values.WithoutSecrets(news),
            OldInputs = Values.WithoutSecrets(oldInputs),
            Name = provider.Name,
            Type = provider.Type,
        };
        try
        {
            return ReadDiff(await Client.DiffConfigAsync(request, cancellationToken: ct), mayBeUnknown: true);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Unimplemented)
        {
            return DiffResult.Unknown;
        }
        catch (RpcException e)
        {
            throw ProviderErrors.Failure(e);
        }
    }

    public async Task<InvokeResponse> InvokeAsync(string token, Struct arguments, CancellationToken ct)
    {
        var request = new InvokeRequest { Tok = token, Args = Old(Values.DropUnknowns(arguments)), Preview = dryRun };
        var response = await CallAsync(() => Client.InvokeAsync(request, cancellationToken: ct));
        if (response.Return is not null)
            RejectUnknown(response.Return, "Invoke");
        return response;
    }

    /// <summary>Whether it was configured with known inputs; otherwise the engine answers in its place.</summary>
    public bool IsKnown => Known;

    public async Task<ConstructResponse> ConstructAsync(ConstructRequest request, CancellationToken ct)
    {
        if (!plugin.Handshake.AcceptOutputs)
            request.Inputs = Values.LowerOutputs(request.Inputs);
        try
        {
            return await Client.ConstructAsync(request, cancellationToken: ct);
        }
        catch (RpcException e)
        {
            throw new OperationException(ProviderErrors.BadInputs(e, request.Inputs) ?? ProviderErrors.Text(e), e);
        }
    }

    public Task<CallResponse> CallAsync(CallRequest request, CancellationToken ct)
    {
        if (!plugin.Handshake.AcceptOutputs)
            request.Args = Values.LowerOutputs(request.Args);
        return CallAsync(() => Client.CallAsync(request, cancellationToken: ct));
    }

    public async Task<string> GetSchemaAsync(CancellationToken ct)
    {
        var schema = (await CallAsync(() => Client.GetSchemaAsync(new GetSchemaRequest(), cancellationToken: ct))).Schema;
        // The CLI's schema loader asks for the version once more, to complete a schema that has none.
        await CallAsync(() => Client.GetPluginInfoAsync(new Empty(), cancellationToken: ct));
        return schema;
    }

    /// <summary>Cancel, while its other calls go on.</summary>
    public Task SignalCancellationAsync() => plugin.SignalCancellationAsync();

    public ValueTask DisposeAsync() => plugin.DisposeAsync();

    private static void KeepVersion(Struct news, Struct inputs)
    {
        // Dropping the version is repaired, changing it is the provider's mistake (registry.go, Check).
        if (!news.Fields.TryGetValue("version", out var version))
            return;
        if (!inputs.Fields.TryGetValue("version", out var returned))
            inputs.Fields["version"] = version.Clone();
        else if (!returned.Equals(version))
            throw new OperationException("the provider changed its own 'version' in CheckConfig");
    }

    private static async Task<T> CallAsync<T>(Func<AsyncUnaryCall<T>> call)
    {
        try
        {
            return await call();
        }
        catch (RpcException e)
        {
            throw ProviderErrors.Failure(e);
        }
    }

    /// <summary>New values: assets whole, unknowns kept.</summary>
    private Struct New(Struct properties)
    {
        var sent = AcceptsSecrets ? properties.Clone() : Values.WithoutSecrets(properties);
        return plugin.Handshake.AcceptResources ? sent : Values.WithoutReferences(sent);
    }

    /// <summary>Old values: assets by hash only.</summary>
    private Struct Old(Struct properties) => Values.ElideAssets(New(properties));

    private string StatusToken() => new Guid(randomBytes(16)).ToString();
}
