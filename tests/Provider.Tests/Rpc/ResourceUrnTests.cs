using FluentAssertions;
using JumpCloud.Rpc;
using Xunit;

namespace JumpCloud.Tests.Rpc;

public sealed class ResourceUrnTests
{
    [Theory]
    [InlineData("urn:pulumi:dev::proj::jumpcloud:index:UserGroup::eng", "jumpcloud:index:UserGroup", "eng")]
    [InlineData("urn:pulumi:dev::proj::a:b:C$jumpcloud:index:UserGroup::eng::and::more", "jumpcloud:index:UserGroup", "eng::and::more")]
    [InlineData("not a urn", "", "")]
    public void The_type_is_the_last_of_its_parents_and_the_name_is_the_rest(string urn, string type, string name) =>
        ResourceUrn.Parse(urn).Should().Be(new ResourceUrn(type, name));
}
