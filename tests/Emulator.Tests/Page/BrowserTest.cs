using FluentAssertions;
using JumpCloud.Emulator;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Tests;

/// <summary>The company, and its integration with Pulumi Cloud as an administrator or a program makes it.</summary>
public abstract class BrowserTest : JumpCloudTest
{
    protected override EmulatorOptions Options => new()
    {
        Seed = "company",
        Configure = switches => switches.ProvisioningRetryDelay = TimeSpan.FromMilliseconds(20),
    };

    protected CancellationToken Limit { get; } = new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    protected PortalActions Portal => Host.JumpCloud.Portal;

    /// <summary>Sign-on, three bound groups and Identity Management; the application's id.</summary>
    protected async Task<string> IntegrateAsync()
    {
        var created = await CreateApplicationAsync(new JObject
        {
            ["name"] = "pulumi",
            ["displayName"] = "Pulumi",
            ["ssoUrl"] = "https://sso.jumpcloud.com/saml2/pulumi-acme",
        });
        var id = (string)created["_id"]!;
        var metadata = await ApiAsync("GET", $"organizations/{Host.JumpCloud.OrganizationId}/applications/{id}/metadata.xml");
        Host.PulumiCloud.SetIdpMetadata("acme", metadata.Text);
        foreach (var group in new[] { "Engineering", "Platform", "Contractors" })
            await BindAsync(id, group);
        var scim = new IdmSettings(new Uri(Host.PulumiApiUrl, "/scim/v2/acme"), Host.PulumiCloud.Organization("acme").ScimToken, true);
        await Portal.ActivateIdmAsync(id, scim, Limit);
        await Host.SettledAsync(Limit);
        return id;
    }

    /// <summary>Binds a group as the provider does.</summary>
    protected async Task BindAsync(string applicationId, string group)
    {
        var body = new JObject { ["op"] = "add", ["type"] = "user_group", ["id"] = Host.JumpCloud.FindGroupByName(group)!.Id };
        var answer = await ApiAsync("POST", $"v2/applications/{applicationId}/associations", body);
        answer.Status.Should().Be(204, answer.Text);
    }
}
