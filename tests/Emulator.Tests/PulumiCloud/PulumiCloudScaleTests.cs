using System.Diagnostics;
using FluentAssertions;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests;

public sealed class PulumiCloudScaleTests : PulumiCloudTest
{
    [Fact]
    public async Task Ten_thousand_people_and_a_thousand_teams_stay_fast()
    {
        var watch = Stopwatch.StartNew();
        for (var number = 0; number < 10_000; number++)
        {
            Host.PulumiCloud.AddAccount($"user-{number}", $"user-{number}@acme.test");
            Host.PulumiCloud.AddMember("acme", $"user-{number}");
        }

        for (var number = 0; number < 1000; number++)
            Host.PulumiCloud.AddTeam("acme", $"team-{number}");
        var ids = Host.PulumiCloud.Organization("acme").Members.Take(2900).Select(member => member.Account.Id).ToArray();

        var group = await CreateGroupAsync("Everyone", ids);
        for (var page = 0; page < 100; page++)
            ((JArray)(await ScimAsync("GET", $"Users?startIndex={(page * 100) + 1}&count=100")).Json["Resources"]!).Should().HaveCount(100);
        for (var number = 0; number < 100; number++)
            await ScimAsync("GET", $"Groups?filter=displayName%20eq%20%22team-{number}%22");

        (await MembersAsync(group)).Should().HaveCount(2900);
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(30), "nothing grows with the square of the people");
    }
}
