using FluentAssertions;
using JumpCloud.Core;
using JumpCloud.Resources;
using Xunit;
using static JumpCloud.Tests.Values;

namespace JumpCloud.Tests.Resources;

/// <summary>Inputs as Check leaves them: a name has its id beside it, where it could be resolved.</summary>
public sealed class GroupBindingDiffTests
{
    private const string One = "5d0000000000000000000001";
    private const string Two = "5d0000000000000000000002";
    private static readonly PropertyMap ByName = Map(
        ("applicationId", "a"), ("userGroupId", One), ("userGroupName", "Engineering"), ("existingGroup", "warn"),
        ("waitForSync", false));

    [Fact]
    public void The_same_group_by_another_name_or_by_its_id_is_no_change()
    {
        Diff(ByName, ByName.With("userGroupName", Of("Engineers"))).Changes.Should().BeEmpty();
        Diff(ByName, ByName.Without("userGroupName")).Changes.Should().BeEmpty();
        Diff(ByName.Without("userGroupName"), ByName).Changes.Should().BeEmpty();
    }

    [Fact]
    public void Another_group_replaces_with_the_new_one_first()
    {
        var diff = Diff(ByName, ByName.With("userGroupId", Of(Two)).With("userGroupName", Of("Design")));
        diff.Changes.Should().BeEquivalentTo(
        [
            new PropertyChange("userGroupId", ChangeKind.Update, Replaces: true),
            new PropertyChange("userGroupName", ChangeKind.Update, Replaces: true),
        ]);
        diff.DeleteBeforeReplace.Should().BeFalse();
    }

    [Fact]
    public void An_application_that_is_not_known_yet_replaces() =>
        Diff(ByName, ByName.With("applicationId", PropertyValue.Unknown)).Changes
            .Should().Equal(new PropertyChange("applicationId", ChangeKind.Update, Replaces: true));

    [Fact]
    public void A_name_that_is_not_known_yet_may_be_another_group() =>
        Diff(ByName, ByName.With("userGroupId", PropertyValue.Unknown).With("userGroupName", PropertyValue.Unknown)).Replaces
            .Should().BeTrue();

    [Fact]
    public void A_name_that_could_not_be_looked_up_is_left_to_the_update() =>
        Diff(ByName, Map(("applicationId", "a"), ("userGroupName", "Engineers"))).Changes
            .Should().Equal(new PropertyChange("userGroupName", ChangeKind.Update, Replaces: false));

    [Fact]
    public void Another_choice_is_an_update() =>
        Diff(ByName, ByName.With("existingGroup", Of("deny")).With("waitForSync", PropertyValue.True)).Changes
            .Should().BeEquivalentTo(
        [
            new PropertyChange("existingGroup", ChangeKind.Update, Replaces: false),
            new PropertyChange("waitForSync", ChangeKind.Update, Replaces: false),
        ]);

    private static DiffResult Diff(PropertyMap olds, PropertyMap news) =>
        new GroupBinding().Diff(new DiffRequest($"a/{One}", olds, olds, news, []));
}
