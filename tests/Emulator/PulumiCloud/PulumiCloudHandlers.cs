using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>One handler per REST operation: request to arguments, one method of the state, its result as JSON.</summary>
internal sealed class PulumiCloudHandlers(PulumiCloudState state)
{
    private const JTokenType Text = JTokenType.String;

    private static readonly FieldTable SamlFields = new(("newIdpSsoDescriptor", Text));
    private static readonly FieldTable AddMemberFields = new(("role", Text));
    private static readonly FieldTable UpdateMemberFields = new(("role", Text), ("fgaRoleId", Text));
    private static readonly FieldTable CreateTeamFields = new(("name", Text), ("displayName", Text), ("description", Text));

    private static readonly FieldTable UpdateTeamFields = new(
        ("newDisplayName", Text),
        ("newDescription", Text),
        ("member", Text),
        ("memberAction", Text),
        ("addStackPermission", JTokenType.Object),
        ("editStackPermission", JTokenType.Object),
        ("removeStack", JTokenType.Object),
        ("addEnvironmentPermission", JTokenType.Object),
        ("editEnvironmentPermission", JTokenType.Object),
        ("removeEnvironment", JTokenType.Object));

    public Task GetUser(HttpContext context, PulumiCaller caller) => Answer(context, () =>
    {
        var organizations = caller.Account is { } account
            ? state.OrganizationsOf(account)
            : [state.VisibleOrganization(caller, caller.Organization!)];
        return PulumiCloudJson.User(caller, organizations);
    });

    public Task GetOrganization(HttpContext context, PulumiCaller caller) =>
        Answer(context, () => PulumiCloudJson.Organization(state.VisibleOrganization(caller, Org(context))));

    public Task GetOrganizationMetadata(HttpContext context, PulumiCaller caller) => Answer(context, () =>
    {
        var organization = state.VisibleOrganization(caller, Org(context));
        return PulumiCloudJson.Metadata(organization, PulumiCloudState.RoleOf(caller, organization));
    });

    public Task GetSamlOrganization(HttpContext context, PulumiCaller caller) =>
        Answer(context, () => Saml(state.GetSamlOrganization(caller, Org(context))));

    public async Task UpdateSamlOrganization(HttpContext context, PulumiCaller caller)
    {
        var body = await ReadAsync(context, SamlFields);
        await Answer(context, () => Saml(state.UpdateSamlOrganization(caller, Org(context), (string?)body["newIdpSsoDescriptor"])));
    }

    public Task ListSamlOrganizationAdmins(HttpContext context, PulumiCaller caller) => Answer(context, () =>
    {
        var admin = state.ListSamlOrganizationAdmins(caller, Org(context));
        return new JObject { ["samlAdmins"] = admin is null ? [] : new JArray(PulumiCloudJson.UserInfo(admin, withEmail: true)) };
    });

    public Task UpdateSamlOrganizationAdmins(HttpContext context, PulumiCaller caller) =>
        Done(context, () => state.UpdateSamlOrganizationAdmins(caller, Org(context), User(context)));

    public Task ListOrganizationMembers(HttpContext context, PulumiCaller caller) => Answer(context, () =>
    {
        var type = context.QueryText("type");
        var token = context.QueryText("continuationToken");
        var (page, next) = state.ListOrganizationMembers(caller, Org(context), type, token);
        var members = new JArray(page.Select(PulumiCloudJson.Member));
        if (type == "backend" && string.IsNullOrEmpty(token) && state.Switches.PulumiSyntheticMember)
            members.AddFirst(PulumiCloudJson.SyntheticMember(state.VisibleOrganization(caller, Org(context))));
        var json = new JObject { ["members"] = members };
        if (next is not null)
            json["continuationToken"] = next;
        return json;
    });

    public async Task AddOrganizationMember(HttpContext context, PulumiCaller caller)
    {
        var body = await ReadAsync(context, AddMemberFields);
        await Answer(
            context, () => PulumiCloudJson.Member(state.AddOrganizationMember(caller, Org(context), User(context), (string?)body["role"])));
    }

    public async Task UpdateOrganizationMember(HttpContext context, PulumiCaller caller)
    {
        var body = await ReadAsync(context, UpdateMemberFields);
        await Done(
            context,
            () => state.UpdateOrganizationMember(caller, Org(context), User(context), (string?)body["role"], (string?)body["fgaRoleId"]));
    }

    public Task DeleteOrganizationMember(HttpContext context, PulumiCaller caller) =>
        Done(context, () => state.DeleteOrganizationMember(caller, Org(context), User(context)));

    public Task SetSoleOrganizationAdmin(HttpContext context, PulumiCaller caller) =>
        Done(context, () => state.SetSoleOrganizationAdmin(caller, Org(context), User(context)));

    public Task GetOrganizationMemberTeams(HttpContext context, PulumiCaller caller) => Answer(
        context, () => new JObject { ["teams"] = new JArray(state.GetOrganizationMemberTeams(caller, Org(context), User(context))) });

    public Task ListTeams(HttpContext context, PulumiCaller caller) => Answer(context, () =>
    {
        var organization = state.VisibleOrganization(caller, Org(context));
        return new JObject { ["teams"] = new JArray(state.ListTeams(caller, Org(context)).Select(team => PulumiCloudJson.Team(team, organization))) };
    });

    public async Task CreatePulumiTeam(HttpContext context, PulumiCaller caller)
    {
        var body = await ReadAsync(context, CreateTeamFields, "name", "displayName", "description");
        await Answer(
            context,
            () =>
            {
                var (name, displayName, description) = ((string)body["name"]!, (string)body["displayName"]!, (string)body["description"]!);
                var team = state.CreatePulumiTeam(caller, Org(context), name, displayName, description);
                return PulumiCloudJson.Team(team, state.VisibleOrganization(caller, Org(context)));
            },
            StatusCodes.Status201Created);
    }

    public Task GetTeam(HttpContext context, PulumiCaller caller) => Answer(
        context,
        () => PulumiCloudJson.Team(state.GetTeam(caller, Org(context), Team(context)), state.VisibleOrganization(caller, Org(context))));

    public async Task UpdateTeam(HttpContext context, PulumiCaller caller)
    {
        var body = await ReadAsync(context, UpdateTeamFields);
        await Done(context, () => state.UpdateTeam(caller, Org(context), Team(context), body));
    }

    public Task DeleteTeam(HttpContext context, PulumiCaller caller) =>
        Done(context, () => state.DeleteTeam(caller, Org(context), Team(context)));

    private JObject Saml(PulumiOrganization organization) =>
        PulumiCloudJson.SamlOrganization(organization, state.Now, state.Switches.SamlXmlEcho);

    private static string Org(HttpContext context) => context.RouteText("org");

    private static string User(HttpContext context) => context.RouteText("user");

    private static string Team(HttpContext context) => context.RouteText("team");

    private static async Task<JObject> ReadAsync(HttpContext context, FieldTable fields, params string[] required)
    {
        try
        {
            var body = await context.ReadJsonAsync() ?? new JObject();
            if (body is not JObject json)
                throw PulumiCloudErrors.InvalidBody("the body must be a JSON object");
            return fields.Problem(json, required) is { } problem ? throw PulumiCloudErrors.InvalidBody(problem) : json;
        }
        catch (JsonReaderException exception)
        {
            throw PulumiCloudErrors.InvalidBody($"invalid JSON: {exception.Message}");
        }
    }

    private Task Answer(HttpContext context, Func<JObject> operation, int status = StatusCodes.Status200OK)
    {
        JObject json;
        lock (state.Gate)
            json = operation();
        return context.WriteJsonAsync(status, json);
    }

    private Task Done(HttpContext context, Action operation)
    {
        lock (state.Gate)
            operation();
        return context.WriteStatusAsync(StatusCodes.Status204NoContent);
    }
}
