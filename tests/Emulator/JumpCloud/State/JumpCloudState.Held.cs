namespace JumpCloud.Emulator;

public sealed partial class JumpCloudState
{
    /// <summary>The queue is empty when this is called, and when what it returns is.</summary>
    internal Action Keep()
    {
        lock (_gate)
        {
            var (lastId, imported, id, name) = (_lastId, ApplicationImportState, OrganizationId, OrganizationName);
            var parts = Held.All(
                Held.Of(_applications, pair => pair.Value.Keep()),
                Held.Of(_users, pair => pair.Value.Keep()),
                Held.Of(_usersByName),
                Held.Of(_usersByEmail),
                Held.Of(_groups, pair => pair.Value.Keep()),
                Held.Of(_groupsByName, pair => Held.Of(pair.Value)),
                Held.Of(_dynamicGroups),
                Held.Of(_groupsOfUser, pair => Held.Of(pair.Value)),
                Held.Of(_applicationsOfGroup, pair => Held.Of(pair.Value)),
                Held.Of(_applicationsOfUser, pair => Held.Of(pair.Value)),
                Held.Of(_bulkJobs),
                Held.Of(_events),
                Held.Of(_credentials),
                _lag.Keep());
            return () =>
            {
                lock (_gate)
                {
                    parts();
                    (_lastId, ApplicationImportState, OrganizationId, OrganizationName) = (lastId, imported, id, name);
                }
            };
        }
    }
}
