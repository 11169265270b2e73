using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>The fields of v2's user group (<c>UserGroupPost</c>, <c>UserGroupPut</c>) [S].</summary>
internal static class GroupFields
{
    private static readonly BodyRule GraphObject =
        Body.Object(new BodyFields { ["id"] = Body.Text, ["type"] = Body.Text, ["attributes"] = Body.AnyObject });

    /// <summary>The spec says that filters are texts of JSON; clients also send the object itself [I].</summary>
    private static readonly BodyRule Filter = (name, value) =>
        value.Type is JTokenType.String or JTokenType.Object ? null : $"\"{name}\" must be a string";

    public static readonly BodyFields Table = new()
    {
        ["id"] = Body.Text,
        ["type"] = Body.OneOf("user_group"),
        ["name"] = Body.Text,
        ["description"] = Body.Text,
        ["email"] = Body.Text,
        ["attributes"] = Body.OpenObject(new BodyFields
        {
            ["sudo"] = Body.Object(new BodyFields { ["enabled"] = Body.Bool, ["withoutPassword"] = Body.Bool }),
            ["ldapGroups"] = Body.ListOf(Body.Object(new BodyFields { ["name"] = Body.Text })),
            ["posixGroups"] = Body.ListOf(Body.Object(new BodyFields { ["id"] = Body.Integer, ["name"] = Body.Text })),
            ["radius"] = Body.Object(new BodyFields
            {
                ["reply"] = Body.ListOf(Body.Object(new BodyFields { ["name"] = Body.Text, ["value"] = Body.Text })),
            }),
            ["sambaEnabled"] = Body.Bool,
        }),
        ["membershipMethod"] = Body.OneOf("NOTSET", "STATIC", "DYNAMIC_REVIEW_REQUIRED", "DYNAMIC_AUTOMATED"),
        ["memberQuery"] = Body.Object(new BodyFields
        {
            ["queryType"] = Body.OneOf("Filter", "FilterQuery", "Search"),
            ["searchFilters"] = Body.Text,
            ["filters"] = Body.ListOf(Filter),
        }),
        ["memberQueryExemptions"] = Body.ListOf(GraphObject),
        ["memberSuggestionsNotify"] = Body.Bool,

        // Read-only; a full replace sends them back.
        ["suggestionCounts"] = Body.AnyObject,
        ["memberQueryErrorFlags"] = Body.Anything,
        ["organizationObjectId"] = Body.Text,
    };

    /// <summary>What the rows of a list leave out [L].</summary>
    public static readonly string[] NotListed =
    [
        "membershipMethod", "memberQuery", "memberQueryExemptions", "memberSuggestionsNotify", "suggestionCounts",
        "memberQueryErrorFlags",
    ];

    public static JObject Row(JObject group)
    {
        var row = (JObject)group.DeepClone();
        foreach (var name in NotListed)
            row.Remove(name);
        return row;
    }
}
