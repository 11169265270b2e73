using System.Collections.Concurrent;
using JumpCloud.Emulator;

namespace JumpCloud.Tests.Secrets;

/// <summary>Every secret of a bench, and where each of them belongs.</summary>
internal sealed class Canaries
{
    /// <summary>Written otherwise in JSON, in an address and in HTML.</summary>
    public const string Tail = "+/\"<\\&=";

    public const string ApiKey = "jca_canary7Qm2Xv9Lp4Rt6Wz8Yb3Nd" + Tail;
    public const string ClientId = "canary-service-account";
    public const string ClientSecret = "canary5Hs8Jk2Mf7Gt4Vc9Bx6Zq3Pl" + Tail;

    /// <summary>A value that is no credential, and that a program makes a secret all the same.</summary>
    public const string Private = "canary4Tr7Yu2Io9Pa6Sd3Fg8Hj5Kl";

    /// <summary>The name of what the plugin fetches by itself.</summary>
    public const string AccessToken = "the access token of the service account";

    private readonly ConcurrentDictionary<string, Canary> _all = new(StringComparer.Ordinal);

    public Canaries()
    {
        Add(new Canary("the API key", ApiKey, part => part is { Face: Face.Console or Face.Insights, Part: "x-api-key" }));
        Add(new Canary("the client secret", ClientSecret, part => part is { Face: Face.Oauth, Part: "authorization" }));
        Add(new Canary("a private value", Private, part => part.Face is not null && part.Part is "address" or "body"));
        foreach (var name in new[] { "first", "second" })
        {
            var key = TestCertificates.Of(name, TestMetadata.End).Key;
            Add(new Canary($"the {name} private key", key, part =>
                part is { Face: Face.Console, Method: "POST" or "PUT", Part: "body" } && part.Path.StartsWith("/api/applications", StringComparison.Ordinal)));
        }
    }

    public IReadOnlyList<Canary> All => [.. _all.Values];

    /// <summary>What the services have handed out by now.</summary>
    public void Learn(EmulatorHost services)
    {
        var ready = Ready.Describe(services);
        Add(new Canary("the Pulumi Cloud access token", (string)ready.SelectToken("pulumi.acme.accessToken")!, part =>
            part is { Face: Face.Pulumi, Part: "authorization" } && part.Path.StartsWith("/api/", StringComparison.Ordinal)));
        if (services.PulumiCloud.Organization("acme").ScimToken is { } token)
            Add(new Canary("the SCIM token", token, IsProofOrActivation));
    }

    public void LearnAccessToken(string token) => Add(new Canary(AccessToken, token, part =>
        part is { Face: Face.Console or Face.Insights, Part: "authorization" }));

    /// <summary>Whether a service has ever been given it.</summary>
    public bool IsKnownTo(Canary canary, Face? face) => canary.Name switch
    {
        "the client secret" => face == Face.Oauth,
        "the Pulumi Cloud access token" => face == Face.Pulumi,
        "the SCIM token" => face is Face.Console or Face.Insights or Face.Pulumi,
        _ => face is Face.Console or Face.Insights,
    };

    public void Add(Canary canary) => _all.TryAdd($"{canary.Name} {canary.Value}", canary);

    // The proof asks the SCIM server itself; JumpCloud is told the token in the two calls that activate.
    private static bool IsProofOrActivation(RequestPart part) => part switch
    {
        { Face: Face.Pulumi, Part: "authorization" } => part.Path.StartsWith("/scim/v2/", StringComparison.Ordinal),
        { Face: Face.Console, Part: "body" } => part.Path.EndsWith("/provision/activate", StringComparison.Ordinal)
            || part.Path.EndsWith("/provision/reactivate", StringComparison.Ordinal),
        _ => false,
    };
}
