using System.Collections.Immutable;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>Imports users of the service provider into JumpCloud: an action, done once. See UserImport.md.</summary>
internal sealed class UserImport : Resource<UserImportArgs, UserImportState>
{
    private static readonly ImmutableArray<Property> ResultFields =
    [
        new("username", PropertyKind.String),
        new("email", PropertyKind.String),
        new("status", PropertyKind.String),
        new("message", PropertyKind.String),
    ];

    public override string Token => "jumpcloud:index:UserImport";

    public override ImmutableArray<Property> Properties { get; } =
    [
        new("applicationId", PropertyKind.String) { Required = true, Replace = true },
        new("usernames", PropertyKind.List) { WriteOnly = true, Unordered = true },
        new("emails", PropertyKind.List) { WriteOnly = true, Unordered = true },
        new("allNew", PropertyKind.Boolean) { WriteOnly = true, Default = PropertyValue.False },
        new("suppressEmail", PropertyKind.Boolean) { WriteOnly = true, Default = PropertyValue.False },
        new("triggers", PropertyKind.Map) { WriteOnly = true, Replace = true },
        new("jobIds", PropertyKind.List) { OutputOnly = true },
        new("results", PropertyKind.List) { OutputOnly = true, Fields = ResultFields },
        new("importedCount", PropertyKind.Integer) { OutputOnly = true },
        new("alreadyCount", PropertyKind.Integer) { OutputOnly = true },
        new("failedCount", PropertyKind.Integer) { OutputOnly = true },
    ];

    protected override UserImportArgs ReadArgs(PropertyReader reader) => UserImportArgs.Read(reader);

    protected override UserImportState ReadState(PropertyReader reader) => UserImportState.Read(reader);

    protected override PropertyMap WriteState(UserImportState state) => state.Write();

    protected override ValueTask CheckAsync(CheckDraft<UserImportArgs> draft, OperationContext operation) =>
        new UserImportCheck(draft, operation).RunAsync();

    protected override async ValueTask<PropertyMap> PlanCreateAsync(UserImportArgs args, OperationContext operation)
    {
        await UserImportPlan.DescribeAsync(args, operation);
        return PropertyMap.Empty;
    }

    protected override async ValueTask<Created<UserImportState>> CreateAsync(UserImportArgs args, OperationContext operation)
    {
        var id = $"{args.ApplicationId.Value}/{operation.Name}";
        return new Created<UserImportState>(id, await new UserImportRun(id, args, null, operation).RunAsync());
    }

    // It was done once, and what became of the users since is not its affair.
    protected override ValueTask<Created<UserImportState>?> ReadAsync(
        string id, UserImportArgs? olds, UserImportState? state, OperationContext operation)
    {
        if (state is null)
        {
            throw new UserErrorException(
                ErrorKind.InvalidArgument,
                "a UserImport is an action and has nothing to import; write it in the program: users that JumpCloud has already "
                    + "are left as they are");
        }

        return state.IsComplete
            ? new(new Created<UserImportState>(id, state))
            : throw new PartialStateException<UserImportState>(id, state, state.WhyIncomplete());
    }

    protected override async ValueTask<PropertyMap> PlanUpdateAsync(
        string id, UserImportArgs news, UserImportArgs olds, UserImportState state, PropertyMap known, OperationContext operation)
    {
        if (news.IsKnown && IsDone(news, olds, state))
            return known;
        await UserImportPlan.DescribeAsync(news, operation);
        return PropertyMap.Empty;
    }

    protected override async ValueTask<UserImportState> UpdateAsync(
        string id, UserImportArgs news, UserImportArgs olds, UserImportState state, OperationContext operation) =>
        IsDone(news, olds, state) ? state : await new UserImportRun(id, news, state, operation).RunAsync();

    protected override ValueTask DeleteAsync(string id, UserImportArgs olds, UserImportState state, OperationContext operation) =>
        operation.Log.InfoAsync(
            $"Nothing is changed: the users that {operation.Name} imported ({state.ImportedCount}) stay in JumpCloud.");

    private static bool IsDone(UserImportArgs news, UserImportArgs olds, UserImportState state) =>
        state.IsComplete && news.ChoosesLike(olds);
}
