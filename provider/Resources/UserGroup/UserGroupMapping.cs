using System.Collections.Immutable;
using JumpCloud.Clients;
using JumpCloud.Core;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Resources;

/// <summary>A user group's document from and to inputs and state.</summary>
internal static class UserGroupMapping
{
    // Made by JumpCloud, and not among the fields of a write (official specs).
    private static readonly string[] ReadOnly =
        ["id", "type", "organizationObjectId", "suggestionCounts", "memberQueryErrorFlags"];

    /// <summary>The body that makes a group. What is not in it starts as JumpCloud likes.</summary>
    public static JObject New(UserGroupArgs args) => Merge([], args, null);

    /// <summary>
    /// The whole group with the changes of the program, and everything else as it was: the write is a full replacement.
    /// </summary>
    /// <param name="olds">The inputs so far; what they have and the new ones lack is reset. Null for a new group.</param>
    public static JObject Merge(JObject live, UserGroupArgs news, UserGroupArgs? olds)
    {
        var group = Body(live);
        group["name"] = news.Name.Value;
        Set(group, "description", Text(news.Description), olds?.Description.IsPresent);
        Set(group, "email", Text(news.Email), olds?.Email.IsPresent);
        Set(group, "membershipMethod", Text(news.MembershipMethod), olds?.MembershipMethod.IsPresent);
        SetQuery(group, news.MemberQuery, olds?.MemberQuery ?? default);
        Set(group, "memberQueryExemptions", Exemptions(group, news.MemberQueryExemptions), olds?.MemberQueryExemptions.IsPresent);
        Set(group, "memberSuggestionsNotify", Flag(news.MemberSuggestionsNotify), olds?.MemberSuggestionsNotify.IsPresent);
        SetAttributes(group, news.AttributesOrNone, olds?.AttributesOrNone ?? GroupAttributesArgs.None);
        return group;
    }

    /// <summary>What a write may say of a group that was read.</summary>
    public static JObject Body(JObject live)
    {
        var group = (JObject)live.DeepClone();
        foreach (var name in ReadOnly)
            group.Remove(name);
        return group;
    }

    public static UserGroupState ToState(JObject live)
    {
        var attributes = live.Object("attributes") ?? [];
        return new UserGroupState
        {
            Id = JumpCloudClient.IdOf(live),
            Name = live.RequiredText("name"),
            Description = live.Text("description") ?? "",
            Email = live.Text("email") ?? "",
            MembershipMethod = live.Text("membershipMethod"),
            MemberQuery = QueryOf(live.Object("memberQuery")),
            MemberQueryExemptions = [.. live.Objects("memberQueryExemptions").Select(item => PropertyMap.Of(
                ("id", PropertyValue.Of(item.Text("id") ?? "")),
                ("type", PropertyValue.Of(item.Text("type") ?? "user"))))],
            MemberSuggestionsNotify = live.Flag("memberSuggestionsNotify") ?? false,
            Attributes = AttributesOf(attributes),
            LdapGroups = [.. attributes.Objects("ldapGroups").Select(item => item.Text("name")).OfType<string>()],
            MemberQueryErrorFlags = [.. (live["memberQueryErrorFlags"] as JArray ?? []).Select(flag => flag.ToString())],
        };
    }

    /// <summary>The same group, which has nothing in it that the state could not be read from.</summary>
    /// <exception cref="ApiException">It has.</exception>
    public static JObject Readable(JObject group)
    {
        ToState(group);
        return group;
    }

    /// <summary>Whether two texts, or lists of texts, are the same JSON.</summary>
    public static bool IsSameJson(PropertyValue left, PropertyValue right) =>
        left.AsString is { } one && right.AsString is { } other
            ? JToken.DeepEquals(Json(one), Json(other))
            : left.AsList is { } some && right.AsList is { } others && some.Length == others.Length
                && some.Zip(others, IsSameJson).All(isSame => isSame);

    private static void SetQuery(JObject group, Input<MemberQueryArgs> news, Input<MemberQueryArgs> olds)
    {
        if (!news.IsKnown)
        {
            if (olds.IsPresent)
                group.Remove("memberQuery");
            return;
        }

        var query = Object(group, "memberQuery");
        var before = olds.OrDefault();
        Set(query, "queryType", Text(news.Value.QueryType), before?.QueryType.IsPresent);
        Set(query, "searchFilters", Text(news.Value.SearchFilters), before?.SearchFilters.IsPresent);
        var filters = news.Value.Filters.IsKnown
            ? new JArray(news.Value.Filters.Value.Select(text => Filter(text, news.Value.QueryType.OrDefault())))
            : null;
        Set(query, "filters", filters, before?.Filters.IsPresent);
    }

    // Inferred: what JumpCloud publishes differs. The SDK's file has the filters of a Filter as texts of JSON; the API reference, which
    // is newer, leaves their type open and has those of a FilterQuery, and of the second language, as objects.
    private static JToken Filter(string text, string? queryType) => queryType == "Filter" ? new JValue(text) : Json(text);

    // What is exempt already stays as JumpCloud has it.
    private static JArray? Exemptions(JObject group, Input<ImmutableArray<MemberQueryExemption>> news)
    {
        if (!news.IsKnown)
            return null;
        var live = group.Objects("memberQueryExemptions")
            .GroupBy(item => item.Text("id") ?? "", StringComparer.Ordinal)
            .ToDictionary(items => items.Key, items => items.First(), StringComparer.Ordinal);
        var wanted = news.Value.ToDictionary(item => item.Id.Value, item => item.Type.Or("user"), StringComparer.Ordinal);
        if (wanted.Count == live.Count && wanted.Keys.All(live.ContainsKey))
            return (JArray?)group["memberQueryExemptions"]?.DeepClone();
        return new JArray(wanted.Select(item => live.GetValueOrDefault(item.Key)?.DeepClone()
            ?? new JObject { ["id"] = item.Key, ["type"] = item.Value }));
    }

    private static void SetAttributes(JObject group, GroupAttributesArgs news, GroupAttributesArgs olds)
    {
        var attributes = (JObject?)group.Object("attributes")?.DeepClone() ?? [];
        if (news.Sudo.IsKnown)
        {
            var sudo = Object(attributes, "sudo");
            sudo["enabled"] = news.Sudo.Value.Enabled.Value;
            sudo["withoutPassword"] = news.Sudo.Value.WithoutPassword.Or(false);
        }
        else if (olds.Sudo.IsPresent)
        {
            attributes.Remove("sudo");
        }

        // Once they are there they cannot be changed or taken away.
        if (news.PosixGroups.IsKnown && attributes["posixGroups"] is not JArray { Count: > 0 })
        {
            Set(attributes, "posixGroups", new JArray(news.PosixGroups.Value.Select(item =>
                new JObject { ["id"] = item.Id.Value, ["name"] = item.Name.Value })), false);
        }

        if (news.Radius.IsKnown)
        {
            var reply = news.Radius.Value.Reply.Or([]).Select(item =>
                new JObject { ["name"] = item.Name.Value, ["value"] = item.Value.Value });
            Set(Object(attributes, "radius"), "reply", new JArray(reply), false);
        }
        else if (olds.Radius.IsPresent)
        {
            attributes.Remove("radius");
        }

        Set(attributes, "sambaEnabled", Flag(news.SambaEnabled), olds.SambaEnabled.IsPresent);
        if (attributes.Count > 0 || group.Object("attributes") is not null)
            group["attributes"] = attributes;
    }

    private static PropertyMap? QueryOf(JObject? query)
    {
        if (query is null)
            return null;
        var map = PropertyMap.Empty;
        if (query.Text("queryType") is { } type)
            map = map.With("queryType", PropertyValue.Of(type));
        if (query["searchFilters"] is { Type: not JTokenType.Null } search)
            map = map.With("searchFilters", PropertyValue.Of(TextOf(search)));
        if (query["filters"] is JArray filters)
            map = map.With("filters", PropertyValue.Of(filters.Select(TextOf)));
        return map;
    }

    private static PropertyMap AttributesOf(JObject attributes)
    {
        var map = PropertyMap.Empty;
        if (attributes.Object("sudo") is { } sudo)
        {
            map = map.With("sudo", PropertyValue.Of(PropertyMap.Of(
                ("enabled", PropertyValue.Of(sudo.Flag("enabled") ?? false)),
                ("withoutPassword", PropertyValue.Of(sudo.Flag("withoutPassword") ?? false)))));
        }

        if (attributes["posixGroups"] is JArray { Count: > 0 } posix)
        {
            map = map.With("posixGroups", PropertyValue.Of(posix.Objects().Select(item => PropertyValue.Of(PropertyMap.Of(
                ("id", PropertyValue.Of(item.Integer("id") ?? 0)),
                ("name", PropertyValue.Of(item.Text("name") ?? ""))))).ToList()));
        }

        if (attributes.Object("radius") is { } radius)
        {
            map = map.With("radius", PropertyValue.Of(PropertyMap.Of(("reply", PropertyValue.Of(
                radius.Objects("reply").Select(item => PropertyValue.Of(PropertyMap.Of(
                    ("name", PropertyValue.Of(item.Text("name") ?? "")),
                    ("value", PropertyValue.Of(item.Text("value") ?? ""))))).ToList())))));
        }

        return attributes.Flag("sambaEnabled") is { } samba ? map.With("sambaEnabled", PropertyValue.Of(samba)) : map;
    }

    // A value that means the same is left as JumpCloud has it: it may write down more, or otherwise.
    private static void Set(JObject document, string name, JToken? value, bool? wasGiven)
    {
        if (value is null && wasGiven == true)
            document.Remove(name);
        else if (value is not null && !IsSame(document[name], value))
            document[name] = value;
    }

    private static bool IsSame(JToken? live, JToken wanted) => (live, wanted) switch
    {
        (null, _) => false,
        (JArray list, JArray other) => list.Count == other.Count && list.Zip(other, IsSame).All(isSame => isSame),
        _ => JToken.DeepEquals(live, wanted)
            || (wanted.Type == JTokenType.String && live is JObject or JArray && JToken.DeepEquals(live, Json((string)wanted!))),
    };

    private static JObject Object(JObject document, string name)
    {
        if (document.Object(name) is not { } value)
            document[name] = value = [];
        return value;
    }

    private static string TextOf(JToken token) =>
        token.Type == JTokenType.String ? (string)token! : token.ToString(Formatting.None);

    private static JToken Json(string text) => JsonText.TryParse(text) ?? new JValue(text);

    private static JValue? Text(Input<string> input) => input.IsKnown ? new JValue(input.Value) : null;

    private static JValue? Flag(Input<bool> input) => input.IsKnown ? new JValue(input.Value) : null;
}
