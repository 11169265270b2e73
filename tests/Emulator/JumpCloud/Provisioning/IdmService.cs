using System.Globalization;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>
/// Identity Management of an application, for the portal and for the inferred API alike: proves a connection, then stores it.
/// </summary>
internal sealed class IdmService(JumpCloudState state, ScimConnector scim)
{
    private readonly ConnectionTest _test = new(scim);

    /// <summary>A new activation, or one anew after a deactivation.</summary>
    public async Task<JObject> ActivateAsync(
        string applicationId, IdmSettings settings, Actor actor, CancellationToken cancellation)
    {
        if (state.FindConnection(applicationId) is not null)
            throw JumpCloudErrors.AlreadyExists();
        var connection = await ProveAsync(applicationId, settings, "idm_integration_activate", actor, cancellation);
        return state.Activate(applicationId, connection, "idm_integration_activate", actor);
    }

    /// <summary>
    /// With the stored settings and what is given over them. In place, without a deactivation, it is a re-authentication [D].
    /// </summary>
    public async Task<JObject> ReactivateAsync(
        string applicationId, IdmSettings settings, Actor actor, CancellationToken cancellation)
    {
        RequireStored(applicationId);
        var type = state.FindConnection(applicationId) is null ? "idm_integration_activate" : "idm_integration_reauth";
        var connection = await ProveAsync(applicationId, settings, type, actor, cancellation);
        return state.Activate(applicationId, connection, type, actor);
    }

    /// <summary>Changes the settings; a connection in use is proven with them first.</summary>
    public async Task<JObject> UpdateAsync(
        string applicationId, IdmSettings settings, Actor actor, CancellationToken cancellation)
    {
        RequireStored(applicationId);
        var connection = state.FindConnection(applicationId) is null
            ? state.ComposeConnection(applicationId, settings)!
            : await ProveAsync(applicationId, settings, "idm_integration_update", actor, cancellation);
        return state.UpdateProvision(applicationId, connection, actor);
    }

    public void Deactivate(string applicationId, Actor actor) => state.Deactivate(applicationId, actor);

    /// <summary>The service provider's users, page by page, as <c>importUsersResponse</c> has them [S].</summary>
    /// <param name="filter">Passed on to the service provider.</param>
    public async Task<JObject> ImportUsersAsync(
        string applicationId, string? filter, int limit, int skip, CancellationToken cancellation)
    {
        if (state.FindApplication(applicationId) is null)
            throw JumpCloudErrors.NotFound();
        if (state.FindConnection(applicationId) is not { } found)
            throw JumpCloudErrors.Error(state.Switches.ImportWithoutConnectionStatus, "Not Found");
        var path = string.Create(CultureInfo.InvariantCulture, $"/Users?startIndex={skip + 1}&count={limit}");
        if (!string.IsNullOrEmpty(filter))
            path += "&filter=" + Uri.EscapeDataString(filter);
        var target = new ScimTarget(found.Connection.BaseUrl, found.Connection.Token);
        var answer = await scim.SendAsync(target, HttpMethod.Get, path, null, cancellation);
        if (!answer.IsSuccess)
            throw JumpCloudErrors.Error(500, $"the application answered {answer.Status} {answer.Reason}: {answer.Detail}");
        var users = (answer.Json?["Resources"] as JArray ?? []).OfType<JObject>().Select(ScimMapping.ImportUser);
        return new JObject
        {
            ["total_count"] = (int?)answer.Json?["totalResults"] ?? 0,
            ["session_id"] = $"import-{applicationId}",
            ["cursor"] = "",
            ["users"] = new JArray(users),
        };
    }

    private void RequireStored(string applicationId)
    {
        if (state.FindApplication(applicationId)?.Idm is null)
            throw JumpCloudErrors.NotFound();
    }

    private async Task<IdmConnection> ProveAsync(
        string applicationId, IdmSettings settings, string eventType, Actor actor, CancellationToken cancellation)
    {
        var isCustom = state.CheckActivation(applicationId, settings);
        var connection = state.ComposeConnection(applicationId, settings)
            ?? throw JumpCloudErrors.BadRequest("\"vanity_url\" and \"api_key\" are required");
        var answer = await _test.RunAsync(connection, isCustom, cancellation);
        if (answer.IsSuccess)
            return connection;
        if (state.FindApplication(applicationId) is { } application)
        {
            var code = answer.Status.ToString(CultureInfo.InvariantCulture);
            state.WriteIdmEvent(eventType, actor, application, false, code, answer.Reason, answer.Detail);
        }

        throw JumpCloudErrors.NotVerified($"{connection.BaseUrl} answered {answer.Status} {answer.Reason}");
    }
}
