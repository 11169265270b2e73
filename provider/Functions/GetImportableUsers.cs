using System.Collections.Immutable;
using JumpCloud.Clients;
using JumpCloud.Core;
using JumpCloud.Resources;

namespace JumpCloud.Functions;

internal sealed record GetImportableUsersArgs(
    Input<string> ApplicationId, Input<bool> NewOnly, Input<int> Limit, Input<string> Cursor);

/// <summary>The users of a service provider, and whether JumpCloud has them. See getImportableUsers.md.</summary>
internal sealed class GetImportableUsers : Function<GetImportableUsersArgs>
{
    private const int MostUsers = 10_000;

    private static readonly ImmutableArray<Property> UserFields =
    [
        new("id", PropertyKind.String) { Required = true },
        new("username", PropertyKind.String) { Required = true },
        new("email", PropertyKind.String) { Required = true },
        new("firstname", PropertyKind.String) { Required = true },
        new("lastname", PropertyKind.String) { Required = true },
        new("status", PropertyKind.String) { Required = true },
        new("jumpCloudUserId", PropertyKind.String),
    ];

    public override string Token => "jumpcloud:index:getImportableUsers";

    public override ImmutableArray<Property> Arguments { get; } =
    [
        new("applicationId", PropertyKind.String) { Required = true },
        new("newOnly", PropertyKind.Boolean) { Default = PropertyValue.False },
        new("limit", PropertyKind.Integer) { Default = PropertyValue.Of(1000) },
        new("cursor", PropertyKind.String),
    ];

    public override ImmutableArray<Property> Results { get; } =
    [
        new("users", PropertyKind.List) { Required = true, Fields = UserFields },
        new("totalCount", PropertyKind.Integer),
        new("seenCount", PropertyKind.Integer) { Required = true },
        new("newCount", PropertyKind.Integer) { Required = true },
        new("nextCursor", PropertyKind.String),
    ];

    protected override GetImportableUsersArgs ReadArgs(PropertyReader reader) => new(
        reader.String("applicationId"), reader.Boolean("newOnly"), reader.Integer("limit"), reader.String("cursor"));

    protected override void Check(GetImportableUsersArgs args, Failures failures)
    {
        JumpCloudId.CheckApplication(args.ApplicationId, failures);
        if (args.Limit is { IsKnown: true, Value: < 1 or > MostUsers })
            failures.Add("limit", "must be 1 to 10000");
        if (args.Cursor.IsKnown && ImportCursor.TryParse(args.Cursor.Value) is null)
            failures.Add("cursor", "must be the nextCursor of an earlier call; leave it out to begin with the first user");
    }

    protected override async ValueTask<PropertyMap> InvokeAsync(GetImportableUsersArgs args, OperationContext operation)
    {
        var (newOnly, limit) = (args.NewOnly.Or(false), args.Limit.Or(1000));
        var from = args.Cursor.IsKnown && ImportCursor.TryParse(args.Cursor.Value) is { } given ? given : ImportCursor.Start;
        var cursor = from;

        // As they are answered: a candidate holds all that JumpCloud tells of a user.
        var users = new List<PropertyValue>();
        int? total = null;
        var (seen, @new) = (0, 0);
        var pages = PagesAsync(args.ApplicationId.Value, newOnly, limit, from, operation);
        await foreach (var (page, candidates) in ImportCandidate.CompareAllAsync(pages, operation, from.Drop))
        {
            total ??= page.TotalCount;
            var taken = 0;
            for (; taken < candidates.Count && users.Count < limit; taken++)
            {
                @new += candidates[taken].IsNew ? 1 : 0;
                if (candidates[taken].IsNew || !newOnly)
                    users.Add(Write(candidates[taken]));
            }

            seen += taken;
            cursor = cursor?.After(page, taken);
            if (users.Count == limit)
                break;
        }

        return Answer(users, total, seen, @new, cursor);
    }

    private static async IAsyncEnumerable<ImportPage> PagesAsync(
        string applicationId, bool newOnly, int limit, ImportCursor from, OperationContext operation)
    {
        var rest = limit;
        for (var cursor = from; cursor is not null && rest > 0;)
        {
            // Whole pages where some are left out: how many are needed for the rest is not known.
            var size = newOnly ? JumpCloudClient.MostImportUsers : Math.Min(JumpCloudClient.MostImportUsers, cursor.Drop + rest);
            var page = await ImportList.ReadAsync(applicationId, cursor.Position, size, operation);
            yield return page;
            var given = Math.Max(0, page.Users.Count - cursor.Drop);
            rest -= newOnly ? 0 : given;
            cursor = cursor.After(page, given);
        }
    }

    private static PropertyMap Answer(
        IEnumerable<PropertyValue> users, int? total, int seen, int @new, ImportCursor? next)
    {
        var answer = PropertyMap.Of(
            ("users", PropertyValue.Of(users)),
            ("seenCount", PropertyValue.Of(seen)),
            ("newCount", PropertyValue.Of(@new)));
        if (total is { } count)
            answer = answer.With("totalCount", PropertyValue.Of(count));
        return next is null ? answer : answer.With("nextCursor", PropertyValue.Of(next.ToString()));
    }

    private static PropertyValue Write(ImportCandidate candidate)
    {
        var user = PropertyMap.Of(
            ("id", PropertyValue.Of(candidate.User.Id)),
            ("username", PropertyValue.Of(candidate.User.Username)),
            ("email", PropertyValue.Of(candidate.User.Email)),
            ("firstname", PropertyValue.Of(candidate.User.FirstName)),
            ("lastname", PropertyValue.Of(candidate.User.LastName)),
            ("status", PropertyValue.Of(candidate.IsNew ? "New" : "Imported")));
        return PropertyValue.Of(
            candidate.DirectoryId is { } id ? user.With("jumpCloudUserId", PropertyValue.Of(id)) : user);
    }
}
