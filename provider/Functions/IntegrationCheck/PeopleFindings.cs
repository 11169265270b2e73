using System.Collections.Immutable;
using JumpCloud.Clients;
using JumpCloud.Resources;

namespace JumpCloud.Functions;

/// <summary>Who has access, and who of them gets nothing from it.</summary>
internal static class PeopleFindings
{
    public static void Add(Findings findings, JumpCloudFacts facts)
    {
        if (facts.Groups is not { } groups)
            return;
        if (!groups.IsGiven)
        {
            findings.NotRead("bindings", Finding.JumpCloud, "The groups that are bound to the application "
                + $"{facts.Label}", groups);
            return;
        }

        AddBindings(findings, facts, groups.Value);
        AddEmptyGroups(findings, groups.Value);
        if (facts.Users is not { } users)
            return;
        if (users.IsGiven)
        {
            AddInactive(findings, users.Value);
            AddMissingAttributes(findings, [.. users.Value.Where(user => user.User.IsActive)]);
        }
        else
        {
            findings.NotRead("members", Finding.JumpCloud, "The members of the groups", users);
        }
    }

    private static void AddBindings(Findings findings, JumpCloudFacts facts, ImmutableArray<BoundGroup> groups)
    {
        if (!groups.IsEmpty)
        {
            var people = facts.Users is { IsGiven: true } users ? $" {users.Value.Count} people" : "";
            findings.Ok(
                "bindings", Finding.JumpCloud,
                $"{Count(groups.Length, "group")} {(groups.Length == 1 ? "gives" : "give")}{people} access to the application "
                    + $"{facts.Label}: {Few(groups.Select(group => group.Name))}.");
        }
        else if (facts.BoundUsers is { IsGiven: true, Value.Count: > 0 and var count })
        {
            findings.Info(
                "bindings", Finding.JumpCloud, $"No group is bound to the application {facts.Label}, only "
                    + $"{Count(count, "user")} by themselves.",
                "Bind groups: only groups become teams.");
        }
        else if (facts.BoundUsers is { IsGiven: false } unread)
        {
            findings.NotRead("bindings", Finding.JumpCloud, $"The users that are bound to the application {facts.Label}", unread);
        }
        else
        {
            findings.Error(
                "bindings", Finding.JumpCloud, $"No group is bound to the application {facts.Label}: nobody can sign in "
                    + "through it.",
                "Make a GroupBinding for every group that is to have access.");
        }
    }

    private static void AddEmptyGroups(Findings findings, ImmutableArray<BoundGroup> groups)
    {
        var empty = groups.Where(group => group.MemberIds.Count == 0).Select(group => group.Name).ToList();
        if (empty.Count > 0)
        {
            findings.Warning(
                "emptyGroups", Finding.JumpCloud, $"{Count(empty.Count, "group")} {(empty.Count == 1 ? "is" : "are")} empty: "
                    + $"{Few(empty)}.",
                "Nothing appears at the service provider until a group has an active member: add somebody, or unbind it.");
        }
        else if (!groups.IsEmpty)
        {
            findings.Ok("emptyGroups", Finding.JumpCloud, "No group is empty.");
        }
    }

    private static void AddInactive(Findings findings, IReadOnlyList<MappedUser> users)
    {
        var skipped = users.Where(user => !user.User.IsActive).ToList();
        if (users.Count == 0)
            return;
        if (skipped.Count == 0)
        {
            findings.Ok("members", Finding.JumpCloud, users.Count == 1 ? "The one person is active." : $"All {users.Count} "
                + "people are active.");
            return;
        }

        var names = Few(skipped.Select(user => $"{user.User.Username} ({user.User.State})").Order(StringComparer.Ordinal));
        const string remedy = "Activate them in JumpCloud if they are to have access: nobody else is provisioned or can sign in.";
        if (skipped.Count == users.Count)
            findings.Warning("members", Finding.JumpCloud, $"None of {users.Count} people is active: {names}.", remedy);
        else
            findings.Info(
                "members", Finding.JumpCloud,
                $"{skipped.Count} of {users.Count} people {(skipped.Count == 1 ? "is" : "are")} not active: {names}.", remedy);
    }

    // The six of JumpCloud's integration (article); the sixth, status, everybody has.
    private static void AddMissingAttributes(Findings findings, IReadOnlyList<MappedUser> users)
    {
        var lacking = users.Select(user => (Name: NameOf(user), Missing: MissingOf(user)))
            .Where(user => user.Missing.Length > 0)
            .Select(user => $"{user.Name} ({user.Missing})")
            .Order(StringComparer.Ordinal)
            .ToList();
        if (lacking.Count > 0)
        {
            findings.Warning(
                "mappedAttributes", Finding.JumpCloud,
                $"{lacking.Count} of {Count(users.Count, "active person", "active people")} "
                    + $"{(lacking.Count == 1 ? "lacks" : "lack")} an attribute that is sent to the service provider: "
                    + $"{Few(lacking)}.",
                "Fill the attributes in JumpCloud.");
        }
        else if (users.Count > 0)
        {
            findings.Ok("mappedAttributes", Finding.JumpCloud, "No active person lacks an attribute that is sent to the "
                + "service provider.");
        }
    }

    private static string MissingOf(MappedUser user)
    {
        (string Name, string Value)[] attributes =
        [
            ("username", user.User.Username), ("email", user.Email), ("firstname", user.FirstName), ("lastname", user.LastName),
            ("displayname", user.DisplayName),
        ];
        return string.Join(
            ", ",
            attributes.Where(attribute => string.IsNullOrWhiteSpace(attribute.Value)).Select(attribute => attribute.Name));
    }

    private static string NameOf(MappedUser user) => user.User.Username.Length > 0 ? user.User.Username : user.User.Id;

    private static string Few(IEnumerable<string> names) => GroupMembers.Few([.. names]);

    private static string Count(int number, string one, string? many = null) =>
        number == 1 ? $"1 {one}" : $"{number} {many ?? one + "s"}";
}
