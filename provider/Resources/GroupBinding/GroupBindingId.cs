using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>The id of a binding: <c>&lt;applicationId&gt;/&lt;userGroupId&gt;</c>.</summary>
internal readonly record struct GroupBindingId(string ApplicationId, string UserGroup)
{
    public const string Form = "<application id>/<group id> or <application id>/<group name>";

    public bool HasGroupId => JumpCloudId.IsOne(UserGroup);

    /// <exception cref="UserErrorException">The text is not of the form.</exception>
    public static GroupBindingId Parse(string text) =>
        text.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash
        && JumpCloudId.IsOne(text[..slash]) && text.Length > slash + 1
            ? new GroupBindingId(text[..slash], text[(slash + 1)..])
            : throw new UserErrorException(
                ErrorKind.InvalidArgument,
                $"\"{text}\" is not the id of a binding: expected the form {Form}, where an application id is 24 hexadecimal "
                    + "characters, as in the address of the application in the Admin Portal");

    public override string ToString() => $"{ApplicationId}/{UserGroup}";
}
