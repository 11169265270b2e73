using System.Net;
using System.Net.Sockets;

namespace JumpCloud.Tests.Faults;

/// <summary>
/// Stands between the engine and a plugin's port. Severed, it is to the engine as if the plugin's process had ended, while the plugin
/// does not notice anything: to it the connection stays open.
/// </summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _port;
    private readonly List<Socket> _engine = [];
    private readonly List<Socket> _plugin = [];
    private readonly Task _accepting;
    private bool _isSevered;

    /// <param name="port">The plugin's.</param>
    public Relay(int port)
    {
        _port = port;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Ends every connection with the engine, and takes no new one.</summary>
    public void Sever()
    {
        lock (_gate)
        {
            _isSevered = true;
            _listener.Stop();
            _engine.ForEach(socket => socket.Dispose());
        }
    }

    public async ValueTask DisposeAsync()
    {
        Sever();
        await _accepting;
        lock (_gate)
            _plugin.ForEach(socket => socket.Dispose());
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var engine = await _listener.AcceptSocketAsync();
                var plugin = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await plugin.ConnectAsync(IPAddress.Loopback, _port);
                Keep(engine, plugin);
                _ = PumpAsync(engine, plugin);
                _ = PumpAsync(plugin, engine);
            }
        }
        catch (Exception e) when (_isSevered && e is SocketException or ObjectDisposedException)
        {
            // The listener was stopped while it waited.
        }
    }

    private void Keep(Socket engine, Socket plugin)
    {
        lock (_gate)
        {
            engine.NoDelay = true;
            _engine.Add(engine);
            _plugin.Add(plugin);
            if (_isSevered)
                engine.Dispose();
        }
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(buffer)) > 0 && !_isSevered)
                await to.SendAsync(buffer.AsMemory(0, read));
            if (!_isSevered)
                to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // One side is gone; what the other may know of it is decided when it is severed or disposed.
        }
    }
}
