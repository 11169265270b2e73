using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>
/// A user as a request wants it, before anything is checked against others: the closed attribute list (documented), everything
/// else is an unknown path.
/// </summary>
internal sealed class ScimUserDraft
{
    public string? UserName { get; set; }

    public string? DisplayName { get; set; }

    public string? GivenName { get; set; }

    public string? FamilyName { get; set; }

    /// <summary>The work address, the only one that is kept.</summary>
    public string? Email { get; set; }

    public bool Active { get; set; } = true;

    /// <summary>Whether the request says anything about <see cref="Active"/>.</summary>
    public bool SetsActive { get; private set; }

    /// <summary>The draft of a POST or PUT body.</summary>
    /// <exception cref="ScimException">An attribute is unknown or its value has a wrong type.</exception>
    public static ScimUserDraft FromBody(JObject body)
    {
        var draft = new ScimUserDraft();
        foreach (var (name, value) in body)
            draft.Apply(new ScimOperation(ScimVerb.Replace, ScimPath.Parse(name), value));
        return draft;
    }

    /// <summary>Carries out one operation on the draft.</summary>
    /// <exception cref="ScimException">The path is unknown, has no target, or the value has a wrong type.</exception>
    public void Apply(ScimOperation operation)
    {
        var (path, value) = (operation.Path, operation.Verb == ScimVerb.Remove ? null : operation.Value);
        if (path.FilterAttribute is not null && path.Attribute != "emails")
            throw ScimErrors.UnknownPath(path.Text);
        switch (path.Attribute)
        {
            // Read-only attributes are ignored (RFC 7643 section 2.2); externalId is taken and never stored (documented).
            case "schemas" or "id" or "meta" or "externalid" when path.Sub is null:
                break;
            case "username" when path.Sub is null:
                UserName = ScimValue.Text("userName", value);
                break;
            case "displayname" when path.Sub is null:
                DisplayName = ScimValue.Text("displayName", value);
                break;
            case "active" when path.Sub is null:
                (Active, SetsActive) = (operation.Verb == ScimVerb.Remove || ScimValue.Boolean("active", value), true);
                break;
            case "name":
                ApplyName(path, value);
                break;
            case "emails":
                ApplyEmails(operation, path, value);
                break;
            default:
                throw ScimErrors.UnknownPath(path.Text);
        }
    }

    private void ApplyName(ScimPath path, JToken? value)
    {
        switch (path.Sub)
        {
            case "givenname":
                GivenName = ScimValue.Text(path.Text, value);
                break;
            case "familyname":
                FamilyName = ScimValue.Text(path.Text, value);
                break;
            case null when value is null or { Type: JTokenType.Null }:
                (GivenName, FamilyName) = (null, null);
                break;
            case null:
                foreach (var (name, part) in ScimValue.Object("name", value))
                    ApplyName(ScimPath.Parse($"{path.Text}.{name}"), part);
                break;
            default:
                throw ScimErrors.UnknownPath(path.Text);
        }
    }

    private void ApplyEmails(ScimOperation operation, ScimPath path, JToken? value)
    {
        if (path.FilterAttribute is not null && (path.FilterAttribute != "type" || !"work".Equals(path.FilterValue, StringComparison.OrdinalIgnoreCase)))
            throw ScimErrors.UnknownPath(path.Text);
        if (path.Sub is not (null or "value" or "type" or "primary"))
            throw ScimErrors.UnknownPath(path.Text);
        if (path.FilterAttribute is not null && Email is null && operation.Verb == ScimVerb.Replace)
            throw ScimErrors.NoTarget($"No value matches {path.Text}.");
        if (path.Sub is "value" || (path.Sub is null && operation.Verb == ScimVerb.Remove))
            Email = ScimValue.Text(path.Text, value);
        else if (path.Sub is null)
            Email = WorkAddress(path, value) ?? (operation.Verb == ScimVerb.Add ? Email : null);
    }

    /// <summary>The work address of a list; one without a type counts as a work address (inferred).</summary>
    private static string? WorkAddress(ScimPath path, JToken? value)
    {
        string? address = null;
        foreach (var email in ScimValue.Objects("emails", value))
        {
            var unknown = email.Properties().FirstOrDefault(part => part.Name.ToLowerInvariant() is not ("value" or "type" or "primary"));
            if (unknown is not null)
                throw ScimErrors.UnknownPath($"{path.Text}.{unknown.Name}");
            var type = ScimValue.Text("emails.type", ScimValue.Field(email, "type")) ?? "work";
            if (type.Equals("work", StringComparison.OrdinalIgnoreCase))
                address ??= ScimValue.Text("emails.value", ScimValue.Field(email, "value"));
        }

        return address;
    }
}
