using FluentAssertions;
using JumpCloud.Emulator;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests.Article;

/// <summary>
/// One person's time at the company, from the first day to the last. Human resources make and end the person's JumpCloud account; what
/// the person may do at Pulumi Cloud is decided by <c>up</c>, and looked at there after each step.
/// </summary>
public sealed class EmployeeTests
{
    private const string Login = "mia.larsen";

    [Fact]
    public async Task An_employee_is_hired_moved_renamed_and_leaves()
    {
        await using var stack = await ProviderFixture.StartAsync();
        await UpAsync(stack, group: null);
        At(stack).Should().BeNull();

        var id = Hire(stack);
        await UpAsync(stack, "Security");
        At(stack).Should().Be((true, "Mia Larsen", "Security"));
        var account = Person(stack)!.Account.Id;

        await UpAsync(stack, "Data");
        At(stack).Should().Be((true, "Mia Larsen", "Data"));

        stack.Services.JumpCloud.Portal.PatchUser(id, new JObject { ["lastname"] = "Holm", ["displayname"] = "Mia Holm" });
        await UpAsync(stack, "Data");
        At(stack).Should().Be((true, "Mia Holm", "Data"));

        await UpAsync(stack, group: null);
        At(stack).Should().Be((false, "Mia Holm", ""));
        Person(stack)!.Account.Id.Should().Be(account);
        stack.Services.JumpCloud.FindUser(id)!.IsActivated.Should().BeTrue();
    }

    private static string Hire(ProviderFixture stack) => stack.Services.JumpCloud.Portal.CreateUser(new JObject
    {
        ["username"] = Login,
        ["email"] = $"{Login}@acme.test",
        ["firstname"] = "Mia",
        ["lastname"] = "Larsen",
        ["displayname"] = "Mia Larsen",
        ["state"] = "ACTIVATED",
    });

    /// <param name="group">Where the person works; null where nowhere.</param>
    private static async Task UpAsync(ProviderFixture stack, string? group)
    {
        var parts = new List<string>
        {
            Programs.Application(stack),
            Programs.Integration(stack),
            Programs.Binding("security", "userGroupName: Security"),
            Programs.Binding("data", "userGroupName: Data"),
        };
        if (group is not null)
        {
            var id = $"5d{CompanyDirectory.Groups.ToList().IndexOf(group) + 1:x22}";
            parts.Add(Programs.Membership("mia", $"userGroupId: '{id}', username: {Login}"));
        }

        var result = await stack.UpAsync(Programs.Of(parts));
        await stack.Services.SettledAsync();
        result.Succeeded.Should().BeTrue(result.Text);
    }

    private static PulumiMember? Person(ProviderFixture stack) => stack.Services.PulumiCloud.Organization("acme").Member(Login);

    /// <summary>What Pulumi Cloud has of the person: whether it may sign in, its name, and its teams.</summary>
    private static (bool Active, string Name, string Teams)? At(ProviderFixture stack)
    {
        if (Person(stack) is not { } person)
            return null;
        var teams = stack.Services.PulumiCloud.Organization("acme").Teams
            .Where(team => team.Members.Contains(Login, StringComparer.Ordinal)).Select(team => team.DisplayName);
        return (person.Active, person.Account.Name ?? "", string.Join(", ", teams.Order(StringComparer.Ordinal)));
    }
}
