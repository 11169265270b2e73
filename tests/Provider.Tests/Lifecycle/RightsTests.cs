using System.Text.RegularExpressions;
using FluentAssertions;
using JumpCloud.Tests.Interop;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests;

/// <summary>docs/ci.md says what each command asks of which service, so that a preview's credentials need not be an administrator's.</summary>
[Trait("Checks", "Documentation")]
public sealed partial class RightsTests
{
    private static readonly string[] Commands = ["preview", "refresh", "up", "destroy"];

    [Fact]
    public async Task The_page_has_every_call_of_the_whole_integration_under_its_command_and_no_other()
    {
        await using var stack = await ProviderFixture.StartAsync();
        var program = await ProgramAsync(stack);
        var calls = Commands.ToDictionary(command => command, _ => new SortedSet<string>(StringComparer.Ordinal));
        async Task RunAsync(string command, Task<EngineHost.CommandResult> running)
        {
            var result = await running;
            result.Succeeded.Should().BeTrue(result.Text);
            calls[command].UnionWith(stack.Calls.Select(Template));
        }

        var changed = program.Replace("displayLabel: Pulumi Cloud", "displayLabel: Pulumi", StringComparison.Ordinal);
        await RunAsync("preview", stack.PreviewAsync(program));
        await RunAsync("up", stack.UpAsync(program));
        await RunAsync("preview", stack.PreviewAsync(changed));
        await RunAsync("up", stack.UpAsync(changed));
        await RunAsync("refresh", stack.RefreshAsync());
        await RunAsync("destroy", stack.DestroyAsync());

        var rows = Rows();
        foreach (var command in Commands)
            calls[command].Should().BeEquivalentTo(rows.Where(row => row.Commands.Contains(command)).Select(row => row.Call), command);
    }

    [Fact]
    public void A_preview_and_a_refresh_only_read() => Rows()
        .Where(row => row.Commands.Contains("preview") || row.Commands.Contains("refresh"))
        .Should().NotBeEmpty().And.OnlyContain(row => row.Call.StartsWith("GET ", StringComparison.Ordinal));

    [Fact]
    public void The_scopes_are_those_of_JumpClouds_specification()
    {
        var folder = Path.Combine(Repository.Root, "..", "shared", "openapi");
        Assert.SkipUnless(Directory.Exists(folder), "JumpCloud's specification is not beside this clone");
        var scopes = ScopesOf(folder, "jumpcloud-v1.json", "/api").Concat(ScopesOf(folder, "jumpcloud-v2.json", "/api/v2"))
            .ToDictionary(operation => operation.Call, operation => operation.Scopes);

        var rows = Rows().Where(row => scopes.ContainsKey(row.Call)).ToList();

        rows.Should().HaveCountGreaterThan(10).And.OnlyContain(row => scopes[row.Call].Contains(row.Scope));
    }

    private static async Task<string> ProgramAsync(ProviderFixture stack)
    {
        var text = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "examples", "yaml", "Pulumi.yaml"), TestContext.Current.CancellationToken);
        return text[text.IndexOf("config:", StringComparison.Ordinal)..]
            .Replace("secret: true", $"secret: true, default: {Programs.ScimToken(stack)}", StringComparison.Ordinal);
    }

    private static string Template(string call) => Id().Replace(call, "{id}").Replace("/acme", "/{organization}", StringComparison.Ordinal);

    private static IEnumerable<(string Call, string[] Scopes)> ScopesOf(string folder, string file, string prefix) =>
        from path in ((JObject)JObject.Parse(File.ReadAllText(Path.Combine(folder, file)))["paths"]!).Properties()
        from operation in ((JObject)path.Value).Properties()
        where (operation.Value as JObject)?["x-scopes"] is JArray
        select ($"{operation.Name.ToUpperInvariant()} {prefix}{Parameter().Replace(path.Name, "{id}")}",
            operation.Value["x-scopes"]!.Select(scope => (string)scope!).ToArray());

    // | `GET /api/applications` | `applications.readonly` | preview, up |
    private static List<(string Call, string Scope, string[] Commands)> Rows() =>
    [
        .. Row().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "ci.md")).ReplaceLineEndings("\n"))
            .Select(row => (row.Groups[1].Value, row.Groups[2].Value.Trim('`'), row.Groups[3].Value.Split(", ")))
    ];

    [GeneratedRegex("[0-9a-f]{24}")]
    private static partial Regex Id();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^\| `((?:GET|POST|PUT|PATCH|DELETE) [^`]+)` \| ([^|]+?) \| ([a-z, ]+?) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
