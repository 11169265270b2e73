using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using JumpCloud.EngineHost.Wire;
using Pulumirpc;

namespace JumpCloud.EngineHost.Yaml;

/// <summary>The monitor and the engine as the YAML program calls them, with the flags that the real YAML host sets.</summary>
internal sealed class MonitorClient : IDisposable
{
    private readonly GrpcChannel _monitorChannel;
    private readonly GrpcChannel _engineChannel;
    private readonly ResourceMonitor.ResourceMonitorClient _monitor;
    private readonly Engine.EngineClient _engine;
    private readonly YamlDiagnostics _diagnostics;

    public MonitorClient(ProgramContext context, YamlDiagnostics diagnostics)
    {
        _diagnostics = diagnostics;
        _monitorChannel = Channels.Connect(context.MonitorAddress);
        _engineChannel = Channels.Connect(context.EngineAddress);
        _monitor = new ResourceMonitor.ResourceMonitorClient(_monitorChannel);
        _engine = new Engine.EngineClient(_engineChannel);
    }

    public async Task LogAsync(LogSeverity severity, string message, string urn, CancellationToken ct)
        => await _engine.LogAsync(new LogRequest { Severity = severity, Message = message, Urn = urn }, cancellationToken: ct);

    /// <exception cref="NoValueException">The resource was not registered; the engine or the diagnostics say why.</exception>
    public async Task<RegisterResourceResponse> RegisterAsync(
        RegisterResourceRequest request, SourceMark mark, CancellationToken ct)
    {
        request.AcceptSecrets = true;
        request.AcceptResources = true;
        request.SupportsResultReporting = true;
        request.AcceptsByteString = true;
        request.CustomTimeouts ??= new RegisterResourceRequest.Types.CustomTimeouts();
        var response = await CallAsync(
            () => _monitor.RegisterResourceAsync(request, cancellationToken: ct), $"the resource {request.Name}", mark);
        return response.Result == Result.Success
            ? response
            : throw new NoValueException($"the resource {request.Name} was not registered: {response.Result}");
    }

    public async Task<ReadResourceResponse> ReadAsync(ReadResourceRequest request, SourceMark mark, CancellationToken ct)
    {
        request.AcceptSecrets = true;
        request.AcceptResources = true;
        request.AcceptsByteString = true;
        return await CallAsync(
            () => _monitor.ReadResourceAsync(request, cancellationToken: ct), $"the resource {request.Name}", mark);
    }

    public async Task RegisterOutputsAsync(string urn, Struct outputs, CancellationToken ct)
        => await CallAsync(
            () => _monitor.RegisterResourceOutputsAsync(
                new RegisterResourceOutputsRequest { Urn = urn, Outputs = outputs }, cancellationToken: ct),
            "the stack's outputs", SourceMark.None);

    /// <summary>The function's result; null when a preview cannot know it yet.</summary>
    public async Task<Struct?> InvokeAsync(
        FunctionSchema function, Struct arguments, InvokeExpr invoke, RegisteredResource? provider, RegisteredResource? parent,
        IReadOnlyList<RegisteredResource> dependsOn, CancellationToken ct)
    {
        var request = new ResourceInvokeRequest
        {
            Tok = function.Token,
            Args = OutputValue.MapFields(arguments, OutputValue.Flatten),
            Provider = provider?.ProviderReference ?? "",
            Parent = parent?.Urn ?? "",
            Version = invoke.Options.Version ?? "",
            PluginDownloadURL = invoke.Options.PluginDownloadUrl ?? "",
            AcceptResources = true,
            AcceptsByteString = true,
        };
        request.DependsOn.Add(dependsOn.Select(d => d.Urn));
        var response = await CallAsync(
            () => _monitor.InvokeAsync(request, cancellationToken: ct), $"the function {function.Token}", invoke.Mark);
        if (response.Failures.Count > 0)
        {
            var reasons = response.Failures.Select(f => f.Property.Length == 0 ? f.Reason : $"{f.Reason} ({f.Property})");
            throw _diagnostics.Fail(invoke.Mark, $"invocation of {function.Token} failed: {string.Join("; ", reasons)}");
        }
        return response.Unknown ? null : response.Return ?? new Struct();
    }

    public void Dispose()
    {
        _monitorChannel.Dispose();
        _engineChannel.Dispose();
    }

    /// <summary>
    /// A call that the engine breaks off, as it does when the run has failed, needs no word; any other refusal does.
    /// </summary>
    private async Task<T> CallAsync<T>(Func<AsyncUnaryCall<T>> call, string what, SourceMark mark)
    {
        try
        {
            return await call();
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.Cancelled or StatusCode.Unavailable or StatusCode.Aborted)
        {
            throw new NoValueException($"the run ended before {what} was done", e);
        }
        catch (RpcException e)
        {
            throw _diagnostics.Fail(mark, $"{what}: {e.Status.Detail}");
        }
    }
}
