using FluentAssertions;
using JumpCloud.Emulator;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests;

public sealed class CheckpointTests : JumpCloudTest
{
    private const string Engineering = "5d0000000000000000000001";
    private const string Data = "5d0000000000000000000004";

    private PortalActions Portal => Host.JumpCloud.Portal;

    protected override EmulatorOptions Options => new() { Seed = "company" };

    [Fact]
    public async Task Everything_that_happened_since_is_undone_as_often_as_wanted()
    {
        var application = await ApplicationAsync();
        var url = new Uri(Host.PulumiApiUrl, "/scim/v2/acme");
        await Portal.ActivateIdmAsync(application, new IdmSettings(url, Host.PulumiCloud.Organization("acme").ScimToken, true));
        Portal.BindGroup(application, Data);
        var checkpoint = await Host.KeepAsync();
        var before = await StateAsync();

        for (var round = 1; round <= 2; round++)
        {
            await ChangeEverythingAsync(application);
            (await StateAsync()).Should().NotBe(before);
            Host.Faults.Add(new Fault(new FaultKind.Html()));

            await Host.RestoreAsync(checkpoint);

            Host.Faults.Left.Should().Be(0);
            Host.Requests.All.Should().BeEmpty();
            (await StateAsync()).Should().Be(before, $"round {round}");
        }
    }

    [Fact]
    public async Task Ids_and_tokens_are_made_again_from_there_on()
    {
        var checkpoint = await Host.KeepAsync();
        var first = (await ApplicationAsync(), Host.PulumiCloud.IssueAccessToken("olga-acme"), Host.PulumiCloud.RotateScimToken("acme"));

        await Host.RestoreAsync(checkpoint);

        (await ApplicationAsync(), Host.PulumiCloud.IssueAccessToken("olga-acme"), Host.PulumiCloud.RotateScimToken("acme")).Should().Be(first);
    }

    private async Task<string> ApplicationAsync() =>
        (string)(await CreateApplicationAsync(new JObject { ["name"] = "pulumi", ["displayName"] = "Pulumi" }))["_id"]!;

    private async Task<string> StateAsync() => new JObject
    {
        ["state"] = (await ControlAsync("GET", "state")).Json,
        ["switches"] = (await ControlAsync("GET", "switches")).Json,
        ["events"] = new JArray(Host.JumpCloud.Events()),
        ["token"] = Host.PulumiCloud.Organization("acme").ScimToken,
    }.ToString();

    private async Task ChangeEverythingAsync(string application)
    {
        Host.Switches.UniqueGroupNames = false;
        Portal.CreateGroup("Another");
        Portal.BindGroup(application, Engineering);
        Portal.UnbindGroup(application, Data);
        await Host.SettledAsync();
        Portal.RemoveMember(Engineering, Host.JumpCloud.FindUserByName("alice.moreau")!.Id);
        await ApplicationAsync();
        await Host.SettledAsync();
        Portal.DeactivateIdm(application);
        Host.PulumiCloud.RotateScimToken("acme");
        Host.PulumiCloud.SetIdpMetadata("acme", "<other/>");
        Host.PulumiCloud.AddAccount("bob", "bob@acme.test");
        Host.PulumiCloud.AddMember("acme", "bob", "admin");
        Host.PulumiCloud.AddTeam("acme", "ops", null, "pulumi", "bob");
    }
}
