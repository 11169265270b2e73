using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>One handler per SCIM operation: request to arguments, one method of the state, its result as JSON.</summary>
internal sealed class ScimHandlers(PulumiCloudState state)
{
    public const string MediaType = "application/scim+json";

    private readonly ScimUsers _users = new(state);
    private readonly ScimGroups _groups = new(state);

    public async Task CreateUser(HttpContext context, PulumiOrganization organization)
    {
        var body = await ReadAsync(context);
        await AnswerAsync(context, 201, () => User(organization, _users.CreateUser(organization, ScimUserDraft.FromBody(body))));
    }

    public Task GetUser(HttpContext context, PulumiOrganization organization) =>
        AnswerAsync(context, 200, () => User(organization, ScimUsers.GetUser(organization, Id(context))));

    public Task ListUsers(HttpContext context, PulumiOrganization organization) => AnswerAsync(context, 200, () =>
    {
        var (page, total, start) = _users.ListUsers(
            organization, context.QueryText("filter"), Number(context, "startIndex"), Number(context, "count"));
        return ScimJson.List([.. page.Select(member => User(organization, member))], total, start);
    });

    public async Task ReplaceUser(HttpContext context, PulumiOrganization organization)
    {
        var body = await ReadAsync(context);
        await AnswerAsync(context, 200, () => User(organization, _users.ReplaceUser(organization, Id(context), ScimUserDraft.FromBody(body))));
    }

    public async Task UpdateUser(HttpContext context, PulumiOrganization organization)
    {
        var body = await ReadAsync(context);
        await AnswerPatchAsync(context, () => User(organization, _users.UpdateUser(organization, Id(context), ScimPatch.Parse(body))));
    }

    /// <summary>There is no such route (documented).</summary>
    public Task DeleteUser(HttpContext context, PulumiOrganization organization)
    {
        if (state.Switches.ScimDeleteUser == ScimDeleteUser.NotFoundPlainText)
            return context.WriteTextAsync(404, "404 page not found\n");
        context.Response.Headers.Allow = "GET, PUT, PATCH";
        return context.WriteTextAsync(405, "Method Not Allowed\n");
    }

    public async Task CreateGroup(HttpContext context, PulumiOrganization organization)
    {
        var body = await ReadAsync(context);
        await AnswerAsync(context, 201, () => Group(organization, _groups.CreateGroup(organization, ScimGroupDraft.FromBody(body))));
    }

    public Task GetGroup(HttpContext context, PulumiOrganization organization) =>
        AnswerAsync(context, 200, () => Group(organization, ScimGroups.GetGroup(organization, Id(context))));

    public Task ListGroups(HttpContext context, PulumiOrganization organization) => AnswerAsync(context, 200, () =>
    {
        var teams = _groups.ListGroups(organization, context.QueryText("filter"));
        return ScimJson.List([.. teams.Select(team => Group(organization, team))], teams.Count, 1);
    });

    public async Task ReplaceGroup(HttpContext context, PulumiOrganization organization)
    {
        var body = await ReadAsync(context);
        await AnswerAsync(
            context, 200, () => Group(organization, _groups.ReplaceGroup(organization, Id(context), ScimGroupDraft.FromBody(body))));
    }

    public async Task UpdateGroup(HttpContext context, PulumiOrganization organization)
    {
        var body = await ReadAsync(context);
        await AnswerPatchAsync(context, () => Group(organization, _groups.UpdateGroup(organization, Id(context), ScimPatch.Parse(body))));
    }

    public Task DeleteGroup(HttpContext context, PulumiOrganization organization)
    {
        lock (state.Gate)
            ScimGroups.DeleteGroup(organization, Id(context));
        return context.WriteStatusAsync(204);
    }

    public Task GetServiceProviderConfig(HttpContext context, PulumiOrganization organization) =>
        DiscoverAsync(context, () => ScimDiscovery.ServiceProviderConfig(Base(organization)));

    public Task ListResourceTypes(HttpContext context, PulumiOrganization organization) =>
        DiscoverAsync(context, () => List(ScimDiscovery.ResourceTypes(Base(organization))));

    public Task GetResourceType(HttpContext context, PulumiOrganization organization) =>
        DiscoverAsync(context, () => One(ScimDiscovery.ResourceTypes(Base(organization)), Id(context)));

    public Task ListSchemas(HttpContext context, PulumiOrganization organization) =>
        DiscoverAsync(context, () => List(ScimDiscovery.Schemas(Base(organization))));

    public Task GetSchema(HttpContext context, PulumiOrganization organization) =>
        DiscoverAsync(context, () => One(ScimDiscovery.Schemas(Base(organization)), Id(context)));

    private static string Id(HttpContext context) => context.RouteText("id");

    private static JObject List(IReadOnlyList<JObject> all) => ScimJson.List(all, all.Count, 1);

    private static JObject One(IEnumerable<JObject> all, string id) =>
        all.FirstOrDefault(one => id.Equals((string?)one["id"], StringComparison.OrdinalIgnoreCase)) ?? throw ScimErrors.ResourceNotFound(id);

    private string Base(PulumiOrganization organization) => $"{state.BaseUrl}/scim/v2/{organization.Login}";

    private JObject User(PulumiOrganization organization, PulumiMember member) => ScimJson.User(member, Base(organization));

    private JObject Group(PulumiOrganization organization, PulumiTeam team) => ScimJson.Group(team, organization, Base(organization));

    private static int? Number(HttpContext context, string name)
    {
        if (context.QueryText(name) is not { } text)
            return null;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw ScimErrors.InvalidValue($"{name} must be an integer.");
    }

    private static async Task<JObject> ReadAsync(HttpContext context)
    {
        var type = context.Request.ContentType?.Split(';')[0].Trim();
        if (type is not null && type is not (MediaType or "application/json"))
            throw ScimErrors.UnsupportedMediaType();
        try
        {
            return await context.ReadJsonAsync() as JObject ?? throw ScimErrors.InvalidSyntax("The body must be a JSON object.");
        }
        catch (JsonReaderException exception)
        {
            throw ScimErrors.InvalidSyntax($"The body is no JSON: {exception.Message}");
        }
    }

    private Task AnswerAsync(HttpContext context, int status, Func<JObject> operation)
    {
        JObject json;
        lock (state.Gate)
            json = operation();
        if (status == 201)
            context.Response.Headers.Location = (string?)json["meta"]!["location"];
        return context.WriteJsonAsync(status, json, MediaType);
    }

    private Task AnswerPatchAsync(HttpContext context, Func<JObject> operation)
    {
        if (state.Switches.ScimPatchAnswer == ScimPatchAnswer.OkWithBody)
            return AnswerAsync(context, 200, operation);
        lock (state.Gate)
            operation();
        return context.WriteStatusAsync(204);
    }

    private static Task DiscoverAsync(HttpContext context, Func<JObject> describe) => context.QueryText("filter") is null
        ? context.WriteJsonAsync(200, describe(), MediaType)
        : throw ScimErrors.DiscoveryFilter();
}
