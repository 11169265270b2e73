using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>
/// The company's people and groups at JumpCloud: 60 users, of whom three are STAGED, one is SUSPENDED and one has no display
/// name, and 8 groups, of which one is empty and one, Platform, has the name of a team that somebody made in the Pulumi Cloud
/// console. The ids are the same every time: users 5e…01 to 5e…3c in the order below, groups 5d…01 to 5d…08.
/// </summary>
public static class CompanyDirectory
{
    public const string NoDisplayName = "noor.haddad";

    public const string Suspended = "liam.okafor";

    public static readonly IReadOnlyList<string> Staged = ["ines.marchetti", "pavel.horak", "yuki.tanabe"];

    /// <summary>In the order of their ids; Contractors is empty.</summary>
    public static readonly IReadOnlyList<string> Groups =
        ["Engineering", "Platform", "Security", "Data", "Design", "Finance", "Support", "Contractors"];

    // Department, then its people; a star puts a person into Platform too.
    private static readonly (string Department, string People)[] Departments =
    [
        ("Engineering",
            "alice.moreau* ben.castellan* carla.ivanova* dev.sharma* elif.demir* farid.nazari* gita.rao* hugo.lindqvist* "
            + "ines.marchetti jonas.weber kaya.brandt liam.okafor mara.silva nils.eriksen noor.haddad oscar.duarte "
            + "petra.novak quentin.leroy rosa.aguilar sami.virtanen tara.byrne umar.farooqi vera.kozlova wes.hartley"),
        ("Security", "ximena.ortega yann.dubois zoe.papadakis arne.solberg"),
        ("Data", "bianca.rossi chen.weiming dana.friedman emeka.obi pavel.horak greta.hansen"),
        ("Design", "hana.sato ivan.petrov julia.nowak kofi.mensah lena.fischer"),
        ("Finance", "marco.bianchi nadia.rahman otto.keller priya.menon"),
        ("Support", "rafael.costa sofia.berg tomas.varga ulla.jensen viktor.lund wanda.zielinska yuki.tanabe zane.miller"),
        ("Sales",
            "anton.fuchs bruna.alves cyril.martin dora.szabo erik.holm fatima.zahra gustav.nyberg helena.cruz ibrahim.kaya"),
    ];

    internal static void Plant(JumpCloudState state)
    {
        var groups = Groups.Select((name, index) => (name, Id: state.Portal.CreateGroup(name, $"5d{index + 1:x22}")))
            .ToDictionary(pair => pair.name, pair => pair.Id, StringComparer.Ordinal);
        var number = 0;
        foreach (var (department, people) in Departments)
        {
            foreach (var person in people.Split(' '))
            {
                var username = person.TrimEnd('*');
                var id = state.Portal.CreateUser(User(username, department), $"5e{++number:x22}");
                if (groups.TryGetValue(department, out var group))
                    state.Portal.AddMember(group, id);
                if (person.EndsWith('*'))
                    state.Portal.AddMember(groups["Platform"], id);
            }
        }
    }

    private static JObject User(string username, string department)
    {
        var (first, last) = (Capital(username.Split('.')[0]), Capital(username.Split('.')[1]));
        return new JObject
        {
            ["username"] = username,
            ["email"] = $"{username}@acme.test",
            ["firstname"] = first,
            ["lastname"] = last,
            ["displayname"] = username == NoDisplayName ? "" : $"{first} {last}",
            ["department"] = department,
            ["state"] = StateOf(username),
        };
    }

    private static string StateOf(string username) =>
        username == Suspended ? "SUSPENDED" : Staged.Contains(username, StringComparer.Ordinal) ? "STAGED" : "ACTIVATED";

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
