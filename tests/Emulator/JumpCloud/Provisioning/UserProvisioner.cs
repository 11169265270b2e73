using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>Creates, updates and deactivates users at a service provider. A user is never deleted there [D].</summary>
internal sealed class UserProvisioner(JumpCloudState state, ScimTrace scim)
{
    public async Task SyncAsync(SyncUserTask task, CancellationToken cancellation)
    {
        if (state.PlanUser(task.ApplicationId, task.UserId) is not { } plan)
            return;
        if (plan.Wanted is null)
        {
            await DeactivateAsync(task, plan, cancellation);
            return;
        }

        if (plan.Link is { IsActive: true } current && JToken.DeepEquals(current.Sent, plan.Wanted))
            return;
        var id = plan.Link?.ScimId;
        if (id is null)
        {
            var (answer, found) = await LookUpAsync(plan, cancellation);
            if (!answer.IsSuccess)
            {
                Write("user_lookup_provision", plan, answer);
                return;
            }

            id = found;
        }

        if (id is null)
            await CreateAsync(task, plan, cancellation);
        else
            await UpdateAsync(task, plan, id, cancellation);
    }

    private async Task<(ScimAnswer Answer, string? Id)> LookUpAsync(UserPlan plan, CancellationToken cancellation)
    {
        var path = ScimPaths.UserByName((string)plan.Wanted!["userName"]!);
        var answer = await scim.SendAsync(Target(plan), HttpMethod.Get, path, null, cancellation);
        return (answer, (string?)ScimPaths.First(answer)?["id"]);
    }

    private async Task CreateAsync(SyncUserTask task, UserPlan plan, CancellationToken cancellation)
    {
        var answer = await scim.SendAsync(Target(plan), HttpMethod.Post, "/Users", plan.Wanted, cancellation);
        if (answer.IsSuccess && (string?)answer.Json?["id"] is { } id)
            state.LinkUser(plan.Connection, task.UserId, new UserLink(id, true, plan.Wanted!));
        Write("user_create_provision", plan, answer);
    }

    private async Task UpdateAsync(SyncUserTask task, UserPlan plan, string id, CancellationToken cancellation)
    {
        var answer = await scim.SendAsync(Target(plan), HttpMethod.Put, ScimPaths.User(id), plan.Wanted, cancellation);
        if (answer.Status == 404 && plan.Link is not null)
        {
            // Somebody deleted it there: begin anew.
            state.LinkUser(plan.Connection, task.UserId, null);
            await SyncAsync(task, cancellation);
            return;
        }

        if (answer.IsSuccess)
            state.LinkUser(plan.Connection, task.UserId, new UserLink(id, true, plan.Wanted!));
        Write("user_update_provision", plan, answer);
    }

    private async Task DeactivateAsync(SyncUserTask task, UserPlan plan, CancellationToken cancellation)
    {
        if (plan.Link is not { IsActive: true } link)
            return;
        var answer = await scim.SendAsync(
            Target(plan), HttpMethod.Patch, ScimPaths.User(link.ScimId), ScimMapping.Deactivation(), cancellation);
        if (answer.IsSuccess)
            state.LinkUser(plan.Connection, task.UserId, link with { IsActive = false });
        else if (answer.Status == 404)
            state.LinkUser(plan.Connection, task.UserId, null);
        Write("user_deprovision", plan, answer);
    }

    private void Write(string type, UserPlan plan, ScimAnswer answer) =>
        state.WriteProvisioningEvent(
            type, plan.Application, plan.Resource, answer, Changes(plan.Link?.Sent, plan.Wanted), scim.Take());

    private static JArray Changes(JObject? before, JObject? after)
    {
        if (after is null)
            return [new JObject { ["field"] = "active", ["from"] = true, ["to"] = false }];
        return new JArray(after.Properties()
            .Where(property => property.Name != "schemas" && !JToken.DeepEquals(property.Value, before?[property.Name]))
            .Select(property => new JObject
            {
                ["field"] = property.Name, ["from"] = before?[property.Name], ["to"] = property.Value,
            }));
    }

    private static ScimTarget Target(UserPlan plan) => new(plan.Connection.BaseUrl, plan.Connection.Token);
}
