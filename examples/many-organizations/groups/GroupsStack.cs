using System.Collections.Immutable;
using Pulumi;
using JumpCloud = Community.JumpCloud;

/// <summary>User groups of JumpCloud, owned by the team that owns the directory; other stacks refer to them by this one.</summary>
public sealed class GroupsStack : Stack
{
    public GroupsStack()
    {
        var names = new Config().RequireObject<string[]>("groups");

        // A group that is deleted takes everybody's access with it.
        var groups = names.Select(name => new JumpCloud.UserGroup(
            name.ToLowerInvariant().Replace(' ', '-'), new() { Name = name }, new() { Protect = true }));

        UserGroups = Output.All(groups.Select(group => Output.Tuple(group.Name, group.UserGroupId)))
            .Apply(pairs => pairs.ToImmutableDictionary(pair => pair.Item1, pair => pair.Item2));
    }

    /// <summary>The id of each group, by its name.</summary>
    [Output("userGroups")]
    public Output<ImmutableDictionary<string, string>> UserGroups { get; private set; }
}
