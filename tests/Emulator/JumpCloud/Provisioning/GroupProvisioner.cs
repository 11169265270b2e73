using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>
/// Creates, takes over, renames, fills and deletes groups at a service provider (the article's group rules [D]): empty groups are
/// not created, a group of the same name is taken over, a group that loses its last member stays.
/// </summary>
internal sealed class GroupProvisioner(JumpCloudState state, ScimTrace scim, Switches switches)
{
    public async Task SyncAsync(SyncGroupTask task, CancellationToken cancellation)
    {
        if (state.PlanGroup(task.ApplicationId, task.GroupId) is not { } plan)
            return;
        if (plan.Link is { } link)
        {
            await UpdateAsync(task, plan, link, cancellation);
            return;
        }

        if (plan.Members.Count == 0)
            return;
        var found = await scim.SendAsync(Target(plan), HttpMethod.Get, ScimPaths.GroupByName(plan.Name), null, cancellation);
        if (!found.IsSuccess)
            Write("group_create_provision", task, plan, found);
        else if (ScimPaths.First(found) is { } existing)
            await TakeOverAsync(task, plan, existing, cancellation);
        else
            await CreateAsync(task, plan, cancellation);
    }

    public async Task RemoveAsync(RemoveGroupTask task, CancellationToken cancellation)
    {
        if (state.FindConnection(task.ApplicationId) is not { } found)
            return;
        var target = new ScimTarget(found.Connection.BaseUrl, found.Connection.Token);
        var answer = await scim.SendAsync(target, HttpMethod.Delete, ScimPaths.Group(task.ScimId), null, cancellation);
        state.WriteProvisioningEvent(
            "group_delete_provision", found.Application, Resource(task.GroupId, task.Name), answer, [], scim.Take());
    }

    private async Task CreateAsync(SyncGroupTask task, GroupPlan plan, CancellationToken cancellation)
    {
        var body = ScimMapping.Group(plan.Name, plan.Members);
        var answer = await scim.SendAsync(Target(plan), HttpMethod.Post, "/Groups", body, cancellation);
        if (answer.IsSuccess && (string?)answer.Json?["id"] is { } id)
            Link(task, plan, new GroupLink(id, plan.Name, plan.Members));
        Write("group_create_provision", task, plan, answer);
    }

    private async Task TakeOverAsync(SyncGroupTask task, GroupPlan plan, JObject existing, CancellationToken cancellation)
    {
        var id = (string?)existing["id"] ?? "";
        var answer = existing["members"] is JArray
            ? new ScimAnswer(200, "OK", "") { Json = existing }
            : await scim.SendAsync(Target(plan), HttpMethod.Get, ScimPaths.Group(id), null, cancellation);
        var strangers = (answer.Json?["members"] as JArray ?? []).Select(member => (string?)member["value"]).OfType<string>();
        var kept = switches.TakeOverRemovesStrangers ? strangers : strangers.Intersect(plan.Members, StringComparer.Ordinal);
        var link = new GroupLink(id, plan.Name, new SortedSet<string>(kept, StringComparer.Ordinal));
        Link(task, plan, link);
        if (link.Members.SetEquals(plan.Members))
            Write("group_update_provision", task, plan, answer);
        else
            await UpdateAsync(task, plan, link, cancellation);
    }

    private async Task UpdateAsync(SyncGroupTask task, GroupPlan plan, GroupLink link, CancellationToken cancellation)
    {
        var added = plan.Members.Except(link.Members, StringComparer.Ordinal).ToList();
        var removed = link.Members.Except(plan.Members, StringComparer.Ordinal).ToList();
        List<(JObject Body, GroupLink After)> steps = [];
        var after = link;
        if (link.Name != plan.Name)
            steps.Add((ScimMapping.Renaming(plan.Name), after = after with { Name = plan.Name }));
        if (removed.Count > 0)
            steps.Add((ScimMapping.MemberChange("remove", removed),
                after = after with { Members = Set(after.Members.Except(removed)) }));
        if (added.Count > 0)
            steps.Add((ScimMapping.MemberChange("add", added), after with { Members = Set(after.Members.Union(added)) }));
        foreach (var (body, done) in steps)
        {
            var answer = await scim.SendAsync(Target(plan), HttpMethod.Patch, ScimPaths.Group(link.ScimId), body, cancellation);
            if (answer.Status == 404)
            {
                // Somebody deleted it there: begin anew.
                Link(task, plan, null);
                await SyncAsync(task, cancellation);
                return;
            }

            Write("group_update_provision", task, plan, answer);
            // The rest would only be right after this step; the next change tries it all again.
            if (!answer.IsSuccess)
                return;
            Link(task, plan, done);
        }
    }

    private void Link(SyncGroupTask task, GroupPlan plan, GroupLink? link) =>
        state.LinkGroup(task.ApplicationId, plan.Connection, task.GroupId, link);

    private void Write(string type, SyncGroupTask task, GroupPlan plan, ScimAnswer answer) =>
        state.WriteProvisioningEvent(type, plan.Application, Resource(task.GroupId, plan.Name), answer, [], scim.Take());

    private static SortedSet<string> Set(IEnumerable<string> ids) => new(ids, StringComparer.Ordinal);

    private static JObject Resource(string id, string name) => new() { ["type"] = "user_group", ["id"] = id, ["name"] = name };

    private static ScimTarget Target(GroupPlan plan) => new(plan.Connection.BaseUrl, plan.Connection.Token);
}
