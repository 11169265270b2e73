using System.Collections.Immutable;
using JumpCloud.Clients;
using JumpCloud.Core;
using JumpCloud.Resources;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Functions;

/// <param name="Name">Used where there is no id.</param>
internal sealed record GetUserGroupArgs(Input<string> Name, Input<string> UserGroupId, bool IncludeMembers);

/// <summary>Reads a user group that exists, whoever made it. See getUserGroup.md.</summary>
internal sealed class GetUserGroup : Function<GetUserGroupArgs>
{
    private static readonly ImmutableArray<Property> MemberFields =
    [
        new("id", PropertyKind.String),
        new("username", PropertyKind.String),
        new("email", PropertyKind.String),
        new("state", PropertyKind.String),
    ];

    private static readonly ImmutableArray<Property> ApplicationFields =
    [
        new("id", PropertyKind.String),
        new("label", PropertyKind.String),
    ];

    public override string Token => "jumpcloud:index:getUserGroup";

    public override ImmutableArray<Property> Arguments { get; } =
    [
        new("name", PropertyKind.String),
        new("userGroupId", PropertyKind.String),
        new("includeMembers", PropertyKind.Boolean) { Default = PropertyValue.False },
    ];

    public override ImmutableArray<Property> Results { get; } =
    [
        new("userGroupId", PropertyKind.String),
        new("name", PropertyKind.String),
        new("description", PropertyKind.String),
        new("email", PropertyKind.String),
        new("membershipMethod", PropertyKind.String),
        new("memberCount", PropertyKind.Integer),
        new("members", PropertyKind.List) { Fields = MemberFields, OutputOnly = true },
        new("applications", PropertyKind.List) { Fields = ApplicationFields, OutputOnly = true },
    ];

    protected override GetUserGroupArgs ReadArgs(PropertyReader reader) =>
        new(reader.String("name"), reader.String("userGroupId"), reader.Boolean("includeMembers").Or(false));

    protected override void Check(GetUserGroupArgs args, Failures failures)
    {
        if (args.Name.IsPresent == args.UserGroupId.IsPresent)
            failures.Add("", "give either name or userGroupId");
        if (args.UserGroupId.IsKnown && !JumpCloudId.IsOne(args.UserGroupId.Value))
            failures.Add("userGroupId", "must be the id of a user group, 24 hexadecimal characters; for its name there is name");
    }

    protected override async ValueTask<PropertyMap> InvokeAsync(GetUserGroupArgs args, OperationContext operation)
    {
        var jumpCloud = operation.Clients.JumpCloud;
        var group = await ReadGroupAsync(args, operation);
        var id = JumpCloudClient.IdOf(group);
        var bound = await BoundApplications.ReadSharedAsync(id, operation);
        var answer = PropertyMap.Of(
            ("userGroupId", PropertyValue.Of(id)),
            ("name", PropertyValue.Of(group.Text("name") ?? "")),
            ("description", PropertyValue.Of(group.Text("description") ?? "")),
            ("email", PropertyValue.Of(group.Text("email") ?? "")),
            ("membershipMethod", PropertyValue.Of(group.Text("membershipMethod") ?? "NOTSET")),
            ("applications", PropertyValue.Of(bound.All.Select(application => PropertyValue.Of(PropertyMap.Of(
                ("id", PropertyValue.Of(application.Id)), ("label", PropertyValue.Of(application.Label))))).ToList())));
        if (!args.IncludeMembers)
        {
            var count = await jumpCloud.CountUserGroupMembersAsync(id, operation.Cancellation);
            return answer.With("memberCount", PropertyValue.Of(count)).With("members", PropertyValue.Of(ImmutableArray<PropertyValue>.Empty));
        }

        var members = await jumpCloud.ListSharedMembersAsync(id, operation.Cancellation);
        var users = await jumpCloud.ReadUsersAsync(members, operation.Cancellation);
        return answer.With("memberCount", PropertyValue.Of(members.Count)).With("members", PropertyValue.Of(
            users.OrderBy(user => user.Username, StringComparer.Ordinal).Select(MemberOf).ToList()));
    }

    private static PropertyValue MemberOf(DirectoryUser user) => PropertyValue.Of(PropertyMap.Of(
        ("id", PropertyValue.Of(user.Id)),
        ("username", PropertyValue.Of(user.Username)),
        ("email", PropertyValue.Of(user.Email)),
        ("state", PropertyValue.Of(user.State))));

    private static async ValueTask<JObject> ReadGroupAsync(GetUserGroupArgs args, OperationContext operation)
    {
        var id = args.UserGroupId.OrDefault();
        if (id is null)
        {
            var lookup = await UserGroupLookup.ByNameAsync(args.Name.Value, operation);
            id = lookup.Group?.Id ?? throw new UserErrorException(ErrorKind.NotFound, lookup.Problem!);
        }

        return await operation.Clients.JumpCloud.FindUserGroupDocumentAsync(id, operation.Cancellation)
            ?? throw new UserErrorException(
                ErrorKind.NotFound,
                $"{id} is not the id of a user group in JumpCloud; copy the id from the group's address in the Admin Portal, or give "
                    + "its name");
    }
}
