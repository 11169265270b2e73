using Xunit;

namespace JumpCloud.Tests;

/// <summary>The provider's own configuration, as a resource of it meets it.</summary>
public sealed class ProviderBadInputTests
{
    private const string Application =
        """{"template": "pulumi", "displayLabel": "Pulumi Cloud", "placeholders": {"YOUR_ORGANIZATION": "acme"}}""";

    public static TheoryData<BadInputCase> Cases => new(All);

    private static IReadOnlyList<BadInputCase> All =>
    [
        Bad("a wrong key", Set(("apiKey", "jca_hush")),
            "JumpCloud answered 401 Unauthorized to GET /api/application-templates: Unauthorized. Check the provider's apiKey: it was not accepted by {console} (region us)"),
        Bad("a key of another region", Set(("apiKey", "jca_hush"), ("region", "eu")),
            "JumpCloud answered 401 Unauthorized to GET /api/application-templates: Unauthorized. Check the provider's apiKey: it was not accepted by {console} (region eu)"),
        Bad("a wrong service account", Set(("apiKey", null), ("clientId", "me"), ("clientSecret", "hush-hush")),
            "JumpCloud's token service answered 401 Unauthorized to POST /oauth2/token: invalid_client. Check the provider's clientId and clientSecret: it was not accepted"),
        Bad("no credentials", Set(("apiKey", null)),
            "missing required configuration key \"jumpcloud:apiKey\": an API key of a JumpCloud administrator (add --secret), also read from the environment variable JUMPCLOUD_API_KEY; or set clientId and clientSecret of a service account\nSet a value using the command `pulumi config set jumpcloud:apiKey <value>`."),
        Bad("half a service account", Set(("apiKey", null), ("clientId", "me")),
            "clientSecret is required with clientId; set it or JUMPCLOUD_CLIENT_SECRET"),
        Bad("two kinds of credentials", Set(("clientId", "me"), ("clientSecret", "hush-hush")),
            "give either apiKey or clientId with clientSecret, not both: a request carries one of them"),
        Bad("a key with a line break", Set(("apiKey", "jca_hush\n")),
            "apiKey holds white space or a letter outside ASCII, which no such value does; copy it again"),
        Bad("a region that is none", Set(("region", "uk")),
            "region: must be one of us, eu, in"),
        Bad("http for a host", Set(("consoleUrl", "http://console.jumpcloud.com")),
            "consoleUrl: must begin with https://; plain http:// would show the credentials to the network and is accepted for loopback hosts only"),
        Bad("a password in a host", Set(("consoleUrl", "https://me:hush-hush@console.jumpcloud.com")),
            "consoleUrl must not hold a user name or password; credentials have properties of their own") with { Secret = "hush-hush" },
        Bad("an unknown property", Set(("apikey", "x")),
            "apikey is not a known property; did you mean apiKey?"),
        Bad("three things at once", Set(("region", "uk"), ("insightsUrl", "insights"), ("maxRetries", "21")),
            "region: must be one of us, eu, in",
            "insightsUrl: must be an https:// address such as https://console.jumpcloud.com",
            "maxRetries: must be a whole number from 0 to 20"),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Is_told_before_anything_is_changed(BadInputCase bad) => BadInput.VerifyAsync("SsoApplication", bad);

    private static BadInputCase Bad(string name, Dictionary<string, string?> config, params IReadOnlyList<string> sentences) =>
        new(name, Application, sentences) { Config = config };

    private static Dictionary<string, string?> Set(params (string Key, string? Value)[] entries) =>
        entries.ToDictionary(entry => entry.Key, entry => entry.Value);
}
