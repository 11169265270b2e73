using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>A group as a request wants it: the closed attribute list <c>displayName</c>, <c>members[].value</c> (documented).</summary>
internal sealed class ScimGroupDraft
{
    /// <summary>What RFC 7643 lets a client send with a member; only <c>value</c> is read.</summary>
    private static readonly string[] MemberParts = ["value", "display", "type", "$ref"];

    private readonly Dictionary<string, int> _members = new(StringComparer.Ordinal);
    private readonly HashSet<string> _added = new(StringComparer.Ordinal);
    private int _order;

    public string? DisplayName { get; set; }

    /// <summary>Ids of the members, in the order in which they were put in.</summary>
    public IEnumerable<string> Members => _members.OrderBy(member => member.Value).Select(member => member.Key);

    /// <summary>Ids that the request puts in; all of them are checked.</summary>
    public IReadOnlyCollection<string> Added => _added;

    /// <summary>The draft of a POST or PUT body.</summary>
    /// <exception cref="ScimException">An attribute is unknown or its value has a wrong type.</exception>
    public static ScimGroupDraft FromBody(JObject body)
    {
        var draft = new ScimGroupDraft();
        foreach (var (name, value) in body)
            draft.Apply(new ScimOperation(ScimVerb.Replace, ScimPath.Parse(name), value));
        return draft;
    }

    /// <summary>A draft that begins as a group is.</summary>
    public static ScimGroupDraft FromGroup(string displayName, IEnumerable<string> members)
    {
        var draft = new ScimGroupDraft { DisplayName = displayName };
        foreach (var id in members)
            draft._members.Add(id, draft._order++);
        return draft;
    }

    /// <summary>Carries out one operation on the draft.</summary>
    /// <exception cref="ScimException">The path is unknown, has no target, or the value has a wrong type.</exception>
    public void Apply(ScimOperation operation)
    {
        var path = operation.Path;
        switch (path.Attribute)
        {
            case "schemas" or "id" or "meta" when path is { Sub: null, FilterAttribute: null }:
                break;
            case "displayname" when path is { Sub: null, FilterAttribute: null }:
                DisplayName = operation.Verb == ScimVerb.Remove ? null : ScimValue.Text("displayName", operation.Value);
                break;
            case "members" when path.Sub is null or "value":
                ApplyMembers(operation);
                break;
            default:
                throw ScimErrors.UnknownPath(path.Text);
        }
    }

    private void ApplyMembers(ScimOperation operation)
    {
        if (operation.Path.FilterAttribute is not null)
        {
            ApplyOneMember(operation);
            return;
        }

        var ids = Ids(operation.Value);
        if (operation.Verb == ScimVerb.Remove && operation.Value is not (null or { Type: JTokenType.Null }))
        {
            // Not in the RFC, but some identity providers send what to remove as a value.
            foreach (var id in ids)
                _members.Remove(id);
            return;
        }

        if (operation.Verb != ScimVerb.Add)
            _members.Clear();
        foreach (var id in ids)
            Put(id);
    }

    private void ApplyOneMember(ScimOperation operation)
    {
        var path = operation.Path;
        if (path.FilterAttribute != "value" || path.FilterValue is not { } id)
            throw ScimErrors.UnknownPath(path.Text);
        var isMember = _members.ContainsKey(id);
        if (operation.Verb == ScimVerb.Replace && !isMember)
            throw ScimErrors.NoTarget($"No value matches {path.Text}.");
        if (operation.Verb == ScimVerb.Remove)
        {
            _members.Remove(id);
            return;
        }

        if (operation.Verb == ScimVerb.Replace)
            _members.Remove(id);
        foreach (var added in Ids(operation.Value))
            Put(added);
    }

    private void Put(string id)
    {
        _added.Add(id);
        if (_members.TryAdd(id, _order))
            _order++;
    }

    private static List<string> Ids(JToken? value)
    {
        if (value is JValue { Type: JTokenType.String } single)
            return [(string)single!];
        var ids = new List<string>();
        foreach (var member in ScimValue.Objects("members", value))
        {
            var unknown = member.Properties().FirstOrDefault(part => !MemberParts.Contains(part.Name, StringComparer.OrdinalIgnoreCase));
            if (unknown is not null)
                throw ScimErrors.UnknownPath($"members.{unknown.Name}");
            ids.Add(ScimValue.Text("members.value", ScimValue.Field(member, "value"))
                ?? throw ScimErrors.InvalidValue("Attribute 'members.value' is required."));
        }

        return ids;
    }
}
