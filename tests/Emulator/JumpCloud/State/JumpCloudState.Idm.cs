using System.Globalization;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

public sealed partial class JumpCloudState
{
    /// <summary>The application's settings for a new activation, or why it cannot have one [I].</summary>
    internal bool CheckActivation(string applicationId, IdmSettings settings)
    {
        lock (_gate)
        {
            var application = ApplicationOf(applicationId);
            if (_templates.Find(application.Name)?["provision"] is not JObject provision)
                throw JumpCloudErrors.BadRequest("the application does not support Identity Management");
            // [D] SSO has to be configured before SCIM.
            if (!application.IsActive)
                throw JumpCloudErrors.BadRequest("SSO must be configured before Identity Management");
            if (settings.ManageGroups == true && (bool?)provision["groups_supported"] != true)
                throw JumpCloudErrors.BadRequest("the application does not support groups");
            var isCustom = application.Name == "saml2";
            if (isCustom && string.IsNullOrEmpty(settings.TestUserEmail ?? application.Idm?.TestUserEmail))
                throw JumpCloudErrors.BadRequest("\"test_user_email\" is required");
            return isCustom;
        }
    }

    /// <summary>The stored settings with the given ones over them; null when something needed is missing in both.</summary>
    internal IdmConnection? ComposeConnection(string applicationId, IdmSettings settings)
    {
        lock (_gate)
        {
            var stored = ApplicationOf(applicationId).Idm;
            if ((settings.BaseUrl ?? stored?.BaseUrl) is not { } baseUrl || (settings.Token ?? stored?.Token) is not { } token)
                return null;
            return new IdmConnection
            {
                Id = stored?.Id ?? NextId(),
                BaseUrl = baseUrl,
                Token = token,
                ManageGroups = settings.ManageGroups ?? stored?.ManageGroups ?? false,
                TestUserEmail = settings.TestUserEmail ?? stored?.TestUserEmail,
            };
        }
    }

    /// <summary>The active connection's document, without the token [I].</summary>
    internal JObject GetProvision(string applicationId)
    {
        lock (_gate)
        {
            var application = ApplicationOf(applicationId);
            return application.IsProvisioning ? ProvisionDocument(application.Idm!) : throw JumpCloudErrors.NotFound();
        }
    }

    /// <summary>Puts a proven connection to work: everybody whom the application is bound to is looked at anew.</summary>
    internal JObject Activate(string applicationId, IdmConnection connection, string eventType, Actor actor)
    {
        lock (_gate)
        {
            var application = ApplicationOf(applicationId);
            Changing(applicationId);
            if (application.IsProvisioning)
                CopyLinks(application.Idm!, connection);
            (connection.IsActive, connection.ActivatedAt) = (true, _clock.GetUtcNow());
            application.Idm = connection;
            WriteIdmEvent(eventType, actor, application, true, "200", "Application successfully activated", "OK");
            EnqueueEverything(application);
            return ProvisionDocument(connection);
        }
    }

    /// <summary>Stores changed settings. Groups of an application that stops to manage them stay as they are [D].</summary>
    internal JObject UpdateProvision(string applicationId, IdmConnection connection, Actor actor)
    {
        lock (_gate)
        {
            var application = ApplicationOf(applicationId);
            var before = application.Idm ?? throw JumpCloudErrors.NotFound();
            Changing(applicationId);
            CopyLinks(before, connection);
            if (!connection.ManageGroups)
                connection.Groups.Clear();
            (connection.IsActive, connection.ActivatedAt) = (before.IsActive, before.ActivatedAt);
            application.Idm = connection;
            WriteIdmEvent("idm_integration_update", actor, application, true, "200", "Application successfully updated", "OK");
            if (application.IsProvisioning)
                EnqueueEverything(application);
            return ProvisionDocument(connection);
        }
    }

    /// <summary>Users and groups at the service provider are left as they are; syncing stops [D].</summary>
    internal void Deactivate(string applicationId, Actor actor)
    {
        lock (_gate)
        {
            var application = ApplicationOf(applicationId);
            if (!application.IsProvisioning)
                throw JumpCloudErrors.NotFound();
            Changing(applicationId);
            application.Idm = application.Idm!.Configured();
            WriteDeactivation(application, actor);
        }
    }

    internal void WriteIdmEvent(
        string type, Actor actor, Application application, bool success, string code, string message, string details)
    {
        var more = new JObject
        {
            ["application"] = EventApplication(application),
            ["idm_client_id"] = application.Idm?.Id ?? "",
            ["message_chain"] = new JObject
            {
                ["response_code"] = code, ["response_message"] = message, ["message_details"] = details,
            },
            ["error_message"] = success ? "" : details,
        };
        WriteEvent(type, actor, success, new JObject { ["type"] = "application", ["id"] = application.Id }, more);
    }

    /// <summary>What a step of provisioning came to; a refusal quotes the service provider's answer.</summary>
    internal void WriteProvisioningEvent(
        string type, Application application, JObject resource, ScimAnswer answer, JArray changes, IReadOnlyList<ScimExchange> exchanges)
    {
        var detail = answer.IsSuccess ? "" : answer.Detail;
        WriteEvent(type, Actor.System, answer.IsSuccess, resource, new JObject
        {
            ["application"] = EventApplication(application),
            ["correlation"] = new JObject { ["id"] = $"provision-{application.Id}", ["type"] = "association" },
            ["message_chain"] = new JObject
            {
                ["response_code"] = answer.Status.ToString(CultureInfo.InvariantCulture),
                ["response_message"] = answer.Reason,
                ["message_details"] = detail,
            },
            ["error_message"] = detail,
            ["changes"] = changes,
        }, exchanges);
    }

    private void WriteDeactivation(Application application, Actor actor) => WriteIdmEvent(
        _switches.DeactivateEventType, actor, application, true, "200", "Application successfully deactivated", "OK");

    private static void CopyLinks(IdmConnection from, IdmConnection to)
    {
        foreach (var (id, link) in from.Users)
            to.Users[id] = link;
        foreach (var (id, link) in from.Groups)
            to.Groups[id] = link;
    }

    private static JObject ProvisionDocument(IdmConnection connection) => new()
    {
        ["_id"] = connection.Id,
        ["type"] = "scim",
        ["beta"] = false,
        ["active"] = connection.IsActive,
        ["vanity_url"] = connection.BaseUrl.AbsoluteUri,
        ["groups_supported"] = connection.ManageGroups,
    };
}

/// <summary>What is written of an Identity Management document; null stands for not written.</summary>
public sealed record IdmSettings(
    Uri? BaseUrl = null, string? Token = null, bool? ManageGroups = null, string? TestUserEmail = null)
{
    public override string ToString() => $"{BaseUrl}, groups: {ManageGroups}";
}
