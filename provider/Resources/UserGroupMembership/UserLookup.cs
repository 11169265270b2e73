using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>A user that was looked for by what people call it.</summary>
/// <param name="User">Null when there is not exactly one.</param>
/// <param name="Problem">Why not, with the name; null when there is one.</param>
internal sealed record UserLookup(DirectoryUser? User, string? Problem)
{
    /// <param name="field"><c>username</c> or <c>email</c>.</param>
    public static async ValueTask<UserLookup> FindAsync(string field, string value, OperationContext operation)
    {
        var users = await operation.Clients.JumpCloud.FindUsersAsync(field, value, operation.Cancellation);
        if (users is [var user])
            return new UserLookup(user, null);
        var word = field == "email" ? "address" : "username";
        if (users.Count > 1)
        {
            return new UserLookup(
                null, $"{value} is the {word} of {users.Count} users; give the userId of one of them: "
                    + $"{string.Join(", ", users.Select(item => item.Id).Order(StringComparer.Ordinal))}");
        }

        var names = await operation.Clients.JumpCloud.ListUserNamesLikeAsync(field, value, operation.Cancellation);
        var near = NearMatch.Few(value, names);
        return new UserLookup(null, near.Count == 0
            ? $"{value} is not the {word} of a user in JumpCloud"
            : $"{value} is not the {word} of a user in JumpCloud; did you mean {string.Join(", ", near)}?");
    }

    /// <summary>The user of a known id. What Check has asked already, by name, is not asked again.</summary>
    public static async ValueTask<DirectoryUser?> FindAsync(UserGroupMembershipArgs args, OperationContext operation)
    {
        var jumpCloud = operation.Clients.JumpCloud;
        foreach (var (field, input) in new[] { ("username", args.Username), ("email", args.Email) })
        {
            if (input.IsKnown
                && await jumpCloud.FindUsersAsync(field, input.Value, operation.Cancellation) is [var user] && user.Id == args.UserId.Value)
            {
                return user;
            }
        }

        return await jumpCloud.FindUserAsync(args.UserId.Value, operation.Cancellation);
    }
}
