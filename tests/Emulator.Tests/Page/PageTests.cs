using System.Diagnostics;
using FluentAssertions;
using JumpCloud.Emulator;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests;

/// <summary>What a browser is served, without one.</summary>
public sealed class PageTests : ProvisioningTest
{
    [Fact]
    public async Task The_page_is_served_whole_by_the_emulator_and_may_load_nothing_from_elsewhere()
    {
        var page = await SendAsync(Host.PageUrl, "GET", "/");

        (page.Status, page.ContentType).Should().Be((200, "text/html"));
        page.Header("Content-Security-Policy").Should()
            .Be("default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        page.Header("X-Content-Type-Options").Should().Be("nosniff");
        page.Text.Should().NotContain("http://").And.NotContain("https://");
        foreach (var (name, contentType) in PageAssets.Served)
        {
            var file = await SendAsync(Host.PageUrl, "GET", $"/_control/page/{name}");
            file.Status.Should().Be(200, name);
            contentType.Should().StartWith(file.ContentType);
        }
    }

    [Fact]
    public async Task Looking_at_the_page_is_no_request_to_JumpCloud_and_takes_no_fault()
    {
        Host.Faults.Add(new Fault(new FaultKind.Html()));

        await SendAsync(Host.PageUrl, "GET", "/");
        await SendAsync(Host.PageUrl, "GET", "/_control/page/page.js");

        (Host.Requests.All.Count, Host.Faults.Left).Should().Be((0, 1));
    }

    [Fact]
    public async Task A_name_that_looks_like_markup_stays_text_where_no_script_runs()
    {
        Portal.CreateGroup("<script>alert(1)</script>");

        var page = await SendAsync(Host.PageUrl, "GET", "/");

        page.Text.Should().Contain("user group &lt;script&gt;alert(1)&lt;/script&gt;: 0 members").And.NotContain("<script>alert");
    }

    [Fact]
    public async Task Both_sides_are_told_as_text_to_a_terminal()
    {
        var application = await ProvisioningApplicationAsync();
        var ops = Portal.CreateGroup("Ops");
        Portal.AddMember(ops, Portal.CreateUser(new JObject { ["username"] = "ada", ["email"] = "ada@acme.test" }));
        Portal.CreateUser(new JObject { ["username"] = "bob", ["email"] = "bob@acme.test", ["state"] = "STAGED" });
        Portal.BindGroup(application, ops);
        await SettledAsync();

        var text = (await ControlAsync("GET", "page/text")).Text.ReplaceLineEndings("\n");

        text.Should().Be(
            """
            JumpCloud, organization Acme: 2 users
              user bob: STAGED
              user group Ops: 1 members
              application Pulumi Cloud (pulumi): active, Identity Management active, bound to Ops

            Pulumi Cloud, organization acme (saml): signs in with no SAML identity provider, has a SCIM token
              team Ops (scim): ada
              member ada: member, active

            """);
    }

    [Fact]
    public async Task Neither_the_page_nor_what_it_listens_to_has_a_credential()
    {
        await Host.ResetAsync("company");
        var ready = JToken.Parse(Ready.Describe(Host).ToString());
        var credentials = ready.SelectTokens("..*").OfType<JValue>()
            .Where(value => value.Path.EndsWith("oken", StringComparison.Ordinal) || value.Path.EndsWith("apiKey", StringComparison.Ordinal)
                || value.Path.EndsWith("clientSecret", StringComparison.Ordinal))
            .Select(value => (string?)value).OfType<string>().Distinct().ToList();
        await using var stream = await EventStream.OpenAsync(Host.PageUrl, Limit);
        var id = await PulumiApplicationAsync();
        await Portal.ActivateIdmAsync(id, new IdmSettings(new Uri(ScimUrl), Host.PulumiCloud.Organization("acme").ScimToken, true), Limit);

        var state = await stream.NextAsync("state", data => data["jumpcloud"]!["applications"]!.Any());
        var seen = string.Concat(
            (await SendAsync(Host.PageUrl, "GET", "/")).Text, (await ControlAsync("GET", "state")).Text, state, stream.Seen);

        credentials.Should().HaveCountGreaterThan(5).And.AllSatisfy(credential => seen.Should().NotContain(credential));
        seen.Should().NotContain("PRIVATE KEY");
    }

    [Fact]
    public async Task The_emulator_ends_at_once_while_a_page_is_open()
    {
        var host = await EmulatorHost.StartAsync(new EmulatorOptions { Seed = "company" });
        await using var stream = await EventStream.OpenAsync(host.PageUrl, Limit);
        await stream.NextAsync("state", _ => true);

        var took = Stopwatch.StartNew();
        await host.DisposeAsync();

        took.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(3));
    }
}
