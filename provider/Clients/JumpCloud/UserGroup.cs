namespace JumpCloud.Clients;

/// <summary>A user group, as far as a binding needs it.</summary>
internal sealed record UserGroup(string Id, string Name);

/// <summary>All user groups of the organization, by id and by name. Names may not be unique.</summary>
internal sealed class UserGroupDirectory(IReadOnlyCollection<UserGroup> groups)
{
    private readonly Dictionary<string, UserGroup> _byId = groups.ToDictionary(group => group.Id, StringComparer.Ordinal);
    private readonly ILookup<string, UserGroup> _byName = groups.ToLookup(group => group.Name, StringComparer.Ordinal);

    public IEnumerable<UserGroup> Groups => groups;

    public IEnumerable<string> Names => groups.Select(group => group.Name);

    public UserGroup? Find(string id) => _byId.GetValueOrDefault(id);

    public IReadOnlyList<UserGroup> Named(string name) => [.. _byName[name]];
}
