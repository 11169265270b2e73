using FluentAssertions;
using JumpCloud.Emulator;
using JumpCloud.EngineHost;
using Microsoft.Extensions.Time.Testing;
using Pulumirpc;
using Xunit;

namespace JumpCloud.Tests.Resources;

/// <summary>
/// What a preview foresees for people who do not see the program: a warning, and with the provider's strict a failure of the same
/// words. In up, a warning of a preview is not repeated.
/// </summary>
public sealed class ForesightTests
{
    private const string Replaces =
        "JumpCloud fixes an application's SSO IdP URL when it is made, so changing ssoIdpUrl from {sso}/saml2/pulumi-cloud to "
        + "{sso}/saml2/elsewhere replaces the application. Everybody who signs in through it loses access from then until the service "
        + "provider has the new metadata; bindings and Identity Management are made anew for the new application.";

    private const string Converted =
        "An account that provisioning did not make is converted when JumpCloud activates its user: it then belongs to acme alone, and "
        + "its personal organization and its other ways to sign in are deleted. Only one that is in another organization, or whose "
        + "personal one has stacks or environments, stays as it is. Pulumi's API does not tell which accounts these are: ask the people "
        + "before.";

    [Fact]
    public Task An_empty_group() => VerifyAsync(
        "", stack => Cloud(stack, Programs.Binding("team", "userGroupName: Contractors")),
        "The group Contractors is empty, so nothing appears at the service provider: JumpCloud makes a group there with its first active "
        + "member.");

    [Fact]
    public Task Members_that_are_skipped() => VerifyAsync(
        "", stack => Cloud(stack, Programs.Binding("team", "userGroupName: Engineering")),
        "2 of 24 members of Engineering are not active and are skipped until they are: ines.marchetti (STAGED), liam.okafor "
        + "(SUSPENDED).");

    [Fact]
    public Task A_team_that_is_taken_over() => VerifyAsync(
        "", stack => Cloud(stack, Programs.Binding("team", $"userGroupName: Platform, {Programs.ServiceProvider(stack)}")),
        "A team named Platform exists already in Pulumi Cloud ({pulumi}/scim/v2/acme); teams made in the console or from GitHub count "
        + "too. JumpCloud will take it over: its members become those of the JumpCloud group. Deleting the JumpCloud group later deletes "
        + "the team and its grants on stacks and environments. Rename one of the two if they are not meant to be the same, or set "
        + "existingGroup to adopt to accept it, to deny to refuse it.");

    [Fact]
    public Task An_account_that_a_binding_converts() => VerifyAsync(
        "", stack => Cloud(stack, Programs.Binding("team", $"userGroupName: Security, {Programs.ServiceProvider(stack)}")),
        $"A member of acme has the e-mail address or login name of an active user of Security: ximena (ximena.ortega@acme.test). {Converted}",
        stack => InviteAsync(stack, "ximena", "ximena.ortega@acme.test"));

    [Fact]
    public Task Accounts_that_the_activation_converts() => VerifyAsync(
        "Security", stack => Cloud(stack, Programs.Binding("team", "userGroupName: Security"), Programs.Integration(stack)),
        "2 members of acme have the e-mail addresses or login names of active users of Pulumi Cloud: arne.solberg (arne@home.test), "
        + $"ximena (ximena.ortega@acme.test). {Converted}",
        async stack =>
        {
            await InviteAsync(stack, "ximena", "ximena.ortega@acme.test");
            await InviteAsync(stack, "arne.solberg", "arne@home.test");
            await InviteAsync(stack, "somebody", "somebody@acme.test");
        });

    [Fact]
    public async Task An_account_that_provisioning_made_is_none_that_it_converts()
    {
        await using var stack = await StartAsync(isStrict: true);
        await UpAsync(stack, Cloud(stack, Programs.Binding("team", "userGroupName: Security"), Programs.Integration(stack)));
        await stack.Services.SettledAsync();
        var portal = stack.Services.JumpCloud.Portal;
        portal.AddMember(portal.CreateGroup("Auditors"), "5e000000000000000000001c");

        var preview = await stack.PreviewAsync(Cloud(
            stack,
            Programs.Binding("team", "userGroupName: Security"),
            Programs.Integration(stack),
            Programs.Binding("more", $"userGroupName: Auditors, {Programs.ServiceProvider(stack)}")));

        stack.Services.PulumiCloud.Organization("acme").Member("arne.solberg").Should().NotBeNull();
        preview.Succeeded.Should().BeTrue(preview.Text);
        Lifecycle.MessagesOf(preview, LogSeverity.Warning).Should().BeEmpty();
    }

    [Fact]
    public Task A_replaced_application_with_its_users_once_for_all_bindings() => VerifyAsync(
        "Security", stack => Elsewhere(Cloud(stack, Programs.Binding("team", "userGroupName: Security"))),
        $"{Replaces} That is 4 users, 1 group bound to it: Security.");

    [Fact]
    public async Task A_replaced_application_that_nobody_has_is_no_reason_to_refuse()
    {
        await using var stack = await StartAsync(isStrict: true);
        await UpAsync(stack, Cloud(stack));

        var preview = await stack.PreviewAsync(Elsewhere(Cloud(stack)));

        preview.Succeeded.Should().BeTrue(preview.Text);
        Lifecycle.MessagesOf(preview, LogSeverity.Warning).Select(text => Neutral(text, stack))
            .Should().Equal($"{Replaces} Nobody is bound to it at present.");
    }

    [Fact]
    public Task Another_group() => VerifyAsync(
        "Security", stack => Cloud(stack, Programs.Binding("team", "userGroupName: Design")),
        "This replaces the binding of Security to Pulumi Cloud by one of Design: 4 of 4 active users of Security lose Pulumi Cloud "
        + "(arne.solberg, ximena.ortega, yann.dubois, zoe.papadakis).");

    [Fact]
    public Task Another_group_that_some_are_in_too_while_provisioning_is_active() => VerifyAsync(
        "Security", stack => Cloud(stack, Programs.Binding("team", "userGroupName: Auditors")),
        "This replaces the binding of Security to Pulumi Cloud by one of Auditors: 3 of 4 active users of Security lose Pulumi Cloud "
        + "(ximena.ortega, yann.dubois, zoe.papadakis), and JumpCloud deactivates them at the service provider.",
        stack =>
        {
            var portal = stack.Services.JumpCloud.Portal;
            portal.AddMember(portal.CreateGroup("Auditors"), "5e000000000000000000001c");
            return portal.ActivateIdmAsync(
                stack.Services.JumpCloud.Applications().Single().Id,
                new IdmSettings(new Uri(Programs.ScimBaseUrl(stack)), Programs.ScimToken(stack), true, null));
        });

    [Fact]
    public Task Another_application() => VerifyAsync(
        "Security", stack => Cloud(
            stack,
            Programs.Application(stack, "other", "Pulumi Lab"),
            Programs.Binding("team", "userGroupName: Security", application: "other")),
        "This moves the binding of Security from Pulumi Cloud to another application: 4 of 4 active users of Security lose Pulumi Cloud "
        + "(arne.solberg, ximena.ortega, yann.dubois, zoe.papadakis).");

    [Fact]
    public Task Another_identity_provider_for_everybody() => VerifyAsync(
        "", stack => Cloud(
            stack,
            "  saml:\n    type: jumpcloud:index:SamlConfiguration\n    properties: { organization: acme, idpMetadataXml: '${app.metadataXml}' }\n"),
        "acme has an identity provider already: https://login.acme.test/saml (sign-in at https://login.acme.test/saml/sso). This update "
        + "puts the one of idpMetadataXml in its place, and with it everybody's sign-in moves there; who cannot sign in there yet loses "
        + "access. The metadata that it has now are kept in previousIdpMetadataXml.");

    [Fact]
    public async Task A_certificate_that_ends_soon_of_what_changes()
    {
        var almostFiveYearsAgo = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddYears(-5).AddDays(20));
        foreach (var isStrict in new[] { false, true })
        {
            await using var stack = await StartAsync(isStrict, almostFiveYearsAgo);
            await UpAsync(stack, Cloud(stack));
            var day = TimeProvider.System.GetUtcNow().AddDays(20).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

            var unchanged = await stack.PreviewAsync(Cloud(stack));
            var changed = await stack.PreviewAsync(Cloud(stack).Replace("template: pulumi,", "template: pulumi, description: New,", StringComparison.Ordinal));

            unchanged.Succeeded.Should().BeTrue(unchanged.Text);
            Expect(changed, stack, isStrict, $"The application's certificate ends on {day}; sign-in stops then, unless the service "
                + "provider has the metadata of a new one by that day.");
        }
    }

    [Fact]
    public async Task A_service_that_cannot_tell_is_a_warning_and_under_strict_a_failure()
    {
        foreach (var isStrict in new[] { false, true })
        {
            await using var stack = await StartAsync(isStrict);
            await UpAsync(stack, Cloud(stack));
            stack.Services.Faults.Add(new Fault(new FaultKind.Status(503), Face.Pulumi, "GET", "/members$", Count: 100));

            var preview = await stack.PreviewAsync(
                Cloud(stack, Programs.Binding("team", $"userGroupName: Security, {Programs.ServiceProvider(stack)}")));

            var messages = Lifecycle.MessagesOf(preview, isStrict ? LogSeverity.Error : LogSeverity.Warning);
            messages.Should().Contain(text => text.Contains(
                "Whose account in acme Pulumi Cloud would convert could not be verified: Pulumi Cloud answered 503", StringComparison.Ordinal));
            preview.Succeeded.Should().Be(!isStrict);
        }
    }

    [Fact]
    public async Task Strict_asks_nobody_where_nothing_changes_and_lets_up_do_what_its_preview_warned_of()
    {
        await using var stack = await StartAsync(isStrict: true);
        var program = Cloud(stack, Programs.Binding("team", "userGroupName: Contractors"));

        await UpAsync(stack, program);

        await stack.RunAsync(new LifecycleStep(LifecycleCommand.Preview, program, "same 3") { Calls = [] });
    }

    [Fact]
    public async Task Strict_names_everything_at_once()
    {
        await using var stack = await StartAsync(isStrict: true);
        await InviteAsync(stack, "rosa", "rosa.aguilar@acme.test");

        var preview = await stack.PreviewAsync(
            Cloud(stack, Programs.Binding("team", $"userGroupName: Engineering, {Programs.ServiceProvider(stack)}")));

        Lifecycle.MessagesOf(preview, LogSeverity.Error).Should().ContainSingle()
            .Which.Should().Contain("strict refuses this: 2 of 24 members of Engineering are not active")
            .And.Contain("\nstrict refuses this: A member of acme has the e-mail address or login name of an active user of Engineering: rosa");
    }

    /// <param name="bound">The group that is bound before; empty where there is nothing before.</param>
    private static async Task VerifyAsync(
        string bound, Func<ProviderFixture, string> program, string sentence, Func<ProviderFixture, Task>? between = null)
    {
        foreach (var isStrict in new[] { false, true })
        {
            await using var stack = await StartAsync(isStrict);
            if (bound.Length > 0)
                await UpAsync(stack, Cloud(stack, Programs.Binding("team", $"userGroupName: {bound}")));
            await (between?.Invoke(stack) ?? Task.CompletedTask);

            Expect(await stack.PreviewAsync(program(stack)), stack, isStrict, sentence);
        }
    }

    private static void Expect(CommandResult preview, ProviderFixture stack, bool isStrict, string sentence)
    {
        IReadOnlyList<string> Messages(LogSeverity severity) =>
            [.. Lifecycle.MessagesOf(preview, severity).Select(text => Neutral(text, stack))];
        preview.Succeeded.Should().Be(!isStrict, preview.Text);
        if (isStrict)
            Messages(LogSeverity.Error).Should().ContainSingle(text => text.TrimEnd().EndsWith($"strict refuses this: {sentence}", StringComparison.Ordinal), preview.Text);
        Messages(LogSeverity.Warning).Should().Equal(isStrict ? [] : [sentence]);
    }

    private static Task<ProviderFixture> StartAsync(bool isStrict, TimeProvider? time = null) => ProviderFixture.StartAsync(
        new EmulatorOptions { Seed = "company", TimeProvider = time ?? TimeProvider.System },
        new Dictionary<string, string?> { ["strict"] = isStrict ? "true" : "false", ["maxRetries"] = "0" });

    private static async Task UpAsync(ProviderFixture stack, string program)
    {
        var result = await stack.UpAsync(program);
        result.Succeeded.Should().BeTrue(result.Text);
    }

    private static string Cloud(ProviderFixture stack, params string[] resources) => Programs.Of([Programs.Application(stack), .. resources]);

    private static string Elsewhere(string program) =>
        program.Replace("template: pulumi,", "template: pulumi, ssoIdpUrl: elsewhere,", StringComparison.Ordinal);

    private static Task InviteAsync(ProviderFixture stack, string login, string email)
    {
        stack.Services.PulumiCloud.AddAccount(login, email);
        stack.Services.PulumiCloud.AddMember("acme", login);
        return Task.CompletedTask;
    }

    private static string Neutral(string text, ProviderFixture stack) => text
        .Replace(stack.Services.SsoUrl.GetLeftPart(UriPartial.Authority), "{sso}", StringComparison.Ordinal)
        .Replace(stack.Services.PulumiApiUrl.GetLeftPart(UriPartial.Authority), "{pulumi}", StringComparison.Ordinal);
}
