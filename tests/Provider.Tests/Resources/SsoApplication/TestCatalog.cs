using System.Net;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Tests.Resources;

/// <summary>A catalog of four templates, as <c>GET /api/application-templates</c> gives it, and no application yet.</summary>
internal static class TestCatalog
{
    private const string Templates =
        """
        [
          { "name": "pulumi", "displayName": "Pulumi", "sso": { "type": "saml" }, "provision": { "type": "scim", "groups_supported": true },
            "config": {
              "idpEntityId": { "value": "JumpCloud" },
              "idpPrivateKey": { "value": "" },
              "idpCertificate": { "value": "" },
              "spEntityId": { "value": "https://api.pulumi.com/login/YOUR_ORGANIZATION/sso/saml/metadata" },
              "acsUrl": { "value": "https://api.pulumi.com/login/YOUR_ORGANIZATION/sso/saml/acs" },
              "subjectField": { "value": "email" },
              "signatureAlgorithm": { "value": "RSA-SHA256", "options": [ { "text": "RSA-SHA1", "value": "RSA-SHA1" }, { "text": "RSA-SHA256", "value": "RSA-SHA256" } ] },
              "databaseAttributes": { "value": [ { "name": "email", "value": "email", "required": true } ] },
              "constantAttributes": { "value": [ { "name": "tenant", "value": "YOUR_TENANT" } ] },
              "defaultTargetUrl": { "value": "" }
            } },
          { "name": "saml2", "displayName": "SAML2.0", "sso": { "type": "saml" }, "provision": null,
            "config": {
              "idpEntityId": { "value": "" },
              "idpPrivateKey": { "value": "" },
              "idpCertificate": { "value": "" },
              "spEntityId": { "value": "" },
              "acsUrl": { "value": "https://YOUR_ACS_URL/" },
              "includeGroups": { "value": false },
              "groupsAttributeName": { "value": "memberOf" },
              "signResponse": { "value": false }
            } },
          { "name": "bookmark", "displayName": "Bookmark", "sso": { "type": "bookmark" }, "config": {} },
          { "name": "oidc", "displayName": "Custom OIDC", "sso": { "type": "oidc" }, "config": {} }
        ]
        """;

    public static JObject Template(string name) => JArray.Parse(Templates).OfType<JObject>().Single(template => (string?)template["name"] == name);

    /// <summary>Answers the catalog's filters by name and by display name, and its whole list.</summary>
    public static HttpResponseMessage Answer(SentRequest request)
    {
        if (request.Url.AbsolutePath == "/api/applications")
            return ScriptedHandler.Json("{\"totalCount\":0,\"results\":[]}");
        if (request.Url.AbsolutePath != "/api/application-templates")
            return ScriptedHandler.Json("{\"message\":\"Not Found\"}", HttpStatusCode.NotFound);
        var filter = System.Web.HttpUtility.ParseQueryString(request.Url.Query)["filter"]?.Split(":$eq:");
        var found = JArray.Parse(Templates).OfType<JObject>()
            .Where(template => filter is null || (string?)template[filter[0]] == filter[1])
            .ToList();
        return ScriptedHandler.Json(new JObject { ["totalCount"] = found.Count, ["results"] = new JArray(found) }.ToString());
    }
}
