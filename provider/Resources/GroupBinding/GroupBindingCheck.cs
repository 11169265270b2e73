using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>What the rows cannot tell about a binding's inputs. Unknown values pass; every problem is reported.</summary>
internal sealed class GroupBindingCheck(CheckDraft<GroupBindingArgs> draft, OperationContext operation)
{
    private const string NoGroup =
        "is not the id of a user group in JumpCloud; copy the id from the group's address in the Admin Portal, or give userGroupName";

    private readonly GroupBindingArgs _news = draft.News;
    private readonly Failures _failures = draft.Failures;

    public async ValueTask RunAsync()
    {
        var isApplicationValid = JumpCloudId.CheckApplication(_news.ApplicationId, _failures);
        CheckServiceProvider();
        if (CheckGroupForm())
            await VerifyGroupAsync();
        if (isApplicationValid && _news.ApplicationId.Value != draft.Olds?.ApplicationId.OrDefault())
            await VerifyApplicationAsync(_news.ApplicationId.Value);
        if (!_failures.Any && _news.ExistingGroup.Or("warn") == ExistingGroup.Deny)
            await VerifyExistingGroupAsync();
        if (!_failures.Any && draft.Olds is { } olds)
            await new GroupBindingReplacement(olds, GroupBindingArgs.Read(new PropertyReader(draft.Inputs)), operation).WarnAsync();
    }

    private void CheckServiceProvider()
    {
        if (_news.ServiceProvider is { IsKnown: true, Value.ScimBaseUrl: { IsKnown: true, Value.Length: > 0 } url }
            && ScimBaseUrl.ProblemOf(url.Value, operation.Clients.Config.PulumiApiUrl) is { } problem)
        {
            _failures.Add("serviceProvider.scimBaseUrl", problem);
        }

        if (_news.WaitForSync.Or(false) && !_news.ServiceProvider.IsPresent)
            _failures.Add("waitForSync", "needs serviceProvider: without it nobody can look whether the members and the group "
                + "have arrived");
    }

    private bool CheckGroupForm()
    {
        if (_news.UserGroupId.IsPresent == _news.UserGroupName.IsPresent)
        {
            _failures.Add("userGroupId", _news.UserGroupId.IsPresent
                ? "cannot be given together with userGroupName; keep one of the two"
                : "or userGroupName is required: the group that gets access");
            return false;
        }

        if (_news.UserGroupName.IsUnknown)
            draft.SetDefault("userGroupId", PropertyValue.Unknown);
        if (_news.UserGroupName.IsKnown && string.IsNullOrWhiteSpace(_news.UserGroupName.Value))
            _failures.Add("userGroupName", "must not be empty");
        else if (_news.UserGroupId.IsKnown && !JumpCloudId.IsOne(_news.UserGroupId.Value))
            _failures.Add("userGroupId", "must be the id of a user group, 24 hexadecimal characters; for its name there is "
                + "userGroupName");
        else
            return _news.UserGroupId.IsKnown || _news.UserGroupName.IsKnown;
        return false;
    }

    // A name is resolved once: whoever is called so later, the binding stays with the group that was meant.
    private async ValueTask VerifyGroupAsync()
    {
        var kept = draft.Olds?.UserGroupId.OrDefault();
        if (_news.UserGroupId.IsKnown ? _news.UserGroupId.Value == kept : kept is not null && draft.IsUnchanged("userGroupName"))
        {
            draft.SetDefault("userGroupId", PropertyValue.Of(kept!));
            return;
        }

        await VerifyAsync("The user group", async () =>
        {
            if (_news.UserGroupId.IsKnown)
            {
                if (await operation.Clients.JumpCloud.FindUserGroupAsync(_news.UserGroupId.Value, operation.Cancellation) is null)
                    _failures.Add("userGroupId", $"{_news.UserGroupId.Value} {NoGroup}");
                return;
            }

            var lookup = await UserGroupLookup.ByNameAsync(_news.UserGroupName.Value, operation);
            if (lookup.Group is { } group)
                draft.SetDefault("userGroupId", PropertyValue.Of(group.Id));
            else
                _failures.Add("userGroupName", lookup.Problem!);
        });
    }

    private ValueTask VerifyApplicationAsync(string applicationId) => VerifyAsync("The application", async () =>
    {
        if (await operation.Clients.JumpCloud.AwaitApplicationAsync(applicationId, operation.Cancellation) is null)
            _failures.Add("applicationId", $"{applicationId} {JumpCloudId.NoApplication}");
    });

    // A binding that exists has taken the group over; only a new one can be refused.
    private async ValueTask VerifyExistingGroupAsync()
    {
        var id = draft.Inputs.Find("userGroupId")?.AsString;
        if (id is null || IsKept(id))
            return;
        await VerifyAsync("Whether the service provider has a group of the same name", async () =>
        {
            if (await operation.Clients.JumpCloud.FindUserGroupAsync(id, operation.Cancellation) is { } group
                && await ExistingGroup.FindAsync(_news, group, operation) is { } existing)
            {
                _failures.Add("existingGroup", existing.WhyDenied());
            }
        });
    }

    private bool IsKept(string userGroupId) =>
        draft.Olds is { } olds && olds.UserGroupId.OrDefault() == userGroupId
        && olds.ApplicationId.OrDefault() == _news.ApplicationId.OrDefault();

    private ValueTask VerifyAsync(string what, Func<ValueTask> verify) =>
        Verification.RunAsync(what, _failures, operation, verify);
}
