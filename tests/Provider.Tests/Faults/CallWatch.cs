using System.Net.Sockets;
using JumpCloud.Emulator;

namespace JumpCloud.Tests.Faults;

/// <summary>
/// Between the plugin and the network: notes the calls in their order, and disturbs one. A lasting disturbance also meets the
/// later calls of the same method and path.
/// </summary>
/// <param name="network">What the calls go on to; null for the network itself.</param>
internal sealed class CallWatch(EmulatorHost services, IdleTime time, HttpMessageHandler? network = null)
    : DelegatingHandler(network ?? NewNetwork())
{
    private const string Mark = "disturbed";

    private readonly Lock _gate = new();
    private readonly List<Call> _calls = [];
    private readonly List<string> _strangers = [];
    private TaskCompletionSource _struck = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private (Call Call, Disturbance Way, int Count)? _plan;

    /// <summary>The calls since <see cref="Arm"/> or <see cref="Clear"/>.</summary>
    public IReadOnlyList<Call> Calls
    {
        get
        {
            lock (_gate)
                return [.. _calls];
        }
    }

    /// <summary>Hosts that are no services of the emulator.</summary>
    public IReadOnlyList<string> Strangers
    {
        get
        {
            lock (_gate)
                return [.. _strangers];
        }
    }

    /// <summary>Ends when the planned call is made.</summary>
    public Task Struck => _struck.Task;

    public static SocketsHttpHandler NewNetwork() => new() { AllowAutoRedirect = false, UseCookies = false };

    public void Clear() => Plan(null);

    public void Arm(Call call, Disturbance way, int count) => Plan((call, way, count));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        // What the services do on their own does not race with the calls.
        await services.SettledAsync(cancellation);
        var way = Note(request);
        if (way?.Kind is { } kind)
        {
            services.Faults.Add(new Fault(kind, Mark: Mark));
            request.Headers.Add(Fault.MarkHeader, Mark);
        }

        var ended = time.Begin(isAnswered: way is not { IsUnanswered: true, IsInterrupted: false });
        try
        {
            if (way is { IsLag: true })
                services.Switches.ReadLagReads = Disturbance.LaggingReads;
            if (way is not null)
                _struck.TrySetResult();
            if (way is { IsRefusal: true })
                throw Refusal();
            if (way is { Kill: Moment.Before })
                throw new PluginKilledException();
            var answer = await base.SendAsync(request, cancellation);
            if (way?.Spoil is { } spoil)
                await SpoilAsync(answer, spoil);
            return way is { Kill: Moment.After } ? throw new PluginKilledException() : answer;
        }
        finally
        {
            if (way is { IsLag: true })
                services.Switches.ReadLagReads = 0;
            ended();
        }
    }

    // Each session has a client over this one handler.
    protected override void Dispose(bool disposing)
    {
    }

    private static async Task SpoilAsync(HttpResponseMessage answer, Func<byte[], byte[]> spoil)
    {
        var type = answer.Content.Headers.ContentType;
        answer.Content = new ByteArrayContent(spoil(await answer.Content.ReadAsByteArrayAsync()));
        answer.Content.Headers.ContentType = type;
    }

    private static HttpRequestException Refusal() => new(
        HttpRequestError.ConnectionError, "Connection refused", new SocketException((int)SocketError.ConnectionRefused));

    private Disturbance? Note(HttpRequestMessage request)
    {
        var (uri, method) = (request.RequestUri!, request.Method.Method);
        lock (_gate)
        {
            if (services.FaceOf(uri) is not { } face)
            {
                _strangers.Add(uri.Authority);
                return null;
            }

            var path = Uri.UnescapeDataString(uri.AbsolutePath);
            var nth = 1 + _calls.Count(call => call.Face == face && call.Method == method && call.Path == path);
            _calls.Add(new Call(face, method, path, nth));
            return _plan is { } plan && (plan.Call with { Nth = nth }) == _calls[^1]
                && nth >= plan.Call.Nth && nth < plan.Call.Nth + plan.Count ? plan.Way : null;
        }
    }

    private void Plan((Call Call, Disturbance Way, int Count)? plan)
    {
        lock (_gate)
        {
            _plan = plan;
            _calls.Clear();
            _struck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
