using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

public sealed partial class JumpCloudState
{
    private readonly SortedDictionary<string, Application> _applications = new(StringComparer.Ordinal);

    private ApplicationComposer Composer =>
        new(_templates, _switches, _clock) { OrganizationId = OrganizationId, OrganizationName = OrganizationName };

    public IReadOnlyList<Application> Applications()
    {
        lock (_gate)
            return [.. _applications.Values];
    }

    /// <summary>The application of that id, or null.</summary>
    public Application? FindApplication(string id)
    {
        lock (_gate)
            return _applications.GetValueOrDefault(id);
    }

    internal IReadOnlyList<JObject> ListApplications()
    {
        lock (_gate)
            return [.. _lag.SeenAll("application:", _applications.Values.Select(item =>
                ("application:" + item.Id, item.Document)))];
    }

    internal JObject GetApplication(string id)
    {
        lock (_gate)
            return _lag.Seen("application:" + id, _applications.GetValueOrDefault(id)?.Document)
                ?? throw JumpCloudErrors.NotFound();
    }

    internal JObject CreateApplication(JObject body, Actor actor)
    {
        lock (_gate)
        {
            var (document, key) = Composer.Create(NextId(), body);
            var application = new Application(document) { PrivateKeyPem = key };
            Changing(application.Id);
            _applications[application.Id] = application;
            WriteApplicationEvent("application_create", actor, application);
            return document;
        }
    }

    internal JObject SetApplication(string id, JObject body, Actor actor)
    {
        lock (_gate)
        {
            var application = ApplicationOf(id);
            var (document, key) = Composer.Replace(application, body);
            Changing(id);
            if ((string?)document["logo"]?["url"] != (string?)application.Document["logo"]?["url"])
                application.Logo = null;
            (application.Document, application.PrivateKeyPem) = (document, key);
            WriteApplicationEvent("application_update", actor, application);
            return document;
        }
    }

    /// <summary>Changes members of the document without a word about the rest, as the portal may.</summary>
    internal void PatchApplication(string id, JObject patch, Actor actor)
    {
        lock (_gate)
        {
            var application = ApplicationOf(id);
            Changing(id);
            var document = (JObject)application.Document.DeepClone();
            document.Merge(patch, new JsonMergeSettings
            {
                MergeArrayHandling = MergeArrayHandling.Replace, MergeNullValueHandling = MergeNullValueHandling.Merge,
            });
            application.Document = document;
            WriteApplicationEvent("application_update", actor, application);
        }
    }

    /// <summary>The service provider is left as it is: nothing is deactivated by the end of an application [D].</summary>
    internal JObject DeleteApplication(string id, Actor actor)
    {
        lock (_gate)
        {
            var application = ApplicationOf(id);
            Changing(id);
            foreach (var group in application.UserGroups)
                SetOf(_applicationsOfGroup, group).Remove(id);
            foreach (var user in application.Users)
                SetOf(_applicationsOfUser, user).Remove(id);
            _applications.Remove(id);
            WriteApplicationEvent("application_delete", actor, application);
            if (application.IsProvisioning)
                WriteDeactivation(application, actor);
            application.Idm = null;
            return application.Document;
        }
    }

    internal void SetLogo(string id, byte[]? image, Actor actor)
    {
        lock (_gate)
        {
            var application = ApplicationOf(id);
            Changing(id);
            var document = (JObject)application.Document.DeepClone();
            var logo = document["logo"] as JObject ?? [];
            // [I] Where uploaded images live, and that the address changes with each upload.
            logo["url"] = image is null
                ? _templates.Find(application.Name)?["logo"]?["url"]?.DeepClone() ?? ""
                : $"https://cdn.jumpcloud.test/applications/{id}/logo-{NextId()}";
            document["logo"] = logo;
            (application.Document, application.Logo) = (document, image);
            WriteApplicationEvent("application_update", actor, application);
        }
    }

    internal string GetMetadata(string organizationId, string id)
    {
        var document = GetApplication(id);
        if (organizationId != OrganizationId || (string?)document["sso"]!["type"] != "saml")
            throw JumpCloudErrors.NotFound();
        return IdpMetadata.Write(document);
    }

    /// <summary>Whether a person who opens that path of the SSO host meets an active application.</summary>
    internal bool HasSsoUrl(string path)
    {
        lock (_gate)
        {
            return _applications.Values.Any(application => application.IsActive
                && Uri.TryCreate(application.SsoUrl, UriKind.Absolute, out var url)
                && url.AbsolutePath == path);
        }
    }

    private Application ApplicationOf(string id) => _applications.GetValueOrDefault(id) ?? throw JumpCloudErrors.NotFound();

    private void Changing(string applicationId)
    {
        var before = _applications.GetValueOrDefault(applicationId);
        _lag.Changing("application:" + applicationId, () => before?.Document);
        _lag.Changing("application-v2:" + applicationId, () => before is null ? null : ApplicationView.V2(before, _clock));
    }
}
