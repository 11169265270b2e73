namespace JumpCloud.Rpc;

/// <summary>
/// The provider instances that this process serves. An engine starts a process per instance. When it attaches to a running
/// one instead (PULUMI_DEBUG_PROVIDERS), all instances of all engines share it, and each has a connection of its own.
/// </summary>
internal sealed class SessionTable(bool isShared, TimeProvider time, Func<ProviderSession> create) : IDisposable
{
    // A client closes its last connection before it opens the next, but not always before its requests arrive by that.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, ProviderSession> _byConnection = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<bool>> _isLeft = new(StringComparer.Ordinal);

    // Sessions whose connection broke before the engine said that it was done: it may be back on another connection.
    private readonly List<ProviderSession> _orphans = [];
    private ProviderSession? _only;

    /// <param name="isLeft">Whether the client has closed it, which is seen at once, however late it is noticed here.</param>
    public void Opened(string connection, Func<bool> isLeft)
    {
        lock (_gate)
            _isLeft.Add(connection, isLeft);
    }

    public void Closed(string connection)
    {
        lock (_gate)
        {
            _isLeft.Remove(connection);
            if (!_byConnection.Remove(connection, out var session) || _byConnection.ContainsValue(session))
                return;
            if (session.IsConfigured && !session.Cancelled.IsCancellationRequested)
                _orphans.Add(session);
            else
                session.Dispose();
        }
    }

    /// <summary>The session of a connection that introduces itself.</summary>
    public ProviderSession Begin(string connection)
    {
        lock (_gate)
        {
            var session = isShared ? Own(connection) ?? Add(connection, create()) : Only();
            session.Rearm();
            return session;
        }
    }

    /// <summary>The session of a connection that may not have introduced itself: engines before the handshake do not.</summary>
    public ProviderSession Of(string connection)
    {
        lock (_gate)
            return isShared ? Own(connection) ?? Add(connection, create()) : Only();
    }

    /// <summary>
    /// The session of a connection that asks for an operation. An engine configures every instance first, so one that has not is back
    /// on another connection: its client has reconnected, after half an hour in which there was nothing to ask, for example.
    /// </summary>
    public async ValueTask<ProviderSession> OfOperationAsync(string connection, CancellationToken cancellation)
    {
        if (!isShared || IsKnown(connection))
            return Of(connection);
        var until = time.GetUtcNow() + Patience;
        await ForgetTheGoneAsync(cancellation);
        while (!IsSettled() && time.GetUtcNow() < until)
        {
            await Task.Delay(Interval, time, cancellation);
            await ForgetTheGoneAsync(cancellation);
        }

        lock (_gate)
            return Own(connection) ?? Add(connection, Adopt() ?? create());
    }

    /// <summary>Trips every operation under way.</summary>
    public void CancelAll()
    {
        lock (_gate)
        {
            foreach (var session in All())
                session.Cancel();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var session in All())
                session.Dispose();
        }
    }

    private IEnumerable<ProviderSession> All() =>
        _byConnection.Values.Concat(_orphans).Concat(_only is null ? [] : [_only]).Distinct();

    private ProviderSession Only() => _only ??= create();

    private bool IsKnown(string connection)
    {
        lock (_gate)
            return _byConnection.ContainsKey(connection);
    }

    private ProviderSession? Own(string connection) => _byConnection.GetValueOrDefault(connection);

    // A request that outlived its connection must not leave anything behind, nor take what belongs to the next connection.
    private ProviderSession Add(string connection, ProviderSession session)
    {
        if (_isLeft.ContainsKey(connection))
            _byConnection.Add(connection, session);
        return session;
    }

    // Whoever is back has left a connection; while one is left that is not closed here yet, it is not known who.
    private bool IsSettled()
    {
        lock (_gate)
        {
            var isNobodyMissing = _orphans.Count == 0 && _byConnection.Values.Any(session => session.IsConfigured);
            return !isNobodyMissing && !_isLeft.Values.Any(isLeft => isLeft());
        }
    }

    private async Task ForgetTheGoneAsync(CancellationToken cancellation)
    {
        ProviderSession[] orphans;
        lock (_gate)
            orphans = [.. _orphans];
        foreach (var orphan in orphans)
        {
            if (!await orphan.Engine.IsGoneAsync(cancellation))
                continue;
            lock (_gate)
            {
                if (_orphans.Remove(orphan))
                    orphan.Dispose();
            }
        }
    }

    // Only where there is no doubt: the wrong one would work on another tenant.
    private ProviderSession? Adopt()
    {
        if (_orphans.Count == 0 || !_orphans.TrueForAll(orphan => Equals(orphan.Config, _orphans[0].Config)))
            return null;
        var session = _orphans[^1];
        _orphans.Remove(session);
        return session;
    }
}
