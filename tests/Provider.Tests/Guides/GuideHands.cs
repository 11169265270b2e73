using System.Text;
using JumpCloud.Emulator;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Tests.Guides;

/// <summary>What guides have a person do at JumpCloud or Pulumi Cloud, by the words of their comments.</summary>
internal static class GuideHands
{
    public static Task DoAsync(string what, EmulatorHost services) => what switch
    {
        "generate a new SCIM token" => Done(() => services.PulumiCloud.RotateScimToken("acme")),
        "write the application without its certificate" => WriteWithoutCertificateAsync(services),
        "suspend alice.moreau" => Done(() => services.JumpCloud.Portal.SetUserState("5e0000000000000000000001", "SUSPENDED")),
        "deactivate Identity Management" => Done(() => services.JumpCloud.Portal.DeactivateIdm(ApplicationOf(services))),
        "make the organization acme-labs" => Done(() => MakeLabs(services)),
        "wait for provisioning" => services.SettledAsync(),
        _ => throw new ArgumentException($"nobody knows how to {what}"),
    };

    private static Task Done(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    private static Task Done(Func<string> action)
    {
        action();
        return Task.CompletedTask;
    }

    private static void MakeLabs(EmulatorHost services)
    {
        services.PulumiCloud.AddOrganization("acme-labs", "Acme Labs");
        services.PulumiCloud.RotateScimToken("acme-labs");
    }

    private static string ApplicationOf(EmulatorHost services) => services.JumpCloud.Applications().Single().Id;

    // As a client does that knows only some of the fields; JumpCloud makes the certificate anew.
    private static async Task WriteWithoutCertificateAsync(EmulatorHost services)
    {
        var document = services.JumpCloud.GetApplication(ApplicationOf(services));
        var config = (JObject)document["config"]!;
        config.Remove("idpCertificate");
        config.Remove("idpPrivateKey");
        using var client = new HttpClient { BaseAddress = services.ConsoleUrl };
        client.DefaultRequestHeaders.Add("x-api-key", JumpCloudState.DefaultApiKey);
        using var body = new StringContent(document.ToString(), Encoding.UTF8, "application/json");
        using var answer = await client.PutAsync(new Uri($"api/applications/{ApplicationOf(services)}", UriKind.Relative), body);
        answer.EnsureSuccessStatusCode();
    }
}
