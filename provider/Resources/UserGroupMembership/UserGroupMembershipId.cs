using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>The id of a membership: <c>&lt;userGroupId&gt;/&lt;userId&gt;</c>; an import may give names.</summary>
internal readonly record struct UserGroupMembershipId(string UserGroup, string User)
{
    public const string Form = "<group id or name>/<user id, username or email>";

    /// <summary>The last slash separates: a group's name may have one in it.</summary>
    /// <exception cref="UserErrorException">The text is not of the form.</exception>
    public static UserGroupMembershipId Parse(string text) =>
        text.LastIndexOf('/') is > 0 and var slash && text.Length > slash + 1
            ? new UserGroupMembershipId(text[..slash], text[(slash + 1)..])
            : throw new UserErrorException(
                ErrorKind.InvalidArgument, $"\"{text}\" is not the id of a membership: expected the form {Form}");

    public override string ToString() => $"{UserGroup}/{User}";
}
