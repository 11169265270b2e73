using FluentAssertions;
using JumpCloud.Core;
using JumpCloud.Resources;
using Xunit;
using static JumpCloud.Tests.Values;

namespace JumpCloud.Tests.Resources;

/// <summary>Inputs as Check leaves them: a name has its id beside it, where it could be resolved.</summary>
public sealed class UserGroupMembershipDiffTests
{
    private const string One = "5e0000000000000000000001";
    private const string Two = "5e0000000000000000000002";
    private static readonly PropertyMap ByName = Map(("userGroupId", "g"), ("userId", One), ("username", "ada"));

    [Fact]
    public void The_same_user_by_another_name_by_address_or_by_id_is_no_change()
    {
        Diff(ByName, ByName.With("username", Of("ada.lovelace"))).Changes.Should().BeEmpty();
        Diff(ByName, ByName.Without("username").With("email", Of("ada@acme.test"))).Changes.Should().BeEmpty();
        Diff(ByName, ByName.Without("username")).Changes.Should().BeEmpty();
        Diff(ByName.Without("username"), ByName).Changes.Should().BeEmpty();
    }

    [Fact]
    public void Another_user_or_another_group_replaces_with_the_new_one_first()
    {
        var user = Diff(ByName, ByName.With("userId", Of(Two)).With("username", Of("eva")));
        user.Changes.Should().Equal(
            new PropertyChange("userId", ChangeKind.Update, Replaces: true),
            new PropertyChange("username", ChangeKind.Update, Replaces: true));
        user.DeleteBeforeReplace.Should().BeFalse();
        Diff(ByName, ByName.With("userGroupId", Of("h"))).Changes
            .Should().Equal(new PropertyChange("userGroupId", ChangeKind.Update, Replaces: true));
    }

    [Fact]
    public void A_name_that_is_not_known_yet_may_be_another_user() =>
        Diff(ByName, ByName.With("userId", PropertyValue.Unknown).With("username", PropertyValue.Unknown)).Replaces.Should().BeTrue();

    [Fact]
    public void A_name_that_could_not_be_looked_up_is_left_to_the_update() =>
        Diff(ByName, Map(("userGroupId", "g"), ("username", "eva"))).Changes
            .Should().Equal(new PropertyChange("username", ChangeKind.Update, Replaces: false));

    private static DiffResult Diff(PropertyMap olds, PropertyMap news) =>
        new UserGroupMembership().Diff(new DiffRequest($"g/{One}", olds, olds, news, []));
}
