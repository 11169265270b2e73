using System.Collections.Immutable;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>
/// What the rows cannot tell about an import's inputs. Whether the service provider has who is named is the plan's question: it
/// reads the list that tells it all the same.
/// </summary>
internal sealed class UserImportCheck(CheckDraft<UserImportArgs> draft, OperationContext operation)
{
    private readonly UserImportArgs _news = draft.News;
    private readonly Failures _failures = draft.Failures;

    public async ValueTask RunAsync()
    {
        CheckChoice();
        CheckTexts("usernames", _news.Usernames, text => text.Trim().Length > 0, "must not be empty");
        CheckTexts("emails", _news.Emails, IsEmail, "must be an e-mail address, such as ada@example.com");
        if (JumpCloudId.CheckApplication(_news.ApplicationId, _failures)
            && _news.ApplicationId.Value != draft.Olds?.ApplicationId.OrDefault())
            await VerifyApplicationAsync(_news.ApplicationId.Value);
    }

    private void CheckChoice()
    {
        var isNamed = IsGiven(_news.Usernames) || IsGiven(_news.Emails);
        if (isNamed && _news.AllNew.Or(false))
            _failures.Add("allNew", "cannot be given together with usernames or emails; keep one of the two");
        else if (!isNamed && _news.AllNew is { IsUnknown: false } allNew && !allNew.Or(false))
            _failures.Add("", "usernames, emails or allNew is required: the users to import");
    }

    private void CheckTexts(string name, Input<ImmutableArray<string>> texts, Func<string, bool> isGood, string problem)
    {
        if (!texts.IsKnown)
            return;
        for (var index = 0; index < texts.Value.Length; index++)
        {
            if (!isGood(texts.Value[index]))
                _failures.Add(PropertyPath.Index(name, index), problem);
        }
    }

    private ValueTask VerifyApplicationAsync(string applicationId) =>
        Verification.RunAsync("The application", _failures, operation, async () =>
        {
            if (await operation.Clients.JumpCloud.AwaitApplicationAsync(applicationId, operation.Cancellation) is null)
                _failures.Add("applicationId", $"{applicationId} {JumpCloudId.NoApplication}");
        });

    private static bool IsGiven(Input<ImmutableArray<string>> texts) => texts.IsUnknown || texts.Or([]).Length > 0;

    private static bool IsEmail(string text) =>
        text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < text.Length - 1 && !text.Any(char.IsWhiteSpace);
}
