using JumpCloud.EngineHost.State;

namespace JumpCloud.EngineHost.Deployment;

/// <summary>
/// The state while it changes: what steps have made, then what the old state still holds and no step has touched
/// (pkg/backend/snapshot.go). Thread-safe.
/// </summary>
internal sealed class Snapshot(IReadOnlyList<ResourceState> loaded)
{
    private readonly Lock _gate = new();
    private readonly HashSet<ResourceState> _done = [];
    private readonly List<ResourceState> _new = [];
    private List<ResourceState> _base = [.. loaded];

    /// <summary>The old state, as loaded or refreshed.</summary>
    public IReadOnlyList<ResourceState> Base
    {
        get
        {
            lock (_gate)
                return [.. _base];
        }
    }

    /// <summary>The state as it is to be written now.</summary>
    public IReadOnlyList<ResourceState> Current
    {
        get
        {
            lock (_gate)
                return [.. _new, .. _base.Where(state => !_done.Contains(state))];
        }
    }

    /// <summary>What is left of the old state: no step has taken or removed it.</summary>
    public IReadOnlyList<ResourceState> Remaining
    {
        get
        {
            lock (_gate)
                return [.. _base.Where(state => !_done.Contains(state))];
        }
    }

    /// <summary>The live resource of a URN in the old state, or null.</summary>
    public ResourceState? Old(string urn)
    {
        lock (_gate)
            return _base.FirstOrDefault(state => state.Urn == urn && !state.Delete);
    }

    /// <summary>The resource of a URN that this run has made or kept, or null.</summary>
    public ResourceState? New(string urn)
    {
        lock (_gate)
            return _new.FirstOrDefault(state => state.Urn == urn && !state.Delete);
    }

    /// <summary>Takes an old resource out.</summary>
    public void Remove(ResourceState old)
    {
        lock (_gate)
            _done.Add(old);
    }

    /// <summary>Puts a resource in, in the place of an old one where there is one.</summary>
    public void Add(ResourceState @new, ResourceState? old)
    {
        lock (_gate)
        {
            if (old is not null)
                _done.Add(old);
            _new.Add(@new);
        }
    }

    /// <summary>Changes a resource in its place: outputs registered, marked for deletion, refreshed.</summary>
    public void Change(ResourceState from, ResourceState? to)
    {
        lock (_gate)
            if (!Change(_new, from, to) && !Change(_base, from, to))
                throw new InvalidOperationException($"'{from.Urn}' is not in the state");
    }

    /// <summary>Ends the refresh phase: drops what has gone, and references to it.</summary>
    public void FinishRefresh()
    {
        lock (_gate)
        {
            var alive = _base.Select(state => state.Urn).ToHashSet();
            _base = [.. _base.Select(state => WithoutDangling(state, alive))];
        }
    }

    private static bool Change(List<ResourceState> states, ResourceState from, ResourceState? to)
    {
        var index = states.IndexOf(from);
        if (index < 0)
            return false;
        if (to is null)
            states.RemoveAt(index);
        else
            states[index] = to;
        return true;
    }

    // The engine rebuilds dependencies one by one, so that a property without any loses its entry (rebuildBaseState).
    private static ResourceState WithoutDangling(ResourceState state, HashSet<string> alive) => state with
    {
        Dependencies = [.. state.Dependencies.Where(alive.Contains)],
        PropertyDependencies = state.PropertyDependencies?
            .Select(pair => (pair.Key, Urns: pair.Value.Where(alive.Contains).ToList()))
            .Where(pair => pair.Urns.Count > 0)
            .ToDictionary(pair => pair.Key, IReadOnlyList<string> (pair) => pair.Urns),
    };
}
