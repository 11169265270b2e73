using FluentAssertions;
using Grpc.Core;
using JumpCloud.Emulator;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests.Resources;

/// <summary>The plugin, asked what there is; what it answers, an import takes.</summary>
public sealed class ListTests : IAsyncLifetime
{
    private const string Engineering = "5d0000000000000000000001";
    private const string Security = "5d0000000000000000000003";
    private const string Data = "5d0000000000000000000004";

    private EmulatorHost _services = null!;
    private ListClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _services = await EmulatorHost.StartAsync(new EmulatorOptions { Seed = "company" });
        _client = await ListClient.StartAsync(_services);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _services.DisposeAsync();
    }

    [Fact]
    public async Task Applications_are_found_by_template_and_by_a_part_of_their_label()
    {
        var cloud = Make("pulumi", "Pulumi Cloud");
        var wiki = Make("bookmark", "Wiki");
        var lab = Make("pulumi", "Pulumi Lab");

        (await ListAsync("SsoApplication")).Should().Equal($"{cloud} Pulumi Cloud", $"{wiki} Wiki", $"{lab} Pulumi Lab");
        (await ListAsync("SsoApplication", ("template", "Pulumi"))).Should().Equal($"{cloud} Pulumi Cloud", $"{lab} Pulumi Lab");
        (await ListAsync("SsoApplication", ("displayLabel", "LAB"))).Should().Equal($"{lab} Pulumi Lab");
        (await ListAsync("SsoApplication", ("template", "zoom"))).Should().BeEmpty();
    }

    [Fact]
    public async Task Bindings_are_found_in_one_application_or_in_all()
    {
        var (cloud, wiki) = (Make("pulumi", "Pulumi Cloud"), Make("bookmark", "Wiki"));
        Bind(cloud, Engineering, Security);
        Bind(wiki, Data);

        (await ListAsync("GroupBinding")).Should().Equal(
            $"{cloud}/{Engineering} Pulumi Cloud / Engineering",
            $"{cloud}/{Security} Pulumi Cloud / Security",
            $"{wiki}/{Data} Wiki / Data");
        (await ListAsync("GroupBinding", ("applicationId", wiki))).Should().Equal($"{wiki}/{Data} Wiki / Data");
    }

    [Fact]
    public async Task Only_active_integrations_are_found()
    {
        var (cloud, lab) = (Make("pulumi", "Pulumi Cloud"), Make("pulumi", "Pulumi Lab"));
        await ActivateAsync(lab);

        (await ListAsync("IdmIntegration")).Should().Equal($"{lab} Pulumi Lab");
        (await ListAsync("IdmIntegration", ("applicationId", cloud))).Should().BeEmpty();
        (await ListAsync("IdmIntegration", ("applicationId", lab))).Should().Equal($"{lab} Pulumi Lab");
    }

    [Fact]
    public async Task Only_SAML_organizations_are_found()
    {
        (await ListAsync("SamlConfiguration")).Should().Equal("acme Acme Inc", "noscim No SCIM Ltd");
        (await ListAsync("SamlConfiguration", ("organization", "noscim"))).Should().Equal("noscim noscim");
        (await ListAsync("SamlConfiguration", ("organization", "plainco"))).Should().BeEmpty();
    }

    [Theory]
    [InlineData("GroupBinding", "applicationId", "cloud", StatusCode.InvalidArgument,
        "applicationId must be the id of an application, 24 hexadecimal characters: the applicationId of an SsoApplication")]
    [InlineData("IdmIntegration", "applicationId", "6567a1b2c300000000000fff", StatusCode.NotFound,
        "applicationId 6567a1b2c300000000000fff is not the id of an application in JumpCloud; give the applicationId of an SsoApplication, or run pulumi refresh if the application was deleted")]
    [InlineData("SamlConfiguration", "organization", "acmee", StatusCode.NotFound,
        "acmee is not an organization that the provider's pulumiAccessToken can see; give its login name as in https://app.pulumi.com/<name>, in the right case")]
    public async Task A_query_for_what_does_not_exist_is_told(string type, string name, string value, StatusCode code, string sentence)
    {
        var list = async () => await ListAsync(type, (name, value));

        (await list.Should().ThrowAsync<RpcException>()).Which.Status.Should().Be(new Status(code, sentence));
    }

    [Fact]
    public async Task A_later_page_of_applications_costs_one_request()
    {
        var ids = Enumerable.Range(0, 250).Select(number => Make("bookmark", $"Wiki {number:000}")).Order(StringComparer.Ordinal).ToList();
        var (first, token) = await PageAsync("SsoApplication", 120, "");
        _services.Requests.Clear();

        var (second, next) = await PageAsync("SsoApplication", 60, token);

        first.Concat(second).Should().Equal(ids.Take(180));
        next.Should().Be("180.180.0");
        _services.Requests.All.Select(request => $"{request.Path}{request.Query}").Should().ContainSingle()
            .Which.Should().Contain("skip=120");
    }

    [Fact]
    public async Task A_later_page_of_bindings_goes_on_within_its_application()
    {
        var (wiki, cloud) = (Make("bookmark", "Wiki"), Make("pulumi", "Pulumi Cloud"));
        Bind(wiki, Data);
        Bind(cloud, Engineering, Security, Data);
        var (first, token) = await PageAsync("GroupBinding", 2, "");
        _services.Requests.Clear();

        var (second, next) = await PageAsync("GroupBinding", 2, token);

        first.Should().Equal($"{wiki}/{Data}", $"{cloud}/{Engineering}");
        second.Should().Equal($"{cloud}/{Security}", $"{cloud}/{Data}");
        (token, next).Should().Be(("2.1.1", ""));
        _services.Requests.All.Select(request => request.Path).Should().NotContain($"/api/v2/applications/{wiki}/associations");
    }

    private string Make(string template, string label) => (string)_services.JumpCloud.CreateApplication(
        new JObject
        {
            ["name"] = template,
            ["displayLabel"] = label,
            ["active"] = true,
            ["ssoUrl"] = template == "bookmark" ? "https://example.com/" : $"https://sso.jumpcloud.com/saml2/{label.Replace(' ', '-')}",
            ["sso"] = new JObject { ["type"] = template == "bookmark" ? "bookmark" : "saml", ["hidden"] = false },
            ["config"] = new JObject(),
        },
        Actor.Portal)["_id"]!;

    private void Bind(string application, params string[] groups) =>
        Array.ForEach(groups, group => _services.JumpCloud.Portal.BindGroup(application, group));

    private Task ActivateAsync(string application) => _services.JumpCloud.Portal.ActivateIdmAsync(
        application,
        new IdmSettings(new Uri($"{_services.PulumiApiUrl}scim/v2/acme"), _services.PulumiCloud.Organization("acme").ScimToken!, true, null));

    private Task<IReadOnlyList<string>> ListAsync(string type, params (string Name, string Value)[] query) =>
        _client.ListAsync(type, query);

    private Task<(IReadOnlyList<string> Ids, string Next)> PageAsync(string type, int size, string token) =>
        _client.PageAsync(type, size, token);
}
