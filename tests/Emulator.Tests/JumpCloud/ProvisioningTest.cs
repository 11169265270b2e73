using FluentAssertions;
using JumpCloud.Emulator;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Tests;

/// <summary>
/// Both services, with an application of JumpCloud's that provisions to the organization acme of Pulumi Cloud over SCIM.
/// </summary>
public abstract class ProvisioningTest : JumpCloudTest
{
    protected PulumiOrganization Acme { get; private set; } = null!;

    protected PortalActions Portal => Host.JumpCloud.Portal;

    protected string ScimUrl => new Uri(Host.PulumiApiUrl, "/scim/v2/acme").AbsoluteUri;

    protected CancellationToken Limit { get; } = new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    protected override EmulatorOptions Options => new()
    {
        Configure = switches => switches.ProvisioningRetryDelay = TimeSpan.FromMilliseconds(5),
        Arrange = host =>
        {
            Acme = host.PulumiCloud.AddOrganization("acme");
            host.PulumiCloud.RotateScimToken("acme");
        },
    };

    /// <summary>An application of Pulumi's template, and its id.</summary>
    protected async Task<string> PulumiApplicationAsync() =>
        (string)(await CreateApplicationAsync(new JObject { ["name"] = "pulumi", ["displayName"] = "Pulumi" }))["_id"]!;

    /// <summary>An application that provisions already, and its id.</summary>
    protected async Task<string> ProvisioningApplicationAsync(bool manageGroups = true)
    {
        var id = await PulumiApplicationAsync();
        await Portal.ActivateIdmAsync(id, Settings(manageGroups), Limit);
        return id;
    }

    protected IdmSettings Settings(bool manageGroups = true) => new(new Uri(ScimUrl), Acme.ScimToken, manageGroups);

    protected Task SettledAsync() => Host.SettledAsync(Limit);

    /// <summary>The active people of acme, by login.</summary>
    protected IEnumerable<string> ActivePeople() =>
        Acme.Members.Where(member => member.Active).Select(member => member.Account.Login);

    protected PulumiTeam? Team(string displayName) => Acme.Teams.FirstOrDefault(team => team.DisplayName == displayName);

    /// <summary>The provisioning and integration events, as "type" or "type failed".</summary>
    protected IEnumerable<string> Steps() => Host.JumpCloud.Events()
        .Where(item => item["message_chain"] is not null)
        .Select(item => (string)item["event_type"]! + ((bool)item["success"]! ? "" : " failed"));

    protected JObject LastEvent(string type) => Host.JumpCloud.Events().Last(item => (string?)item["event_type"] == type);

    protected async Task<JToken> ProvisionAsync(string application) =>
        (await ApiAsync("GET", $"v2/applications/{application}")).Json["provision"]!;
}
