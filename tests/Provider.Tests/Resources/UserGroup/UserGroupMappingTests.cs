using FluentAssertions;
using JumpCloud.Clients;
using JumpCloud.Core;
using JumpCloud.Resources;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xunit;
using static JumpCloud.Tests.Values;

namespace JumpCloud.Tests.Resources;

public sealed class UserGroupMappingTests
{
    private static readonly JObject Live = (JObject)JsonText.TryParse(
        """
        {
          "id": "5d0000000000000000000001", "type": "user_group", "name": "Data", "description": "All data", "email": "",
          "attributes": {
            "ldapGroups": [{"name": "Data"}], "sudo": {"enabled": true, "withoutPassword": true, "since": 7},
            "posixGroups": [{"id": 5000, "name": "data"}], "radius": {"reply": [], "mode": "x"}, "vault": {"a": 1.50}
          },
          "membershipMethod": "DYNAMIC_AUTOMATED",
          "memberQuery": {"queryType": "Filter", "filters": [{"field": "department", "value": "Data"}], "scope": "all"},
          "memberQueryExemptions": [{"id": "5e0000000000000000000001", "type": "user", "attributes": {"by": "olga"}}],
          "memberSuggestionsNotify": false, "suggestionCounts": {"add": 1}, "memberQueryErrorFlags": ["CYCLE"],
          "organizationObjectId": "o1", "badge": "teal"
        }
        """)!;

    [Fact]
    public void A_new_group_says_what_the_program_says() =>
        UserGroupMapping.New(Args(Map(("name", "Data"), ("memberSuggestionsNotify", false), ("deletionPolicy", "force"))))
            .ToString(Formatting.None).Should().Be("""{"name":"Data","memberSuggestionsNotify":false}""");

    [Fact]
    public void What_the_program_does_not_change_is_written_as_it_came()
    {
        var inputs = Map(
            ("name", "Data"),
            ("memberQuery", Map(("queryType", "Filter"), ("filters", new[] { """{"value":"Data","field":"department"}""" }))),
            ("memberQueryExemptions", new[] { Map(("id", "5e0000000000000000000001"), ("type", "user")) }),
            ("attributes", Map(("sudo", Map(("enabled", true), ("withoutPassword", true))))));

        var body = UserGroupMapping.Merge(Live, Args(inputs), Args(inputs));

        body.ToString(Formatting.None).Should().Be(UserGroupMapping.Body(Live).ToString(Formatting.None));
        body.Properties().Select(property => property.Name).Should().Equal(
            "name", "description", "email", "attributes", "membershipMethod", "memberQuery", "memberQueryExemptions",
            "memberSuggestionsNotify", "badge");
    }

    [Fact]
    public void What_the_program_changes_leaves_its_neighbours_alone()
    {
        var body = UserGroupMapping.Merge(Live, Args(Map(
            ("name", "Data"),
            ("memberQuery", Map(("queryType", "Search"), ("filters", new[] { "[]" }))),
            ("memberQueryExemptions", new[] { Map(("id", "5e0000000000000000000002")), Map(("id", "5e0000000000000000000001")) }),
            ("attributes", Map(
                ("sudo", Map(("enabled", false))),
                ("posixGroups", new[] { Map(("id", 5001), ("name", "data")) }),
                ("radius", Map(("reply", new[] { Map(("name", "Class"), ("value", "data")) }))))))), null);

        body["memberQuery"]!.ToString(Formatting.None).Should().Be("""{"queryType":"Search","filters":[[]],"scope":"all"}""");
        body["memberQueryExemptions"]!.ToString(Formatting.None).Should().Be(
            """[{"id":"5e0000000000000000000002","type":"user"},{"id":"5e0000000000000000000001","type":"user","attributes":{"by":"olga"}}]""");
        body["attributes"]!.ToString(Formatting.None).Should().Be(
            """{"ldapGroups":[{"name":"Data"}],"sudo":{"enabled":false,"withoutPassword":false,"since":7}"""
                + ""","posixGroups":[{"id":5000,"name":"data"}],"radius":{"reply":[{"name":"Class","value":"data"}],"mode":"x"},"vault":{"a":1.50}}""");
    }

    [Theory]
    [InlineData("Filter", """["{\"field\":\"department\",\"value\":\"Data\"}"]""")]
    [InlineData("FilterQuery", """[{"field":"department","value":"Data"}]""")]
    [InlineData(null, """[{"field":"department","value":"Data"}]""")]
    public void The_kind_of_a_rule_chooses_whether_its_filters_are_texts_or_objects(string? queryType, string sent)
    {
        var query = Map(("filters", new[] { """{"field":"department","value":"Data"}""" }));

        var body = UserGroupMapping.New(Args(Map(
            ("name", "Data"), ("memberQuery", queryType is null ? query : query.With("queryType", Of(queryType))))));

        body["memberQuery"]!["filters"]!.ToString(Formatting.None).Should().Be(sent);
    }

    [Fact]
    public void What_the_program_no_longer_gives_is_left_out_so_that_it_is_reset()
    {
        var olds = Args(Map(
            ("name", "Data"), ("description", "All data"), ("membershipMethod", "DYNAMIC_AUTOMATED"), ("memberQuery", Map(("queryType", "Filter"))),
            ("attributes", Map(("sudo", Map(("enabled", true))), ("posixGroups", new[] { Map(("id", 5000), ("name", "data")) })))));

        var body = UserGroupMapping.Merge(Live, Args(Map(("name", "Data"))), olds);

        body.Properties().Select(property => property.Name).Should().Equal(
            "name", "email", "attributes", "memberQueryExemptions", "memberSuggestionsNotify", "badge");
        ((JObject)body["attributes"]!).Properties().Select(property => property.Name)
            .Should().Equal("ldapGroups", "posixGroups", "radius", "vault");
    }

    [Fact]
    public void The_state_has_what_is_live_under_the_names_of_the_rows()
    {
        var state = UserGroupMapping.ToState(Live).Write();

        state.Equals(Map(
            ("userGroupId", "5d0000000000000000000001"), ("name", "Data"), ("description", "All data"), ("email", ""),
            ("membershipMethod", "DYNAMIC_AUTOMATED"),
            ("memberQuery", Map(("queryType", "Filter"), ("filters", new[] { """{"field":"department","value":"Data"}""" }))),
            ("memberQueryExemptions", new[] { Map(("id", "5e0000000000000000000001"), ("type", "user")) }),
            ("memberSuggestionsNotify", false),
            ("attributes", Map(
                ("sudo", Map(("enabled", true), ("withoutPassword", true))),
                ("posixGroups", new[] { Map(("id", 5000), ("name", "data")) }),
                ("radius", Map(("reply", Array.Empty<PropertyMap>()))))),
            ("ldapGroups", new[] { "Data" }),
            ("memberQueryErrorFlags", new[] { "CYCLE" }))).Should().BeTrue();
    }

    private static UserGroupArgs Args(PropertyMap inputs) => UserGroupArgs.Read(new PropertyReader(inputs));
}
