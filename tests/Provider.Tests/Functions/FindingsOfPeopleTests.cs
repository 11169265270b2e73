using FluentAssertions;
using JumpCloud.Emulator;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests.Functions;

/// <summary>Who has access, provisioning and its events: one thing is broken by hand, and its finding says so.</summary>
public sealed class FindingsOfPeopleTests
{
    private const string Activate = "Activate them in JumpCloud if they are to have access: nobody else is provisioned or can "
        + "sign in.";

    [Fact]
    public Task No_group_is_bound() => BreakAsync(
        company =>
        {
            company.Portal.UnbindGroup(company.ApplicationId, HealthyCompany.Finance);
            company.Portal.UnbindGroup(company.ApplicationId, HealthyCompany.Security);
        },
        "bindings: error jumpcloud: No group is bound to the application Pulumi Cloud: nobody can sign in through it. -> Make "
            + "a GroupBinding for every group that is to have access.");

    [Fact]
    public Task Only_a_user_is_bound() => BreakAsync(
        company =>
        {
            company.Portal.UnbindGroup(company.ApplicationId, HealthyCompany.Finance);
            company.Portal.UnbindGroup(company.ApplicationId, HealthyCompany.Security);
            company.Portal.BindUser(company.ApplicationId, HealthyCompany.Priya);
        },
        "bindings: info jumpcloud: No group is bound to the application Pulumi Cloud, only 1 user by themselves. -> Bind "
            + "groups: only groups become teams.");

    [Fact]
    public Task A_group_is_empty() => BreakAsync(
        company => company.Portal.BindGroup(company.ApplicationId, HealthyCompany.Contractors),
        "emptyGroups: warning jumpcloud: 1 group is empty: Contractors. -> Nothing appears at the service provider until a "
            + "group has an active member: add somebody, or unbind it.");

    [Fact]
    public Task Some_people_are_not_active() => BreakAsync(
        company => company.Portal.SetUserState(HealthyCompany.Priya, "STAGED"),
        $"members: info jumpcloud: 1 of 8 people is not active: priya.menon (STAGED). -> {Activate}");

    [Fact]
    public async Task Nobody_is_active()
    {
        await using var company = await HealthyCompany.StartAsync();
        company.Portal.UnbindGroup(company.ApplicationId, HealthyCompany.Security);
        for (var user = 0x28; user <= 0x2b; user++)
            company.Portal.SetUserState($"5e{user:x22}", "SUSPENDED");

        company.Complaints(await company.CheckAsync()).Should().Contain(
            "members: warning jumpcloud: None of 4 people is active: marco.bianchi (SUSPENDED), nadia.rahman (SUSPENDED), "
                + $"otto.keller (SUSPENDED), priya.menon (SUSPENDED). -> {Activate}");
    }

    [Fact]
    public Task A_mapped_attribute_is_missing() => BreakAsync(
        company => company.Portal.PatchUser(HealthyCompany.Priya, new JObject { ["displayname"] = "", ["lastname"] = "" }),
        "mappedAttributes: warning jumpcloud: 1 of 8 active people lacks an attribute that is sent to the service provider: "
            + "priya.menon (lastname, displayname). -> Fill the attributes in JumpCloud.");

    [Fact]
    public Task Identity_Management_is_not_active() => BreakAsync(
        company => company.Portal.DeactivateIdm(company.ApplicationId),
        "provisioning: warning jumpcloud: Identity Management is not active on the application Pulumi Cloud: nobody is "
            + "provisioned. -> Make an IdmIntegration with the organization's SCIM token.");

    [Fact]
    public async Task The_SCIM_token_is_no_longer_good()
    {
        await using var company = await HealthyCompany.StartAsync();
        FailScim(company, 401, "no");

        company.Complaints(await company.CheckAsync()).Should().Equal(
            "scim: error pulumi: The SCIM server https://pulumi/scim/v2/acme does not accept the token: The SCIM server "
                + "answered 401 Unauthorized to GET /scim/v2/acme/Users: no. -> An organization has one SCIM token, and a new "
                + "one ends the former: generate one in the Pulumi Cloud console (Settings > Access Management > SAML & SCIM > "
                + "SCIM) and give it to the IdmIntegration too.");
    }

    [Fact]
    public async Task Without_a_token_the_SCIM_server_is_looked_at_and_no_sign_in_fails()
    {
        await using var company = await HealthyCompany.StartAsync();

        company.Complaints(await company.CheckAsync(withToken: false)).Should().Equal(
            "scim: info pulumi: The SCIM server https://pulumi/scim/v2/acme is there; whether JumpCloud's token is still good "
                + "was not looked at. -> Give the token to have it proven: serviceProvider.scimToken, or --scim-token-env on "
                + "the command line.");
        var request = company.Services.Requests.Of(Face.Pulumi, pathPart: "/scim/").Should().ContainSingle().Subject;
        request.Path.Should().Be("/scim/v2/acme/ServiceProviderConfig");
        request.Headers.Keys.Should().NotContain("Authorization");
    }

    [Fact]
    public async Task The_SCIM_server_is_out_of_order()
    {
        await using var company = await HealthyCompany.StartAsync();
        FailScim(company, 503, "busy");

        company.Complaints(await company.CheckAsync()).Should().Equal(
            "scim: error pulumi: The SCIM server https://pulumi/scim/v2/acme could not be asked: The SCIM server answered 503 "
                + "Service Unavailable to GET /scim/v2/acme/Users: busy. -> Look at the address, and run the check again when "
                + "the server answers.");
    }

    [Fact]
    public async Task Something_else_answers_in_the_SCIM_servers_place()
    {
        await using var company = await HealthyCompany.StartAsync();
        FailScim(company, 404, "gone");

        company.Complaints(await company.CheckAsync()).Should().Equal(
            "scim: error pulumi: https://pulumi/scim/v2/acme does not answer as a SCIM server does: The SCIM server answered "
                + "404 Not Found to GET /scim/v2/acme/Users: gone. -> Check the address, with the name acme in the right case.");
    }

    [Fact]
    public async Task Provisioning_failed_today()
    {
        await using var company = await HealthyCompany.StartAsync();

        // Pulumi Cloud does not take another user name for somebody whom it knows.
        company.Portal.PatchUser(HealthyCompany.Priya, new JObject { ["username"] = "priya.m" });
        await company.SettledAsync();

        company.Complaints(await company.CheckAsync()).Should().Equal(
            "events: warning both: 1 of 12 provisioning events of the last day failed, the newest of them: "
                + "user_update_provision of priya.m failed at 2026-11-23T12:00:00Z (400, Bad Request, Attribute 'userName' is "
                + "immutable.). -> Put right what the service provider says; JumpCloud sends a user or group again with its "
                + "next change.");
    }

    [Fact]
    public async Task What_failed_two_days_ago_is_no_longer_told()
    {
        await using var company = await HealthyCompany.StartAsync();
        company.Portal.PatchUser(HealthyCompany.Priya, new JObject { ["username"] = "priya.m" });
        await company.SettledAsync();
        company.Services.Clock.Advance(TimeSpan.FromDays(2));

        company.Lines(await company.CheckAsync()).Should().Contain("events: ok jumpcloud: There are no provisioning events of "
            + "the last day.");
    }

    [Fact]
    public Task Directory_Insights_is_not_in_the_plan() => BreakAsync(
        company => company.Services.Switches.DirectoryInsightsInPlan = false,
        "events: info jumpcloud: Directory Insights is not part of this JumpCloud plan, so failed provisioning could not be "
            + "looked for.");

    private static void FailScim(HealthyCompany company, int status, string body) => company.Services.Faults.Add(
        new Fault(new FaultKind.Status(status, Body: body, ContentType: "text/plain"), Face.Pulumi, Path: "/scim/"));

    private static async Task BreakAsync(Action<HealthyCompany> action, params string[] expected)
    {
        await using var company = await HealthyCompany.StartAsync();
        action(company);
        await company.SettledAsync();

        company.Complaints(await company.CheckAsync()).Should().Equal(expected);
    }
}
