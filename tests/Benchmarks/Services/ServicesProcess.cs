using System.Globalization;
using JumpCloud.Emulator;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Benchmarks.Services;

/// <summary>
/// The emulator as a process of its own, so that its processor time is not the engine's, with a directory that is large enough:
/// <c>benchmarks services GROUPS USERS IMPORTABLE</c>. Prints the emulator's ready line and runs until its input ends.
/// </summary>
internal static class ServicesProcess
{
    public const string Command = "services";

    /// <summary>An application, made by hand, whose Identity Management is active. Where users are importable it is the first that is made.</summary>
    public const string ApplicationId = "6567a1b2c300000000000080";

    /// <summary>One of so many importable users is new to JumpCloud.</summary>
    public const int OneInNew = 10;

    public static async Task RunAsync(IReadOnlyList<string> arguments)
    {
        var counts = arguments.Skip(1).Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToList();
        await using var services = await EmulatorHost.StartAsync(new EmulatorOptions { Seed = "company" });
        if (counts[2] > 0)
            await ActivateAsync(services);
        Arrange(services, counts[0], counts[1], counts[2]);
        MakeKeys(services);
        Console.WriteLine(Ready.Describe(services).ToString(Formatting.None));
        await Console.In.ReadToEndAsync();
    }

    public static string GroupId(int number) => string.Create(CultureInfo.InvariantCulture, $"5d1{number:000000000000000000000}");

    public static string Username(int number) => string.Create(CultureInfo.InvariantCulture, $"user.{number:00000}");

    private static void Arrange(EmulatorHost services, int groups, int users, int importable)
    {
        var portal = services.JumpCloud.Portal;
        for (var number = 0; number < groups; number++)
            portal.CreateGroup(string.Create(CultureInfo.InvariantCulture, $"Group {number:0000}"), GroupId(number));
        for (var number = 0; number < users; number++)
            portal.CreateUser(UserOf(Username(number)));
        for (var number = 0; number < importable; number++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"import.{number:00000}");
            services.PulumiCloud.AddAccount(name, $"{name}@acme.test");
            services.PulumiCloud.AddMember("acme", name);
            if (number % OneInNew != 0)
                portal.CreateUser(UserOf(name));
        }
    }

    private static async Task ActivateAsync(EmulatorHost services)
    {
        MakeApplication(services);
        var scim = new Uri(services.PulumiApiUrl, "scim/v2/acme");
        var token = services.PulumiCloud.Organization("acme").ScimToken!;
        await services.JumpCloud.Portal.ActivateIdmAsync(ApplicationId, new IdmSettings(scim, token, ManageGroups: true));
    }

    // The emulator makes a few keys, each with the first application that needs it, and that takes it a good part of a second.
    private static void MakeKeys(EmulatorHost services)
    {
        for (var key = 0; key < 4; key++)
            services.JumpCloud.Portal.DeleteApplication(IdOf(MakeApplication(services)));
    }

    private static JObject MakeApplication(EmulatorHost services) => services.JumpCloud.CreateApplication(
        new JObject
        {
            ["name"] = "pulumi",
            ["displayLabel"] = "By Hand",
            ["active"] = true,
            ["ssoUrl"] = $"{services.SsoUrl}saml2/by-hand",
            ["sso"] = new JObject { ["type"] = "saml", ["hidden"] = false },
            ["config"] = new JObject(),
        },
        Actor.Portal);

    private static string IdOf(JObject application) => (string)(application["_id"] ?? application["id"])!;

    private static JObject UserOf(string name) => new() { ["username"] = name, ["email"] = $"{name}@acme.test" };
}
