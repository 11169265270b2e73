using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using JumpCloud.EngineHost.Wire;
using Pulumirpc;

namespace JumpCloud.EngineHost;

/// <summary>
/// One running resource plugin, started and stopped as the engine does it (sdk/go/common/resource/plugin/plugin.go and
/// provider_plugin.go): argv, port line, Handshake, Attach, GetPluginInfo; Cancel, SIGINT, 5 seconds, SIGKILL.
/// </summary>
public sealed class PluginProcess : IAsyncDisposable
{
    /// <summary>The engine's limit of message sizes.</summary>
    internal const int MessageLimit = 400 * 1024 * 1024;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan UserGrace = TimeSpan.FromSeconds(30);
    private readonly PluginStart _start;
    private readonly PluginChild? _child;
    private readonly GrpcChannel _channel;
    private bool _stopped;

    private PluginProcess(PluginStart start, PluginChild? child, int port)
    {
        _start = start;
        _child = child;
        Port = port;
        _channel = Channels.Connect($"127.0.0.1:{port}");
        Client = new ResourceProvider.ResourceProviderClient(
            start.Recorder is null ? _channel.CreateCallInvoker() : _channel.Intercept(start.Recorder));
    }

    public ResourceProvider.ResourceProviderClient Client { get; }

    /// <summary>The plugin's port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>What it answered to Handshake.</summary>
    public ProviderHandshakeResponse Handshake { get; private set; } = new();

    /// <summary>The version it gave in GetPluginInfo.</summary>
    public string Version { get; private set; } = "";

    /// <summary>All that it wrote to standard error.</summary>
    public string StdErr => _child?.StandardError ?? "";

    /// <summary>What it wrote to standard output after the port line.</summary>
    public string StdOut => _child?.StandardOutput ?? "";

    /// <summary>Its exit code once it has ended; null in attach mode.</summary>
    public int? ExitCode => _child?.ExitCode;

    /// <summary>Its process id; null in attach mode.</summary>
    public int? ProcessId => _child?.Id;

    /// <summary>Whether its end was begun, by <see cref="StopAsync"/> or <see cref="KillAsync"/>.</summary>
    public bool IsStopped => _stopped;

    /// <summary>Whether <see cref="StopAsync"/> had to kill it.</summary>
    public bool WasKilled { get; private set; }

    /// <summary>
    /// Whether <see cref="StopAsync"/> got an answer to Cancel; the engine prints "exited prematurely" otherwise.
    /// </summary>
    public bool CancelAcknowledged { get; private set; }

    /// <summary>Starts or attaches, and shakes hands.</summary>
    /// <exception cref="PluginException">It ended early, wrote no port within the limit, or failed the handshake.</exception>
    public static async Task<PluginProcess> StartAsync(PluginStart start, CancellationToken ct)
    {
        if (int.TryParse(start.Location, NumberStyles.None, CultureInfo.InvariantCulture, out var attachPort))
            return await ShakeAsync(new PluginProcess(start, null, attachPort), ct);
        var child = PluginChild.Start(start, PluginLocation.Executable(start.Package, start.Location));
        try
        {
            var port = await WithinAsync(start, "write its port", child.ReadPortAsync, ct);
            return await ShakeAsync(new PluginProcess(start, child, port), ct);
        }
        catch
        {
            child.SendKill();
            child.Dispose();
            throw;
        }
    }

    /// <summary>Cancel, then SIGINT to the group, 5 seconds, then SIGKILL. Attached: Cancel only.</summary>
    public async Task StopAsync(CancellationToken ct = default)
    {
        if (_stopped)
            return;
        _stopped = true;
        try
        {
            CancelAcknowledged = await CancelAsync(Grace).WaitAsync(ct);
        }
        finally
        {
            _channel.Dispose();
            await EndAsync(ct);
        }
    }

    /// <summary>Cancel alone, as on the user's Ctrl-C: it is to end its running calls itself.</summary>
    public Task<bool> SignalCancellationAsync() => CancelAsync(UserGrace);

    /// <summary>Ends the process without a word, as a crash would.</summary>
    public async Task KillAsync()
    {
        _stopped = true;
        _channel.Dispose();
        if (_child is null)
            return;
        _child.SendKill();
        await _child.WaitAsync(CancellationToken.None).WaitAsync(Grace, _start.Time);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _child?.Dispose();
    }

    private static async Task<PluginProcess> ShakeAsync(PluginProcess plugin, CancellationToken ct)
    {
        await WithinAsync(plugin._start, "answer its handshake", plugin.ShakeHandsAsync, ct);
        return plugin;
    }

    private static async Task<T> WithinAsync<T>(
        PluginStart start, string what, Func<CancellationToken, Task<T>> work, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var timer = new CancellationTokenSource(start.Limit, start.Time);
        using var link = timer.Token.Register(limit.Cancel);
        try
        {
            return await work(limit.Token);
        }
        catch (Exception e) when (timer.IsCancellationRequested && !ct.IsCancellationRequested
            && e is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled })
        {
            throw new PluginException(
                $"plugin for '{start.Package}' did not {what} within {start.Limit.TotalSeconds:0} seconds", e);
        }
    }

    private async Task<bool> ShakeHandsAsync(CancellationToken ct)
    {
        Handshake = await RetryUnavailableAsync(HandshakeRequest(), ct);
        if (_child is null)
            await Client.AttachAsync(new PluginAttach { Address = _start.EngineAddress }, cancellationToken: ct);
        Version = (await Client.GetPluginInfoAsync(new Empty(), cancellationToken: ct)).Version;
        return true;
    }

    private ProviderHandshakeRequest HandshakeRequest()
    {
        var request = new ProviderHandshakeRequest
        {
            EngineAddress = _start.EngineAddress,
            ConfigureWithUrn = true,
            SupportsViews = true,
            SupportsRefreshBeforeUpdate = true,
            InvokeWithPreview = true,
            MapperTarget = _start.EngineAddress,
            LoaderTarget = _start.EngineAddress,
            ResolverTarget = _start.EngineAddress,
            AcceptsByteString = true,
        };
        if (_child is null)
            return request;
        var folder = Path.GetDirectoryName(Path.GetFullPath(PluginLocation.Executable(_start.Package, _start.Location)))!;
        request.RootDirectory = folder;
        request.ProgramDirectory = folder;
        return request;
    }

    private async Task<ProviderHandshakeResponse> RetryUnavailableAsync(ProviderHandshakeRequest request, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return await Client.HandshakeAsync(request, cancellationToken: ct);
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable && _child?.ExitCode is null)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), _start.Time, ct);
            }
            catch (RpcException e) when (e.StatusCode != StatusCode.Cancelled)
            {
                throw new PluginException($"plugin for '{_start.Package}' failed its handshake: {e.Status.Detail}", e);
            }
        }
    }

    // False when it has died or hangs; the signals that follow end it.
    private async Task<bool> CancelAsync(TimeSpan deadline)
    {
        using var limit = new CancellationTokenSource(deadline, _start.Time);
        try
        {
            await Client.CancelAsync(new Empty(), cancellationToken: limit.Token);
            return true;
        }
        catch (RpcException e)
        {
            return e.StatusCode == StatusCode.Unimplemented;
        }
    }

    private async Task EndAsync(CancellationToken ct)
    {
        if (_child is null)
            return;
        _child.SendInterrupt();
        try
        {
            await _child.WaitAsync(ct).WaitAsync(Grace, _start.Time, ct);
        }
        catch (TimeoutException)
        {
            WasKilled = true;
            _child.SendKill();
            await _child.WaitAsync(ct).WaitAsync(Grace, _start.Time, ct);
        }
    }
}
