using FluentAssertions;
using JumpCloud.Core;
using JumpCloud.Resources;
using Xunit;
using static JumpCloud.Tests.Values;

namespace JumpCloud.Tests.Resources;

public sealed class UserGroupDiffTests
{
    private static readonly PropertyMap Group = Map(
        ("name", "Data"),
        ("membershipMethod", "DYNAMIC_AUTOMATED"),
        ("memberQuery", Map(("queryType", "Filter"), ("filters", new[] { """{"field":"department","value":"Data"}""" }))),
        ("memberQueryExemptions", new[] { Exempt("5e0000000000000000000001"), Exempt("5e0000000000000000000002") }),
        ("attributes", Map(("sudo", Map(("enabled", true), ("withoutPassword", false))))));

    [Fact]
    public void Nothing_replaces_a_group()
    {
        var changed = Map(
            ("name", "People"), ("description", "x"), ("email", "a@b.test"), ("membershipMethod", "STATIC"),
            ("memberSuggestionsNotify", true), ("attributes", Map(("sambaEnabled", true))), ("deletionPolicy", "force"));

        var diff = Diff(Group, changed);

        diff.Changes.Select(change => change.Path).Should().Equal(
            "name", "description", "email", "membershipMethod", "memberQuery.queryType", "memberQuery.filters",
            "memberQueryExemptions", "memberSuggestionsNotify", "attributes.sudo.enabled", "attributes.sambaEnabled", "deletionPolicy");
        diff.Replaces.Should().BeFalse();
    }

    [Fact]
    public void A_rule_that_is_the_same_JSON_and_exemptions_in_another_order_are_no_change()
    {
        var same = Group
            .With("memberQuery", Of(Map(("queryType", "Filter"), ("filters", new[] { """{ "value": "Data", "field": "department" }""" }))))
            .With("memberQueryExemptions", Of(new[] { Exempt("5e0000000000000000000002"), Exempt("5e0000000000000000000001") }))
            .With("attributes", Of(Map(("sudo", Map(("enabled", true))))));

        Diff(Group, same).Changes.Should().BeEmpty();
    }

    [Fact]
    public void Another_rule_is_a_change_of_it() =>
        Diff(Group, Group.With("memberQuery", Of(Map(("queryType", "Filter"), ("filters", new[] { """{"field":"department","value":"Design"}""" })))))
            .Changes.Should().Equal(new PropertyChange("memberQuery.filters[0]", ChangeKind.Update, Replaces: false));

    private static PropertyMap Exempt(string id) => Map(("id", id), ("type", "user"));

    private static DiffResult Diff(PropertyMap olds, PropertyMap news) =>
        new UserGroupResource().Diff(new DiffRequest("5d0000000000000000000001", olds, olds, news, []));
}
