using FluentAssertions;
using JumpCloud.Core;
using Xunit;

namespace JumpCloud.Tests.Core;

public sealed class ProviderConfigTests
{
    [Fact]
    public void Without_anything_but_a_key_the_defaults_are_those_of_the_us()
    {
        var config = Read([("apiKey", "k")]);

        config.Should().Be(new ProviderConfig
        {
            ApiKey = "k",
            ConsoleUrl = new Uri("https://console.jumpcloud.com"),
            InsightsUrl = new Uri("https://api.jumpcloud.com"),
            OauthUrl = new Uri("https://admin-oauth.id.jumpcloud.com"),
            SsoUrl = new Uri("https://sso.jumpcloud.com"),
            PulumiApiUrl = new Uri("https://api.pulumi.com"),
            MaxConcurrency = 8,
            RequestTimeout = TimeSpan.FromSeconds(60),
            MaxRetries = 5,
        });
    }

    [Theory]
    [InlineData("eu")]
    [InlineData("in")]
    public void All_hosts_follow_from_the_region(string region)
    {
        var config = Read([("apiKey", "k"), ("region", region)]);

        config.ConsoleUrl.Should().Be(new Uri($"https://console.{region}.jumpcloud.com"));
        config.InsightsUrl.Should().Be(new Uri($"https://api.{region}.jumpcloud.com"));
        config.OauthUrl.Should().Be(new Uri($"https://admin-oauth.id.{region}.jumpcloud.com"));
        config.SsoUrl.Should().Be(new Uri($"https://sso.{region}.jumpcloud.com"));
    }

    [Fact]
    public void A_host_that_is_given_goes_before_the_regions()
    {
        var config = Read([("apiKey", "k"), ("region", "eu"), ("consoleUrl", "http://127.0.0.1:8080"), ("ssoUrl", "http://localhost:1/x/")]);

        config.ConsoleUrl.Should().Be(new Uri("http://127.0.0.1:8080"));
        config.SsoUrl.Should().Be(new Uri("http://localhost:1/x/"));
        config.InsightsUrl.Should().Be(new Uri("https://api.eu.jumpcloud.com"));
    }

    [Fact]
    public void The_environment_stands_in_for_what_the_program_leaves_out()
    {
        var config = Read([], ("JUMPCLOUD_API_KEY", "k"), ("JUMPCLOUD_ORGANIZATION_ID", "o"), ("JUMPCLOUD_REGION", "eu"),
            ("PULUMI_ACCESS_TOKEN", "pul-1"), ("PULUMI_API", "https://pulumi.example.com"));

        config.ApiKey.Should().Be("k");
        config.OrganizationId.Should().Be("o");
        config.ConsoleUrl.Host.Should().Be("console.eu.jumpcloud.com");
        config.PulumiAccessToken.Should().Be("pul-1");
        config.PulumiApiUrl.Should().Be(new Uri("https://pulumi.example.com"));
        config.JumpCloudCredentialName.Should().Be("the API key from JUMPCLOUD_API_KEY");
        config.PulumiCredentialName.Should().Be("the access token from PULUMI_ACCESS_TOKEN");
    }

    [Theory]
    [InlineData("file://~")]
    [InlineData("s3://bucket")]
    [InlineData("azblob://container")]
    public void A_backend_that_is_no_api_is_not_taken_for_one(string backend) =>
        Read([("apiKey", "k")], ("PULUMI_API", backend)).PulumiApiUrl.Should().Be(new Uri("https://api.pulumi.com"));

    [Fact]
    public void What_the_program_gives_goes_before_the_environment()
    {
        var byKey = Read([("apiKey", "k")], ("JUMPCLOUD_CLIENT_ID", "i"), ("JUMPCLOUD_CLIENT_SECRET", "s"), ("JUMPCLOUD_API_KEY", "e"));
        var byAccount = Read([("clientId", "i"), ("clientSecret", "s")], ("JUMPCLOUD_API_KEY", "e"));

        (byKey.ApiKey, byKey.ClientId, byKey.JumpCloudCredentialName).Should().Be(("k", null, "the provider's apiKey"));
        (byAccount.ApiKey, byAccount.ClientId, byAccount.ClientSecret, byAccount.JumpCloudCredentialName)
            .Should().Be((null, "i", "s", "the provider's clientId and clientSecret"));
    }

    [Fact]
    public void A_service_account_may_come_from_the_environment()
    {
        var config = Read([], ("JUMPCLOUD_CLIENT_ID", "i"), ("JUMPCLOUD_CLIENT_SECRET", "s"));

        (config.ClientId, config.ClientSecret).Should().Be(("i", "s"));
        config.JumpCloudCredentialName.Should().Be("the service account from JUMPCLOUD_CLIENT_ID and JUMPCLOUD_CLIENT_SECRET");
    }

    [Fact]
    public void Numbers_may_come_as_text()
    {
        var config = Read([("apiKey", "k"), ("maxConcurrency", "3"), ("requestTimeout", "20"), ("maxRetries", "0")]);

        (config.MaxConcurrency, config.RequestTimeout, config.MaxRetries).Should().Be((3, TimeSpan.FromSeconds(20), 0));
    }

    [Theory]
    [InlineData("true", null, true)]
    [InlineData("False", "true", false)]
    [InlineData(null, "true", true)]
    [InlineData(null, "false", false)]
    [InlineData(null, null, false)]
    public void Strict_is_given_or_comes_from_the_environment(string? given, string? environment, bool isStrict)
    {
        (string, string)[] inputs = given is null ? [("apiKey", "k")] : [("apiKey", "k"), ("strict", given)];

        Read(inputs, ("JUMPCLOUD_STRICT", environment ?? "")).IsStrict.Should().Be(isStrict);
    }

    [Fact]
    public void No_credentials_at_all_are_a_missing_key()
    {
        var read = () => Read([]);

        read.Should().Throw<MissingConfigException>().Which.Keys.Should().ContainSingle().Which.Name.Should().Be("jumpcloud:apiKey");
    }

    [Fact]
    public void A_configuration_out_of_the_state_is_checked_too_and_every_problem_is_named()
    {
        var read = () => Read([("region", "mars"), ("apiKey", "a b")]);

        read.Should().Throw<UserErrorException>().WithMessage(
            "the provider's configuration is not valid: region must be one of us, eu, in; "
            + "apiKey holds white space or a letter outside ASCII, which no such value does; copy it again");
    }

    [Theory]
    [InlineData("region", "mars", "region", "must be one of us, eu, in")]
    [InlineData("reigon", "us", "reigon", "is not a known property; did you mean region?")]
    [InlineData("maxConcurrency", "65", "maxConcurrency", "must be a whole number from 1 to 64")]
    [InlineData("maxConcurrency", "0", "maxConcurrency", "must be a whole number from 1 to 64")]
    [InlineData("requestTimeout", "601", "requestTimeout", "must be a whole number from 1 to 600")]
    [InlineData("maxRetries", "-1", "maxRetries", "must be a whole number from 0 to 20")]
    [InlineData("strict", "yes", "strict", "must be a boolean, but is a string")]
    [InlineData("maxRetries", "many", "maxRetries", "must be a whole number, but is a string")]
    [InlineData("maxRetries", "1.5", "maxRetries", "must be a whole number, but is a number")]
    [InlineData("organizationId", "", "organizationId", "must not be empty; remove it or give it a value")]
    [InlineData("apiKey", "", "", "apiKey must not be empty; remove it or give it a value")]
    [InlineData("consoleUrl", "console.jumpcloud.com", "consoleUrl", "must be an https:// address such as https://console.jumpcloud.com")]
    [InlineData("consoleUrl", "file:///etc", "consoleUrl", "must be an https:// address such as https://console.jumpcloud.com")]
    [InlineData("pulumiApiUrl", "file://~", "pulumiApiUrl", "must be an https:// address such as https://console.jumpcloud.com")]
    [InlineData("consoleUrl", "http://console.jumpcloud.com", "consoleUrl", "must begin with https://; plain http:// would show the credentials to the network and is accepted for loopback hosts only")]
    [InlineData("consoleUrl", "http://127.0.0.1.example.com", "consoleUrl", "must begin with https://; plain http:// would show the credentials to the network and is accepted for loopback hosts only")]
    [InlineData("oauthUrl", "https://x/?a=b", "oauthUrl", "must not hold a query or fragment")]
    [InlineData("oauthUrl", "https://x/#a", "oauthUrl", "must not hold a query or fragment")]
    [InlineData("ssoUrl", "https://user:hunter2@x/", "", "ssoUrl must not hold a user name or password; credentials have properties of their own")]
    [InlineData("clientId", "i", "", "clientSecret is required with clientId; set it or JUMPCLOUD_CLIENT_SECRET")]
    [InlineData("clientSecret", "s", "", "clientId is required with clientSecret; set it or JUMPCLOUD_CLIENT_ID")]
    public void A_problem_is_one_failure_with_its_remedy(string name, string value, string path, string reason) =>
        ProviderConfigCheck.Run(Map([(name, value)]), _ => null).Should().Equal(new CheckFailure(path, reason));

    [Fact]
    public void Two_kinds_of_credentials_are_one_too_many() =>
        ProviderConfigCheck.Run(Map([("apiKey", "k"), ("clientId", "i"), ("clientSecret", "s")]), _ => null).Should().Equal(
            new CheckFailure("", "give either apiKey or clientId with clientSecret, not both: a request carries one of them"));

    [Theory]
    [InlineData("JUMPCLOUD_API_KEY", "k\n", "the environment variable JUMPCLOUD_API_KEY holds white space or a letter outside ASCII, which no such value does; copy it again")]
    [InlineData("JUMPCLOUD_STRICT", "yes", "the environment variable JUMPCLOUD_STRICT must be true or false")]
    [InlineData("JUMPCLOUD_REGION", "mars", "the environment variable JUMPCLOUD_REGION must be one of us, eu, in")]
    [InlineData("PULUMI_API", "http://pulumi.example.com", "the environment variable PULUMI_API must begin with https://; plain http:// would show the credentials to the network and is accepted for loopback hosts only")]
    public void A_problem_of_the_environment_names_the_variable(string variable, string value, string reason) =>
        ProviderConfigCheck.Run(PropertyMap.Empty, name => name == variable ? value : null).Should().Equal(new CheckFailure("", reason));

    [Fact]
    public void What_is_not_known_yet_is_no_problem()
    {
        var unknown = PropertyMap.Of(ProviderConfigRows.All.Where(row => row.Name != "apiKey")
            .Select(row => KeyValuePair.Create(row.Name, PropertyValue.Unknown)));

        ProviderConfigCheck.Run(unknown, _ => null).Should().BeEmpty();
    }

    [Fact]
    public void A_configuration_does_not_print_its_credentials() =>
        Read([("apiKey", "hunter2"), ("pulumiAccessToken", "hunter3")]).ToString().Should().Be("provider configuration for console.jumpcloud.com");

    private static ProviderConfig Read((string Name, string Value)[] inputs, params (string Name, string Value)[] environment) =>
        ProviderConfigReader.Read(Map(inputs), name => environment.FirstOrDefault(variable => variable.Name == name).Value);

    private static PropertyMap Map((string Name, string Value)[] inputs) =>
        PropertyMap.Of(inputs.Select(input => KeyValuePair.Create(input.Name, PropertyValue.Of(input.Value))));
}
