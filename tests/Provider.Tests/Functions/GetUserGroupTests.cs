using FluentAssertions;
using JumpCloud.Core;
using JumpCloud.Emulator;
using JumpCloud.Functions;
using JumpCloud.Resources;
using Newtonsoft.Json.Linq;
using Xunit;
using static JumpCloud.Tests.Values;

namespace JumpCloud.Tests.Functions;

public sealed class GetUserGroupTests : IAsyncLifetime
{
    private const string Security = "5d0000000000000000000003";

    private EmulatorHost _services = null!;

    public async ValueTask InitializeAsync() => _services = await EmulatorHost.StartAsync(new EmulatorOptions { Seed = "company" });

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Theory]
    [InlineData("name", "Security")]
    [InlineData("userGroupId", Security)]
    public async Task A_group_is_read_by_name_or_by_id(string argument, string value)
    {
        BadInput.MakeApplication(_services, "pulumi");
        _services.JumpCloud.Portal.BindGroup(BadInput.ApplicationId, Security);

        var result = await InvokeAsync((argument, value));

        result.Failures.Should().BeEmpty();
        result.Return.Equals(Map(
            ("userGroupId", Security), ("name", "Security"), ("description", ""), ("email", ""), ("membershipMethod", "STATIC"),
            ("memberCount", 4), ("members", Array.Empty<PropertyMap>()),
            ("applications", new[] { Map(("id", BadInput.ApplicationId), ("label", "By Hand")) }))).Should().BeTrue();
    }

    [Fact]
    public async Task Members_are_read_when_they_are_asked_for()
    {
        var result = await InvokeAsync(("name", "Security"), ("includeMembers", true));

        result.Return["memberCount"].AsNumber.Should().Be(4);
        result.Return["members"].AsList!.Value.Select(member => member.AsMap!["username"].AsString)
            .Should().Equal("arne.solberg", "ximena.ortega", "yann.dubois", "zoe.papadakis");
        result.Return["members"].AsList!.Value[0].AsMap!.Equals(Map(
            ("id", "5e000000000000000000001c"), ("username", "arne.solberg"), ("email", "arne.solberg@acme.test"), ("state", "ACTIVATED")))
            .Should().BeTrue();
    }

    [Fact]
    public async Task Bad_arguments_are_told()
    {
        (await InvokeAsync()).Failures.Should().Equal(new CheckFailure("", "give either name or userGroupId"));
        (await InvokeAsync(("name", "Security"), ("userGroupId", "Security"))).Failures.Should().Equal(
            new CheckFailure("", "give either name or userGroupId"),
            new CheckFailure("userGroupId", "must be the id of a user group, 24 hexadecimal characters; for its name there is name"));
    }

    [Theory]
    [InlineData("name", "Securty", "Securty is not the name of a user group in JumpCloud; did you mean Security?")]
    [InlineData("userGroupId", "5d00000000000000000000ff",
        "5d00000000000000000000ff is not the id of a user group in JumpCloud; copy the id from the group's address in the Admin Portal, or give its name")]
    public async Task A_group_that_is_not_there_is_told(string argument, string value, string sentence)
    {
        var invoke = () => InvokeAsync((argument, value));

        var failure = (await invoke.Should().ThrowAsync<UserErrorException>()).Which;
        (failure.Kind, failure.Message).Should().Be((ErrorKind.NotFound, sentence));
    }

    [Fact]
    public async Task A_program_looks_a_group_up_and_puts_somebody_into_it()
    {
        await using var stack = await ProviderFixture.StartAsync();
        var up = await stack.UpAsync(
            """
            variables:
              security:
                fn::invoke:
                  function: jumpcloud:getUserGroup
                  arguments: { name: Security }
            resources:
              member:
                type: jumpcloud:UserGroupMembership
                properties: { userGroupId: "${security.userGroupId}", username: anton.fuchs }
            outputs:
              count: ${security.memberCount}
            """);

        up.Succeeded.Should().BeTrue(up.Text);
        up.Outputs.Fields["count"].NumberValue.Should().Be(4);
        stack.Services.JumpCloud.Members(Security).Should().Contain(user => user.Username == "anton.fuchs");
    }

    [Fact]
    public async Task Groups_are_listed_by_name_or_a_part_of_it()
    {
        (await ListAsync(new UserGroupResource())).Should().HaveCount(8).And.StartWith("5d0000000000000000000008 Contractors");
        (await ListAsync(new UserGroupResource(), ("name", "EN"))).Should().Equal("5d0000000000000000000001 Engineering");
    }

    [Fact]
    public async Task Memberships_are_listed_without_those_that_a_rule_makes()
    {
        (await ListAsync(new UserGroupMembership(), ("name", "secur"))).Should().Equal(
            $"{Security}/5e000000000000000000001c Security / arne.solberg",
            $"{Security}/5e0000000000000000000019 Security / ximena.ortega",
            $"{Security}/5e000000000000000000001a Security / yann.dubois",
            $"{Security}/5e000000000000000000001b Security / zoe.papadakis");
        _services.JumpCloud.Portal.PatchGroup(Security, new JObject
        {
            ["membershipMethod"] = "DYNAMIC_AUTOMATED",
            ["memberQuery"] = new JObject { ["filters"] = new JArray("""{"field":"department","value":"Security"}""") },
        });
        (await ListAsync(new UserGroupMembership(), ("name", "secur"))).Should().BeEmpty();
    }

    private async Task<InvokeResult> InvokeAsync(params (string Key, object? Value)[] arguments)
    {
        var operation = CompanyOperation.Of(_services);
        using var clients = operation.Clients;
        return await new GetUserGroup().InvokeAsync(Map(arguments), operation);
    }

    private async Task<List<string>> ListAsync(IListable listable, params (string Key, object? Value)[] query)
    {
        var operation = CompanyOperation.Of(_services);
        using var clients = operation.Clients;
        var items = new List<string>();
        await foreach (var item in listable.ListAsync(Map(query), default, operation))
            items.Add($"{item.Id} {item.Name}");
        return items;
    }
}
