using System.Collections.Immutable;
using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>What the rows cannot tell about a user group's inputs. Unknown values pass; every problem is reported.</summary>
internal sealed class UserGroupCheck(CheckDraft<UserGroupArgs> draft, OperationContext operation)
{
    /// <summary>Completes a sentence that begins with the property.</summary>
    public const string PosixGroupsStay =
        "cannot be changed once JumpCloud has them: it answers 400. Set them back to what they were, or make another group with "
        + "the new ones";

    private readonly UserGroupArgs _news = draft.News;
    private readonly Failures _failures = draft.Failures;

    public async ValueTask RunAsync()
    {
        if (_news.Email is { IsKnown: true, Value.Length: > 0 } email && !IsAddress(email.Value))
            _failures.Add("email", "is not an email address; give one such as team@example.com, or leave it out");
        if (!draft.IsUnchanged("memberQuery", "memberQueryLanguage", "membershipMethod"))
            CheckQuery();
        CheckExemptions();
        CheckPosixGroups();

        // A rename is looked at where the group's own id is known: it may have the name already.
        if (draft.Olds is null && _news.Name.IsKnown && !string.IsNullOrWhiteSpace(_news.Name.Value))
            await VerifyNameAsync(_news.Name.Value);
    }

    private static bool IsAddress(string text) =>
        text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < text.Length - 1 && !text.Any(char.IsWhiteSpace);

    private void CheckQuery()
    {
        if (_news.MembershipMethod is { IsKnown: true } method
            && method.Value.StartsWith("DYNAMIC_", StringComparison.Ordinal) && !_news.MemberQuery.IsPresent)
        {
            _failures.Add("memberQuery", $"is required with membershipMethod {method.Value}: the rule that decides on the members");
        }

        if (!_news.MemberQuery.IsKnown)
            return;
        var query = _news.MemberQuery.Value;
        if (query.QueryType.IsPresent && _news.MemberQueryLanguage is { IsKnown: true, Value: "v2" })
            _failures.Add("memberQuery.queryType", "has to be left out with memberQueryLanguage v2, whose rules have no kind");
        CheckJson("memberQuery.searchFilters", query.SearchFilters);
        if (query.Filters.IsKnown)
        {
            for (var index = 0; index < query.Filters.Value.Length; index++)
                CheckJson(PropertyPath.Index("memberQuery.filters", index), query.Filters.Value[index]);
        }
    }

    private void CheckJson(string path, Input<string> text)
    {
        if (text.IsKnown && JsonText.TryParse(text.Value) is null)
        {
            _failures.Add(path, "is not JSON; write filters as texts of JSON, such as "
                + """{"field":"department","operator":"eq","value":"Data"}""");
        }
    }

    private void CheckExemptions()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var items = _news.MemberQueryExemptions.Or([]);
        for (var index = 0; index < items.Length; index++)
        {
            if (items[index].Id is not { IsKnown: true, Value.Length: > 0 } id)
                continue;
            var path = $"{PropertyPath.Index("memberQueryExemptions", index)}.id";
            if (!JumpCloudId.IsOne(id.Value))
                _failures.Add(path, "must be the id of a user, 24 hexadecimal characters");
            else if (!seen.Add(id.Value))
                _failures.Add(path, "is there twice; remove one of the two");
        }
    }

    private void CheckPosixGroups()
    {
        if (draft.Olds?.AttributesOrNone.PosixGroups is { IsKnown: true } olds && !olds.Value.IsEmpty
            && _news.AttributesOrNone.PosixGroups is { IsKnown: true } news && !IsSame(olds.Value, news.Value))
        {
            _failures.Add("attributes.posixGroups", PosixGroupsStay);
        }
    }

    private static bool IsSame(ImmutableArray<PosixGroup> left, ImmutableArray<PosixGroup> right) =>
        left.AsSpan().SequenceEqual(right.AsSpan());

    private ValueTask VerifyNameAsync(string name) =>
        Verification.RunAsync($"Whether the name {name} is free", "name", _failures, operation, async () =>
        {
            var groups = await operation.Clients.JumpCloud.FindListedUserGroupsAsync(name, operation.Cancellation);
            if (groups.Count > 0)
                _failures.Add("name", TakenName.Refusal(name, groups, operation));
        });
}
