namespace JumpCloud.Rpc;

/// <summary>
/// The provider instances that this process serves. An engine starts a process per instance. When it attaches to a running
/// one instead (PULUMI_DEBUG_PROVIDERS), all instances of all engines share it, and each has a connection of its own.
/// </summary>
internal sealed class SessionTable(bool isShared, Func<ProviderSession> create) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ProviderSession> _byConnection = new(StringComparer.Ordinal);

    // Sessions whose connection broke before the engine said that it was done: it may be back on another connection.
    private readonly List<ProviderSession> _orphans = [];
    private ProviderSession? _only;

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

    /// <summary>The session of a connection, which may be new: clients reconnect without introducing themselves again.</summary>
    public ProviderSession Of(string connection)
    {
        lock (_gate)
            return isShared ? Own(connection) ?? Add(connection, Adopt() ?? create()) : Only();
    }

    public void Closed(string connection)
    {
        lock (_gate)
        {
            if (!_byConnection.Remove(connection, out var session) || _byConnection.ContainsValue(session))
                return;
            if (session.IsConfigured && !session.Cancelled.IsCancellationRequested)
                _orphans.Add(session);
            else
                session.Dispose();
        }
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

    private ProviderSession? Own(string connection) => _byConnection.GetValueOrDefault(connection);

    private ProviderSession Add(string connection, ProviderSession session)
    {
        _byConnection.Add(connection, session);
        return session;
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
