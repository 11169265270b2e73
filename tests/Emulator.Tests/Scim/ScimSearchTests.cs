using FluentAssertions;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests;

public sealed class ScimSearchTests : PulumiCloudTest
{
    private Task<Answer> FilterAsync(string filter, string resource = "Users") => ScimAsync("GET", $"{resource}?filter={Uri.EscapeDataString(filter)}");

    [Theory]
    [InlineData("Users", "userName sw \"a\"", "Unsupported filter operator: sw")]
    [InlineData("Users", "userName pr", "Unsupported filter operator: pr")]
    [InlineData("Users", "userName eq \"a\" and active eq true", "Unsupported filter operator: and")]
    [InlineData("Users", "emails.value eq \"a\"", "Unsupported filter attribute: emails.value")]
    [InlineData("Users", "displayName eq \"a\"", "Unsupported filter attribute: displayName")]
    [InlineData("Groups", "displayName co \"a\"", "Unsupported filter operator: co")]
    [InlineData("Groups", "id eq \"a\"", "Unsupported filter attribute: id")]
    [InlineData("Users", "userName eq a", "Invalid filter: userName eq a")]
    public async Task Only_equality_of_the_one_attribute_is_supported(string resource, string filter, string detail)
    {
        var answer = await FilterAsync(filter, resource);

        (answer.Status, (string?)answer.Json["scimType"], (string?)answer.Json["detail"]).Should().Be((400, "invalidFilter", detail));
    }

    [Fact]
    public async Task No_match_is_an_empty_list_and_never_404()
    {
        var answer = await FilterAsync("userName eq \"nobody\"");

        answer.Text.Should().Be(
            """{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":0,"startIndex":1,"itemsPerPage":0,"Resources":[]}""");
        answer.Status.Should().Be(200);
    }

    [Fact]
    public async Task Names_compare_without_case_unless_switched()
    {
        await CreateUserAsync("jane.doe");
        await CreateGroupAsync("Platform");
        async Task<(int?, int?)> Totals() => (
            (int?)(await FilterAsync("USERNAME EQ \"Jane.Doe\"")).Json["totalResults"],
            (int?)(await FilterAsync("displayName eq \"PLATFORM\"", "Groups")).Json["totalResults"]);

        var without = await Totals();
        (Host.Switches.ScimUserNameFilterCaseExact, Host.Switches.ScimGroupNameFilterCaseExact) = (true, true);
        var with = await Totals();

        (without, with).Should().Be(((1, 1), (0, 0)));
    }

    [Fact]
    public async Task A_quoted_quote_is_part_of_the_name()
    {
        await CreateGroupAsync("The \"A\" team");

        ((int?)(await FilterAsync("displayName eq \"The \\\"A\\\" team\"", "Groups")).Json["totalResults"]).Should().Be(1);
    }

    [Theory]
    [InlineData("", 1, 5)]
    [InlineData("startIndex=2&count=2", 2, 2)]
    [InlineData("startIndex=0&count=2", 1, 2)]
    [InlineData("startIndex=-7", 1, 5)]
    [InlineData("count=0", 1, 0)]
    [InlineData("count=-1", 1, 0)]
    [InlineData("startIndex=99", 99, 0)]
    [InlineData("count=100", 1, 5)]
    public async Task Users_come_in_pages_and_the_total_stays(string query, int startIndex, int items)
    {
        await CreateUserAsync("a");
        await CreateUserAsync("b");

        var answer = (await ScimAsync("GET", $"Users?{query}")).Json;

        ((int?)answer["totalResults"], (int?)answer["startIndex"], (int?)answer["itemsPerPage"]).Should().Be((5, startIndex, items));
        ((JArray)answer["Resources"]!).Should().HaveCount(items);
    }

    [Fact]
    public async Task A_count_above_100_is_400_and_not_trimmed()
    {
        (await ScimAsync("GET", "Users?count=101")).Status.Should().Be(400);
        (await ScimAsync("GET", "Users?count=many")).Status.Should().Be(400);
    }

    [Fact]
    public async Task Without_a_count_a_page_has_100_users()
    {
        for (var number = 0; number < 120; number++)
        {
            Host.PulumiCloud.AddAccount($"extra-{number}");
            Host.PulumiCloud.AddMember("acme", $"extra-{number}");
        }

        var answer = (await ScimAsync("GET", "Users")).Json;

        ((int?)answer["totalResults"], (int?)answer["itemsPerPage"]).Should().Be((123, 100));
    }
}
