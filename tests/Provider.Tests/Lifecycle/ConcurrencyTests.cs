using System.Globalization;
using System.Text;
using FluentAssertions;
using JumpCloud.Emulator;
using JumpCloud.EngineHost;
using Xunit;

namespace JumpCloud.Tests;

/// <summary>
/// A thousand resources of two organizations in one program, 64 operations at once, with service accounts whose tokens end all the
/// time. Each organization has a service account of its own, and no request may come with a token of the other's.
/// </summary>
[Trait("Runs", "AnyPlugin")]
public sealed class ConcurrencyTests
{
    private const int Groups = 50;

    private static readonly string[] People =
        ["alice.moreau", "ben.castellan", "carla.ivanova", "dev.sharma", "elif.demir", "farid.nazari", "gita.rao", "hugo.lindqvist", "jonas.weber"];

    [Fact]
    public async Task Two_organizations_in_one_program_stay_apart_with_sixty_four_operations_at_once_and_tokens_that_end()
    {
        await using var second = await OrganizationAsync("second");
        await using var first = await ProviderFixture.StartAsync(
            await OrganizationAsync("first"),
            new HostOptions { Parallel = 64 },
            new Dictionary<string, string?>
            {
                ["apiKey"] = null,
                ["clientId"] = "first-client",
                ["clientSecret"] = "first-secret",
                ["maxConcurrency"] = "64",
            });
        var program = ProgramOf(second);

        var up = await first.UpAsync(program);
        up.Succeeded.Should().BeTrue(up.Text);
        MembersOf(first.Services).Should().Equal(ExpectedMembers("first"));
        MembersOf(second).Should().Equal(ExpectedMembers("second"));
        StrangersTo(first.Services).Concat(StrangersTo(second)).Should().BeEmpty();
        TokensOf(first.Services).Should().BeGreaterThan(1);
        TokensOf(second).Should().BeGreaterThan(1);

        var refresh = await first.RefreshAsync();
        refresh.Succeeded.Should().BeTrue(refresh.Text);
        var preview = await first.PreviewAsync(program);
        preview.Text.Should().Contain("1002 unchanged");

        var destroy = await first.DestroyAsync();
        destroy.Succeeded.Should().BeTrue(destroy.Text);
        MembersOf(first.Services).Should().BeEmpty();
        MembersOf(second).Should().BeEmpty();
        StrangersTo(first.Services).Concat(StrangersTo(second)).Should().BeEmpty();
    }

    private static Task<EmulatorHost> OrganizationAsync(string name) => EmulatorHost.StartAsync(new EmulatorOptions
    {
        Seed = "company",
        Configure = switches => switches.TokenSeconds = 2,
        Arrange = services =>
        {
            services.JumpCloud.RevokeApiKey(JumpCloudState.DefaultApiKey);
            services.JumpCloud.AddServiceAccount($"{name}-client", $"{name}-secret");
        },
    });

    private static string ProgramOf(EmulatorHost second)
    {
        var text = new StringBuilder(
            $$"""
            resources:
              other:
                type: pulumi:providers:jumpcloud
                properties:
                  clientId: second-client
                  clientSecret: { 'fn::secret': second-secret }
                  consoleUrl: {{second.ConsoleUrl}}
                  oauthUrl: {{second.OauthUrl}}
                  insightsUrl: {{second.InsightsUrl}}
                  ssoUrl: {{second.SsoUrl}}
                  pulumiApiUrl: {{second.PulumiApiUrl}}
                  maxConcurrency: 64

            """);
        foreach (var (organization, options) in new[] { ("first", ""), ("second", "    options: { provider: '${other}' }\n") })
        {
            for (var group = 0; group < Groups; group++)
            {
                var id = $"{organization}{group}";
                text.Append(CultureInfo.InvariantCulture, $"  {id}:\n    type: jumpcloud:UserGroup\n    properties: {{ name: '{NameOf(organization, group)}' }}\n{options}");
                foreach (var person in People)
                {
                    text.Append(CultureInfo.InvariantCulture, $"  {id}-{person.Split('.')[0]}:\n    type: jumpcloud:UserGroupMembership\n")
                        .Append(CultureInfo.InvariantCulture, $"    properties: {{ userGroupId: '${{{id}.userGroupId}}', username: {person} }}\n{options}");
                }
            }
        }

        return text.ToString();
    }

    private static string NameOf(string organization, int group) => string.Create(CultureInfo.InvariantCulture, $"{organization} {group:00}");

    private static IEnumerable<string> ExpectedMembers(string organization) => Enumerable.Range(0, Groups)
        .Select(group => $"{NameOf(organization, group)}: {string.Join(' ', People)}");

    private static IEnumerable<string> MembersOf(EmulatorHost services) => services.JumpCloud.Groups()
        .Where(group => !CompanyDirectory.Groups.Contains(group.Name))
        .OrderBy(group => group.Name, StringComparer.Ordinal)
        .Select(group => $"{group.Name}: {string.Join(' ', services.JumpCloud.Members(group.Id).Select(user => user.Username).Order(StringComparer.Ordinal))}");

    private static int TokensOf(EmulatorHost services) => services.Requests.All.Count(request => request.Path == "/oauth2/token");

    // A token of one's own may end on the way, on a busy machine; the request is refused then, and made again with the next one.
    private static IEnumerable<string> StrangersTo(EmulatorHost services) => services.Requests.All
        .Where(request => request.Face == Face.Console && !services.JumpCloud.HasGiven(request.Headers["Authorization"]["Bearer ".Length..]))
        .Select(request => request.ToString());
}
