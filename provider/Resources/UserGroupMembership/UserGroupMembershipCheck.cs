using JumpCloud.Clients;
using JumpCloud.Core;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Resources;

/// <summary>What the rows cannot tell about a membership's inputs. Unknown values pass; every problem is reported.</summary>
internal sealed class UserGroupMembershipCheck(CheckDraft<UserGroupMembershipArgs> draft, OperationContext operation)
{
    private const string NotAGroup =
        "must be the id of a user group, 24 hexadecimal characters: the userGroupId of a UserGroup or of the function getUserGroup";

    private const string NoGroup =
        "is not the id of a user group in JumpCloud; give the userGroupId of a UserGroup, or run pulumi refresh if the group was "
        + "deleted";

    private readonly UserGroupMembershipArgs _news = draft.News;
    private readonly Failures _failures = draft.Failures;

    public async ValueTask RunAsync()
    {
        var isGroupValid = CheckGroupForm();
        if (CheckUserForm())
            await VerifyUserAsync();
        var userId = draft.Inputs.Find("userId")?.AsString;
        if (isGroupValid && (_news.UserGroupId.Value != draft.Olds?.UserGroupId.OrDefault() || IsOtherUser(userId)))
            await VerifyGroupAsync(_news.UserGroupId.Value, userId);
        if (!_failures.Any)
            await WarnOfReplacementAsync(userId);
    }

    private bool CheckGroupForm()
    {
        if (!_news.UserGroupId.IsKnown || string.IsNullOrWhiteSpace(_news.UserGroupId.Value))
            return false;
        if (JumpCloudId.IsOne(_news.UserGroupId.Value))
            return true;
        _failures.Add("userGroupId", NotAGroup);
        return false;
    }

    private bool CheckUserForm()
    {
        var given = Given().ToList();
        if (given.Count != 1)
        {
            _failures.Add("userId", given.Count == 0
                ? "or username or email is required: the user that becomes a member"
                : "username and email are ways to name one user; keep one of the three");
            return false;
        }

        var (name, input) = given[0];
        if (input.IsUnknown)
            draft.SetDefault("userId", PropertyValue.Unknown);
        else if (string.IsNullOrWhiteSpace(input.Value))
            _failures.Add(name, "must not be empty");
        else if (name == "userId" && !JumpCloudId.IsOne(input.Value))
            _failures.Add("userId", "must be the id of a user, 24 hexadecimal characters; for names there are username and email");
        else
            return true;
        return false;
    }

    // A name is resolved once: whoever is called so later, the membership stays with the user that was meant.
    private async ValueTask VerifyUserAsync()
    {
        var kept = draft.Olds?.UserId.OrDefault();
        var (name, input) = Given().Single();
        if (name == "userId" ? input.Value == kept : kept is not null && draft.IsUnchanged("username", "email"))
        {
            if (name != "userId")
                draft.Keep("userId");
            return;
        }

        await VerifyAsync("The user", name, async () =>
        {
            if (name == "userId")
            {
                if (await operation.Clients.JumpCloud.FindUserAsync(input.Value, operation.Cancellation) is null)
                    _failures.Add("userId", $"{input.Value} is not the id of a user in JumpCloud; give the username or email");
                return;
            }

            var lookup = await UserLookup.FindAsync(name, input.Value, operation);
            if (lookup.User is { } user)
                draft.SetDefault("userId", PropertyValue.Of(user.Id));
            else
                _failures.Add(name, lookup.Problem!);
        });
    }

    private ValueTask VerifyGroupAsync(string userGroupId, string? userId) => VerifyAsync("The user group", "userGroupId", async () =>
    {
        if (await operation.Clients.JumpCloud.FindUserGroupDocumentAsync(userGroupId, operation.Cancellation) is not { } group)
            _failures.Add("userGroupId", $"{userGroupId} {NoGroup}");
        else if (DynamicGroup.Refuses(group, userId))
            _failures.Add("userGroupId", DynamicGroup.Refusal(group));
    });

    // A replacement is seen here only: when it is planned, nobody knows what it replaces.
    private async ValueTask WarnOfReplacementAsync(string? userId)
    {
        if (draft.Olds is not { UserGroupId.IsKnown: true, UserId.IsKnown: true } olds)
            return;
        var isOtherGroup = _news.UserGroupId.IsKnown && _news.UserGroupId.Value != olds.UserGroupId.Value;
        if (isOtherGroup || IsOtherUser(userId))
        {
            await MembershipLoss.WarnAsync(
                olds.UserGroupId.Value, olds.UserId.Value, (user, group) => $"The replacement takes {user} out of {group}, and that",
                operation.ForewarnAsync, operation);
        }
    }

    private bool IsOtherUser(string? userId) => userId is not null && userId != draft.Olds?.UserId.OrDefault();

    private IEnumerable<(string Name, Input<string> Input)> Given()
    {
        if (_news.UserId.IsPresent)
            yield return ("userId", _news.UserId);
        if (_news.Username.IsPresent)
            yield return ("username", _news.Username);
        if (_news.Email.IsPresent)
            yield return ("email", _news.Email);
    }

    private ValueTask VerifyAsync(string what, string property, Func<ValueTask> verify) => Verification.RunAsync(what, property, _failures, operation, verify);
}

/// <summary>A group whose members its query decides on: JumpCloud answers 204 to a change by hand, and changes nothing (seen).</summary>
internal static class DynamicGroup
{
    /// <summary>Whether a change by hand has no effect. Of somebody who is exempt from the query it has.</summary>
    public static bool Refuses(JObject group, string? userId) =>
        group.Text("membershipMethod") == "DYNAMIC_AUTOMATED"
        && group.Objects("memberQueryExemptions").All(item => item.Text("id") != userId);

    /// <summary>Completes a sentence that begins with the property.</summary>
    public static string Refusal(JObject group) =>
        $"is {group.Text("name")}, a dynamic group (membershipMethod DYNAMIC_AUTOMATED): its memberQuery decides who is a member, "
        + "and JumpCloud ignores a member that is added by hand. Let memberQuery match the user, name the user in "
        + "memberQueryExemptions, or make the group STATIC";
}
