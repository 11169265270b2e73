using System.Collections.Immutable;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>The inputs of a user group. The rows say what each one is.</summary>
internal sealed record UserGroupArgs
{
    public required Input<string> Name { get; init; }

    public required Input<string> Description { get; init; }

    public required Input<string> Email { get; init; }

    public required Input<string> MembershipMethod { get; init; }

    public required Input<MemberQueryArgs> MemberQuery { get; init; }

    public required Input<string> MemberQueryLanguage { get; init; }

    public required Input<ImmutableArray<MemberQueryExemption>> MemberQueryExemptions { get; init; }

    public required Input<bool> MemberSuggestionsNotify { get; init; }

    public required Input<GroupAttributesArgs> Attributes { get; init; }

    public required Input<string> DeletionPolicy { get; init; }

    /// <summary>The attributes that the program gives; none of them where it gives none.</summary>
    public GroupAttributesArgs AttributesOrNone => Attributes.OrDefault() ?? GroupAttributesArgs.None;

    public static UserGroupArgs Read(PropertyReader reader) => new()
    {
        Name = reader.String("name"),
        Description = reader.String("description"),
        Email = reader.String("email"),
        MembershipMethod = reader.String("membershipMethod"),
        MemberQuery = reader.Object("memberQuery", MemberQueryArgs.Read),
        MemberQueryLanguage = reader.String("memberQueryLanguage"),
        MemberQueryExemptions = reader.Objects("memberQueryExemptions", MemberQueryExemption.Read),
        MemberSuggestionsNotify = reader.Boolean("memberSuggestionsNotify"),
        Attributes = reader.Object("attributes", GroupAttributesArgs.Read),
        DeletionPolicy = reader.String("deletionPolicy"),
    };
}

/// <summary>The rule of a dynamic group; a program has both kinds of filters as texts of JSON.</summary>
internal sealed record MemberQueryArgs
{
    public required Input<string> QueryType { get; init; }

    public required Input<string> SearchFilters { get; init; }

    public required Input<ImmutableArray<string>> Filters { get; init; }

    public static MemberQueryArgs Read(PropertyReader reader) => new()
    {
        QueryType = reader.String("queryType"),
        SearchFilters = reader.String("searchFilters"),
        Filters = reader.Strings("filters"),
    };
}

/// <summary>Somebody whom the rule does not decide on.</summary>
internal sealed record MemberQueryExemption(Input<string> Id, Input<string> Type)
{
    public static MemberQueryExemption Read(PropertyReader reader) => new(reader.String("id"), reader.String("type"));
}

/// <summary>What systems that the group is bound to make of it.</summary>
internal sealed record GroupAttributesArgs
{
    public static readonly GroupAttributesArgs None = Read(new PropertyReader(PropertyMap.Empty));

    public required Input<SudoArgs> Sudo { get; init; }

    public required Input<ImmutableArray<PosixGroup>> PosixGroups { get; init; }

    public required Input<RadiusArgs> Radius { get; init; }

    public required Input<bool> SambaEnabled { get; init; }

    public static GroupAttributesArgs Read(PropertyReader reader) => new()
    {
        Sudo = reader.Object("sudo", SudoArgs.Read),
        PosixGroups = reader.Objects("posixGroups", PosixGroup.Read),
        Radius = reader.Object("radius", RadiusArgs.Read),
        SambaEnabled = reader.Boolean("sambaEnabled"),
    };
}

/// <summary>Administrator rights on systems.</summary>
internal sealed record SudoArgs(Input<bool> Enabled, Input<bool> WithoutPassword)
{
    public static SudoArgs Read(PropertyReader reader) => new(reader.Boolean("enabled"), reader.Boolean("withoutPassword"));
}

/// <summary>A POSIX group of systems.</summary>
internal sealed record PosixGroup(Input<int> Id, Input<string> Name)
{
    public static PosixGroup Read(PropertyReader reader) => new(reader.Integer("id"), reader.String("name"));
}

/// <summary>What RADIUS endpoints are told of members.</summary>
internal sealed record RadiusArgs(Input<ImmutableArray<RadiusReply>> Reply)
{
    public static RadiusArgs Read(PropertyReader reader) => new(reader.Objects("reply", RadiusReply.Read));
}

/// <summary>An attribute of a RADIUS reply.</summary>
internal sealed record RadiusReply(Input<string> Name, Input<string> Value)
{
    public static RadiusReply Read(PropertyReader reader) => new(reader.String("name"), reader.String("value"));
}
