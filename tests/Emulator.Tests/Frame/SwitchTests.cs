using FluentAssertions;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests;

public sealed class SwitchTests : EmulatorTest
{
    [Fact]
    public async Task Switches_are_read_and_set_by_name_and_go_back_to_their_defaults()
    {
        var before = (await ControlAsync("GET", "switches")).Json;

        var set = await ControlAsync(
            "PATCH", "switches", """{"scimErrorForm":"wrapped","scimAcceptsMissingEmail":true,"pulumiMemberPageSize":7}""");
        var after = (await ControlAsync("GET", "switches")).Json;
        await ControlAsync("POST", "reset");

        ((string?)before["scimErrorForm"], set.Status).Should().Be(("Bare", 200));
        ((string?)after["scimErrorForm"], (bool?)after["scimAcceptsMissingEmail"], (int?)after["pulumiMemberPageSize"]).Should().Be(("Wrapped", true, 7));
        JToken.DeepEquals((await ControlAsync("GET", "switches")).Json, before).Should().BeTrue();
    }

    [Fact]
    public async Task One_bad_value_sets_nothing()
    {
        var answer = await ControlAsync("PATCH", "switches", """{"scimAcceptsMissingEmail":true,"scimErrorForm":"loud"}""");

        answer.Status.Should().Be(400);
        ((string?)answer.Json["error"]).Should().Be("The switch scimErrorForm does not take loud. It takes Bare, Wrapped.");
        Host.Switches.ScimAcceptsMissingEmail.Should().BeFalse();
    }
}
