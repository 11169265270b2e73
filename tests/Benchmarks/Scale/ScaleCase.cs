using System.Globalization;
using System.Text;
using JumpCloud.Benchmarks.Services;

namespace JumpCloud.Benchmarks.Scale;

/// <summary>A program of many resources.</summary>
/// <param name="Program">Of so many, as YAML.</param>
internal sealed record ScaleCase(string Name, IReadOnlyList<int> Sizes, Func<int, string> Program)
{
    /// <summary>The program of one resource; null where it is <see cref="Program"/> of one.</summary>
    public string? Single { get; init; }

    /// <summary>The longest chain of requests of a command that each need the answer before; null where one resource tells it.</summary>
    public Func<string, int, int>? Chain { get; init; }

    /// <summary>How long the provider waits by itself in a command, whatever the services' latency is.</summary>
    public Func<string, int, TimeSpan> Waits { get; init; } = (_, _) => TimeSpan.Zero;

    /// <summary>How many groups, users and importable users the services have.</summary>
    public Func<int, (int Groups, int Users, int Importable)> Directory { get; init; } = _ => (0, 0, 0);

    public static readonly IReadOnlyList<ScaleCase> All =
    [
        new("GroupBindings of one application", [250, 500, 1000], Bindings) { Directory = _ => (1000, 0, 0) },
        new("UserGroupMemberships, a hundred to a group", [250, 500, 1000], Memberships) { Directory = _ => (0, 1000, 0) },
        new("SsoApplications", [10, 25, 50], Applications),
        new("Importable users, a tenth of them new", [2500, 5000, 10_000], Import)
        {
            Directory = size => (0, 0, size),
            Single = $"{ListOf(1)}outputs:\n  seen: ${{importable.seenCount}}",
            Chain = ImportChain,
            Waits = (command, size) => command == "up" ? JobsOf(size) * FirstPoll : TimeSpan.Zero,
        },
    ];

    // What UserImport waits before it asks how far a job is, and how many users a page or a job has.
    private static readonly TimeSpan FirstPoll = TimeSpan.FromSeconds(0.5);
    private const int PageSize = 100;

    private static int JobsOf(int size) => size / ServicesProcess.OneInNew / PageSize;

    // The function and the resource each list the users, whose pages come one after the other; the last page is compared with the
    // directory by address and then by name. The jobs of an import are made one after the other: one request makes one, one asks for it.
    private static int ImportChain(string command, int size) => command switch
    {
        "up" => (2 * (size / PageSize)) + 4 + (2 * JobsOf(size)),
        "preview without changes" or "refresh" => size / PageSize + 2,
        _ => 0,
    };

    private static string Bindings(int count) => Many(
        "  app:\n    type: jumpcloud:SsoApplication\n    properties: { template: pulumi, displayLabel: Pulumi, placeholders: { YOUR_ORGANIZATION: acme } }\n",
        count,
        index => $"  binding{index}:\n    type: jumpcloud:GroupBinding\n"
            + $"    properties: {{ applicationId: '${{app.applicationId}}', userGroupId: '{ServicesProcess.GroupId(index)}' }}\n");

    private static string Memberships(int count)
    {
        const int each = 100;
        var groups = new StringBuilder();
        for (var group = 0; group * each < count; group++)
            groups.Append(CultureInfo.InvariantCulture, $"  group{group}:\n    type: jumpcloud:UserGroup\n    properties: {{ name: Crew {group} }}\n");
        return Many(
            groups.ToString(),
            count,
            index => $"  member{index}:\n    type: jumpcloud:UserGroupMembership\n"
                + $"    properties: {{ userGroupId: '${{group{index / each}.userGroupId}}', username: {ServicesProcess.Username(index)} }}\n");
    }

    private static string Applications(int count) => Many(
        "",
        count,
        index => $"  app{index}:\n    type: jumpcloud:SsoApplication\n"
            + $"    properties: {{ template: pulumi, displayLabel: Pulumi {index}, placeholders: {{ YOUR_ORGANIZATION: acme{index} }} }}\n");

    private static string Import(int count) =>
        $"{ListOf(count)}resources:\n  import:\n    type: jumpcloud:UserImport\n"
        + $"    properties: {{ applicationId: {ServicesProcess.ApplicationId}, allNew: true }}\noutputs:\n  seen: ${{importable.seenCount}}";

    private static string ListOf(int count) =>
        $"variables:\n  importable:\n    fn::invoke:\n      function: jumpcloud:getImportableUsers\n"
        + $"      arguments: {{ applicationId: {ServicesProcess.ApplicationId}, limit: {count} }}\n";

    private static string Many(string first, int count, Func<int, string> resource) =>
        $"resources:\n{first}{string.Concat(Enumerable.Range(0, count).Select(resource))}";
}
