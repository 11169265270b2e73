using System.Collections.Immutable;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>What is known of a live user group.</summary>
internal sealed record UserGroupState
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    public required string Email { get; init; }

    /// <summary>Null where JumpCloud does not say.</summary>
    public string? MembershipMethod { get; init; }

    /// <summary>Under the names of the rows; null where there is no rule.</summary>
    public PropertyMap? MemberQuery { get; init; }

    public required ImmutableArray<PropertyMap> MemberQueryExemptions { get; init; }

    public required bool MemberSuggestionsNotify { get; init; }

    /// <summary>Under the names of the rows; those that the group has.</summary>
    public required PropertyMap Attributes { get; init; }

    public required ImmutableArray<string> LdapGroups { get; init; }

    public required ImmutableArray<string> MemberQueryErrorFlags { get; init; }

    /// <summary>Null where it has none.</summary>
    public PropertyValue? PosixGroups => Attributes.Find("posixGroups");

    public static UserGroupState Read(PropertyReader reader) => new()
    {
        Id = reader.String("userGroupId").Or(""),
        Name = reader.String("name").Or(""),
        Description = reader.String("description").Or(""),
        Email = reader.String("email").Or(""),
        MembershipMethod = reader.String("membershipMethod").OrDefault(),
        MemberQuery = reader.Map.Find("memberQuery")?.PlainDeep.AsMap,
        MemberQueryExemptions = [.. (reader.Map.Find("memberQueryExemptions")?.PlainDeep.AsList ?? [])
            .Select(item => item.AsMap).OfType<PropertyMap>()],
        MemberSuggestionsNotify = reader.Boolean("memberSuggestionsNotify").Or(false),
        Attributes = reader.Map.Find("attributes")?.PlainDeep.AsMap ?? PropertyMap.Empty,
        LdapGroups = reader.Strings("ldapGroups").Or([]),
        MemberQueryErrorFlags = reader.Strings("memberQueryErrorFlags").Or([]),
    };

    public PropertyMap Write()
    {
        var map = PropertyMap.Of(
            ("userGroupId", PropertyValue.Of(Id)),
            ("name", PropertyValue.Of(Name)),
            ("description", PropertyValue.Of(Description)),
            ("email", PropertyValue.Of(Email)),
            ("memberQueryExemptions", PropertyValue.Of(MemberQueryExemptions.Select(PropertyValue.Of).ToList())),
            ("memberSuggestionsNotify", PropertyValue.Of(MemberSuggestionsNotify)),
            ("attributes", PropertyValue.Of(Attributes)),
            ("ldapGroups", PropertyValue.Of(LdapGroups)),
            ("memberQueryErrorFlags", PropertyValue.Of(MemberQueryErrorFlags)));
        if (MembershipMethod is { } method)
            map = map.With("membershipMethod", PropertyValue.Of(method));
        return MemberQuery is { } query ? map.With("memberQuery", PropertyValue.Of(query)) : map;
    }
}
