namespace JumpCloud.Emulator;

/// <summary>
/// JumpCloud and Pulumi Cloud to run against: one listener on 127.0.0.1 per face. The two services share no memory;
/// JumpCloud provisions over HTTP to the SCIM base URL that it was given.
/// </summary>
public sealed class EmulatorHost : IAsyncDisposable
{
    private readonly List<FaceServer> _servers = [];
    private readonly EmulatorContext _context;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private EmulatorHost(EmulatorOptions options)
    {
        Clock = new EmulatorClock(options.TimeProvider);
        options.Configure?.Invoke(Switches);
        _context = new EmulatorContext(Clock, Switches, new IdSource(options.RandomSeed, options.TokenTail), new EmulatorUrls());
        JumpCloud = new JumpCloudState(_context);
        PulumiCloud = new PulumiCloudState(_context);
    }

    /// <summary>Raised for every emulator of the process, in the course of the code that starts it, before its first request.</summary>
    public static event Action<EmulatorHost>? Started;

    /// <summary>Raised for every request that a face carried out, the control requests aside, before its answer goes out.</summary>
    public event Action<Exchange>? Exchanged;

    public Uri ConsoleUrl => _context.Urls[Face.Console];

    /// <summary>Where a person sees both services in a browser.</summary>
    public Uri PageUrl => ConsoleUrl;

    public Uri InsightsUrl => _context.Urls[Face.Insights];

    public Uri OauthUrl => _context.Urls[Face.Oauth];

    public Uri SsoUrl => _context.Urls[Face.Sso];

    public Uri PulumiApiUrl => _context.Urls[Face.Pulumi];

    /// <summary>The face that an address is of; null for any other host or port.</summary>
    public Face? FaceOf(Uri address) =>
        Enum.GetValues<Face>().Cast<Face?>().FirstOrDefault(face => _context.Urls[face!.Value].Authority == address.Authority);

    public JumpCloudState JumpCloud { get; }

    public PulumiCloudState PulumiCloud { get; }

    public Switches Switches { get; } = new();

    public EmulatorClock Clock { get; }

    public RequestLog Requests { get; } = new();

    public FaultPlan Faults { get; } = new();

    /// <summary>What the faces answer, the emulator's own door aside.</summary>
    public IReadOnlyList<FaceRoute> Routes =>
        [.. Enum.GetValues<Face>().SelectMany(face => _servers[(int)face].RoutesOf(face))
            .Where(route => route.Template != "/" && !route.Template.StartsWith("/_control", StringComparison.Ordinal))];

    /// <summary>Starts all faces and plants the seed.</summary>
    /// <exception cref="ArgumentException">The seed is unknown.</exception>
    public static async Task<EmulatorHost> StartAsync(EmulatorOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new EmulatorOptions();
        var host = new EmulatorHost(options);
        try
        {
            await host.ListenAsync(options, cancellation);
            Started?.Invoke(host);
            host.Plant(options.Seed);
            options.Arrange?.Invoke(host);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Completes when all provisioning that JumpCloud has queued is done.</summary>
    public Task SettledAsync(CancellationToken cancellation = default) => JumpCloud.SettledAsync(cancellation);

    /// <summary>Empties both services, the log, the faults and the switches, and plants a seed. The clock stays where it is.</summary>
    /// <exception cref="ArgumentException">The seed is unknown; nothing was changed.</exception>
    public async Task ResetAsync(string seed = "empty", CancellationToken cancellation = default)
    {
        Seed.Require(seed);
        await SettledAsync(cancellation);
        Faults.Clear();
        Switches.Reset();
        _context.Ids.Reset();
        JumpCloud.Reset();
        PulumiCloud.Reset();
        Requests.Clear();
        Plant(seed);
    }

    /// <summary>Notes what both services hold once they are settled, and the switches.</summary>
    public async Task<Checkpoint> KeepAsync(CancellationToken cancellation = default)
    {
        await SettledAsync(cancellation);
        return new Checkpoint(Held.All(JumpCloud.Keep(), PulumiCloud.Keep(), Switches.Keep(), _context.Ids.Keep()));
    }

    /// <summary>Brings everything back to the checkpoint, as <see cref="ResetAsync"/> does to a seed, but quicker.</summary>
    /// <param name="checkpoint">Of this emulator.</param>
    public async Task RestoreAsync(Checkpoint checkpoint, CancellationToken cancellation = default)
    {
        await SettledAsync(cancellation);
        Faults.Clear();
        Requests.Clear();
        checkpoint.Restore();
    }

    /// <summary>Adds a seed to what the services hold.</summary>
    /// <exception cref="ArgumentException">The seed is unknown.</exception>
    public void Plant(string seed) => Seed.Plant(this, seed);

    public async ValueTask DisposeAsync()
    {
        if (!_closed.TrySetResult())
            return;
        await JumpCloud.DisposeAsync();
        foreach (var server in _servers)
            await server.DisposeAsync();
    }

    private async Task ListenAsync(EmulatorOptions options, CancellationToken cancellation)
    {
        var faults = new FaultMiddleware(Faults, Clock);
        var exchanges = new ExchangeMiddleware(() => Exchanged);
        foreach (var face in Enum.GetValues<Face>())
        {
            var server = FaceServer.Create(face, options.Ports.GetValueOrDefault(face), Requests, faults, exchanges, routes => Map(face, routes));
            _servers.Add(server);
            await server.StartAsync(cancellation);
            _context.Urls.Set(face, server.Url);
        }
    }

    private void Map(Face face, IEndpointRouteBuilder routes)
    {
        switch (face)
        {
            case Face.Console:
                PageRoutes.Map(routes, this);
                ControlRoutes.Map(routes, this);
                JumpCloudRoutes.MapConsole(routes, JumpCloud);
                break;
            case Face.Insights:
                JumpCloudRoutes.MapInsights(routes, JumpCloud);
                break;
            case Face.Oauth:
                JumpCloudRoutes.MapOauth(routes, JumpCloud);
                break;
            case Face.Sso:
                JumpCloudRoutes.MapSso(routes, JumpCloud);
                break;
            case Face.Pulumi:
                PulumiCloudRoutes.Map(routes, PulumiCloud);
                ScimRoutes.Map(routes, PulumiCloud);
                break;
        }
    }
}
