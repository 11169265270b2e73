using FluentAssertions;
using Xunit;

namespace JumpCloud.Tests;

/// <summary>The page in a browser.</summary>
public sealed class BrowserTests(Browser browser) : BrowserTest, IClassFixture<Browser>
{
    [Fact]
    public async Task Both_sides_are_shown_as_their_administrators_see_them()
    {
        await IntegrateAsync();
        await using var page = await browser.OpenAsync(Host);
        await page.UntilTextAsync("#events", "Platform");

        (await page.TextAsync("#applications")).Should().StartWith(
            "Pulumi Cloud Active Template pulumi SSO URL https://sso.jumpcloud.com/saml2/pulumi-acme Identity Management Active, with groups "
            + $"{Host.PulumiApiUrl}scim/v2/acme User groups bound to this application Bound group Members By hand Engineering 24 members, 2 not active Unbind");
        (await page.TextAsync("#users-summary")).Should().Be("60 users, 56 of them activated.");
        (await page.TextAsync("#waiting-users tbody")).Should().StartWith("ines.marchetti STAGED Activate liam.okafor SUSPENDED Activate");
        (await page.TextAsync("#organizations article")).Should()
            .StartWith("acme Acme Inc saml SAML SSO Trusts ").And.Contain("SCIM Has a token").And.Contain("Platform pulumi 8 members");
        (await page.TextAsync("#events li")).Should().Contain("Platform group_update_provision 200 PATCH /Groups/").And.EndWith(" 200");
        (await page.TextAsync("#work")).Should().Be("Provisioning is settled, no fault planned");
    }

    [Fact]
    public async Task A_drift_button_changes_its_row_tells_what_came_of_it_and_leaves_the_focus_in_its_side()
    {
        await IntegrateAsync();
        await using var page = await browser.OpenAsync(Host);

        await page.PressAsync("Unbind Platform from Pulumi Cloud");

        await page.UntilTextAsync("#outcome", "Platform was unbound from Pulumi Cloud.");
        await page.UntilAsync("!document.querySelector('#applications tbody').innerText.includes('Platform')");
        await page.UntilTextAsync("#groups", "Platform");
        (await page.FocusedAsync()).Should().StartWith("JumpCloud");
    }

    [Fact]
    public async Task An_event_appears_without_a_reload_and_disturbs_nothing_that_is_open_typed_or_focused()
    {
        var application = await IntegrateAsync();
        await using var page = await browser.OpenAsync(Host);
        await page.ReadAsync<bool>("window.isTheSame = true");
        await page.UnfoldAsync("24 members, 2 not active");
        await page.UnfoldAsync("Change by hand Pulumi Cloud");
        await page.TypeAsync("New label", "Half a na");

        await BindAsync(application, "Security");

        await page.UntilTextAsync("#events", "Security");
        await page.UntilTextAsync("#organizations", "Security");
        await page.UntilTextAsync("#announcement", "5 events, none failed.");
        (await page.ReadAsync<bool>("window.isTheSame === true && document.querySelector('#applications details').open")).Should().BeTrue();
        (await page.FocusedAsync()).Should().Be("New label");
        (await page.ReadAsync<string>("document.activeElement.value")).Should().Be("Half a na");
    }

    [Fact]
    public async Task A_fault_that_was_planned_shows_in_the_line_of_the_request_that_met_it()
    {
        var application = await IntegrateAsync();
        await using var page = await browser.OpenAsync(Host);

        await page.ChooseAsync("#fault-kind", "503");
        await page.PressAsync("Plan fault");
        await page.UntilTextAsync("#work", "1 fault planned");
        await BindAsync(application, "Security");

        await page.UntilTextAsync("#events", """GET /Users?filter=userName eq "ximena.ortega" 503, 200""");
        await page.UntilTextAsync("#work", "no fault planned");
        (await page.TextAsync("#outcome")).Should().Be("Planned: the next SCIM requests meet 503, 1 ×.");
    }

    [Fact]
    public async Task What_cannot_be_done_is_told_in_words()
    {
        await IntegrateAsync();
        await using var page = await browser.OpenAsync(Host);

        await page.ReadAsync<object>("document.querySelector('#organizations .by-hand').open = true");
        await page.TypeAsync("Name of a new team in acme", "Platform");
        await page.KeyAsync("Enter");

        await page.UntilTextAsync("#outcome", "Not done: A team platform exists in acme.");
        page.Complaints.Should().Equal("console: Failed to load resource: the server responded with a status of 400 (Bad Request)");
        page.Complaints.Clear();
    }

    [Fact]
    public async Task A_reset_asks_first()
    {
        await IntegrateAsync();
        await using var page = await browser.OpenAsync(Host);

        await page.PressAsync("Reset…");
        await page.KeyAsync("Escape");
        (await page.FocusedAsync()).Should().Be("Reset…");
        Host.JumpCloud.Applications().Should().ContainSingle();

        await page.PressAsync("Reset…");
        await page.PressAsync("Reset everything");
        await page.UntilTextAsync("#jumpcloud", "No application yet.");
        await page.UntilTextAsync("#provisioning", "Nothing was provisioned yet.");
        Host.JumpCloud.Applications().Should().BeEmpty();
    }

    [Fact]
    public async Task A_name_that_looks_like_markup_is_shown_literally()
    {
        const string name = "<script>document.title='taken'</script><img src=x onerror=document.title='taken'>";
        Portal.BindGroup(await IntegrateAsync(), Portal.CreateGroup(name));
        Host.PulumiCloud.AddTeam("acme", "marked-up", name);
        await using var page = await browser.OpenAsync(Host);
        await page.CheckAsync("Also what administrators did, from Directory Insights");

        await page.UntilTextAsync("#applications", name);
        await page.UntilTextAsync("#organizations", name);
        await page.UntilTextAsync("#events", name);
        (await page.ReadAsync<int>("document.querySelectorAll('main script, main img').length")).Should().Be(0);
        (await page.ReadAsync<string>("document.title")).Should().Be("JumpCloud and Pulumi Cloud, emulated");
    }
}
