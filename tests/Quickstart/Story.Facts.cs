using JumpCloud.Emulator;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Quickstart;

/// <summary>How the story looks at both services, and what its people do by hand.</summary>
internal sealed partial class Story
{
    private Application? Application =>
        emulator.JumpCloud.Applications().SingleOrDefault(application => application.DisplayLabel == "Pulumi Cloud");

    private bool IsProvisioned => Application?.Idm is { IsActive: true };

    private bool IsShown => (bool?)Application?.Document.SelectToken("sso.hidden") == false;

    private string ScimToken => PulumiOrganization.ScimToken ?? "";

    private PulumiOrganization PulumiOrganization => emulator.PulumiCloud.Organization(Organization);

    private void HideApplicationByHand() =>
        emulator.JumpCloud.Portal.PatchApplication(Application!.Id, new JObject { ["sso"] = new JObject { ["hidden"] = true } });

    private void UnbindByHand(string group) => emulator.JumpCloud.Portal.UnbindGroup(Application!.Id, Group(group).Id);

    private UserGroup Group(string name) => emulator.JumpCloud.FindGroupByName(name)!;

    private PulumiTeam? Team(string name) => PulumiOrganization.Teams.SingleOrDefault(team => team.DisplayName == name);

    /// <summary>Whether the team has exactly the group's active people.</summary>
    private bool TeamIsComplete(string name)
    {
        var people = emulator.JumpCloud.Members(Group(name).Id).Where(user => user.IsActivated).Select(user => user.Username);
        return Team(name) is { } team && people.Order(StringComparer.Ordinal).SequenceEqual(team.Members.Order(StringComparer.Ordinal));
    }

    private int DeactivatedMembers() => PulumiOrganization.Members.Count(member => !member.Active);

    private bool DeactivatedFirst()
    {
        var calls = emulator.Requests.Of(Face.Console);
        var deactivation = calls.FirstOrDefault(call => call.Method == "DELETE" && call.Path.EndsWith("/provision", StringComparison.Ordinal));
        var unbinding = calls.FirstOrDefault(call => call.Method == "POST" && call.Path.EndsWith("/associations", StringComparison.Ordinal));
        return deactivation is not null && unbinding is not null && deactivation.Sequence < unbinding.Sequence;
    }

    private void ExpectNothingWritten(string announcement)
    {
        var writes = emulator.Requests.All
            .Where(request => request.Method != "GET" && !request.Path.EndsWith("/events", StringComparison.Ordinal))
            .Select(request => $"{request.Method} {request.Path}")
            .ToList();
        Expect(announcement, writes.Count == 0, string.Join(", ", writes));
    }

    private static bool Mentions(ToolResult result, params ReadOnlySpan<string> words)
    {
        foreach (var line in result.Text.Split('\n'))
        {
            var isThere = true;
            foreach (var word in words)
                isThere &= line.Contains(word, StringComparison.OrdinalIgnoreCase);
            if (isThere)
                return true;
        }

        return false;
    }

    private void Expect(string announcement, bool isSo, string? seen = null) => narrator.Expect(announcement, isSo, seen);
}
