using FluentAssertions;
using JumpCloud.Emulator;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests.Functions;

public sealed class GetImportableUsersTests : IAsyncLifetime
{
    private ProviderFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await ProviderFixture.StartAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Users_are_new_or_imported_by_email_or_else_by_username_whatever_the_case()
    {
        var id = await _fixture.ApplicationAsync();
        _fixture.AddMember("alice", "Alice.Moreau@acme.test");
        _fixture.AddMember("Ben.Castellan", "ben@elsewhere.test");
        _fixture.AddMember("zora", "zora@acme.test");

        var answer = await _fixture.InvokeAsync("getImportableUsers", $"applicationId: {id}");

        answer["users"]!.Select(user => $"{user["username"]} {user["status"]} {user["jumpCloudUserId"]}".TrimEnd()).Should().Equal(
            "olga-acme New",
            "pavel-acme New",
            "alice Imported 5e0000000000000000000001",
            "Ben.Castellan Imported 5e0000000000000000000002",
            "zora New");
        ((int?)answer["totalCount"], (int?)answer["seenCount"], (int?)answer["newCount"]).Should().Be((5, 5, 3));
        answer.Should().NotContainKey("nextCursor");
        _fixture.Calls.Should().Equal(
            $"GET /api/v2/applications/{id}/import/users", "GET /api/systemusers", "GET /api/systemusers");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_list_goes_on_where_the_call_before_ended(bool byCursor)
    {
        var id = await _fixture.ApplicationAsync();
        (_fixture.Services.Switches.ImportByCursor, _fixture.Services.Switches.ImportPageSize) = (byCursor, 3);
        for (var number = 0; number < 8; number++)
            _fixture.AddMember($"new-{number}", $"new-{number}@acme.test");

        var names = new List<string>();
        for (var cursor = ""; cursor is not null;)
        {
            var arguments = $"applicationId: {id}, newOnly: true, limit: 4{(cursor.Length > 0 ? $", cursor: '{cursor}'" : "")}";
            var answer = await _fixture.InvokeAsync("getImportableUsers", arguments);
            names.AddRange(answer["users"]!.Select(user => (string)user["username"]!));
            ((int?)answer["totalCount"]).Should().Be(10);
            cursor = (string?)answer["nextCursor"];
        }

        names.Should().Equal(
            "olga-acme", "pavel-acme", "new-0", "new-1", "new-2", "new-3", "new-4", "new-5", "new-6", "new-7");
    }

    [Fact]
    public async Task Of_ten_thousand_users_the_few_new_ones_are_found_page_by_page()
    {
        var id = await _fixture.ApplicationAsync();
        for (var number = 0; number < 9_998; number++)
        {
            _fixture.AddMember($"user-{number}", $"user-{number}@acme.test");
            if (number % 3333 != 0)
            {
                _fixture.Services.JumpCloud.Portal.CreateUser(
                    new JObject { ["username"] = $"user-{number}", ["email"] = $"user-{number}@acme.test" });
            }
        }

        var answer = await _fixture.InvokeAsync("getImportableUsers", $"applicationId: {id}, newOnly: true");

        answer["users"]!.Select(user => (string?)user["username"]).Should()
            .Equal("olga-acme", "pavel-acme", "user-0", "user-3333", "user-6666");
        ((int?)answer["totalCount"], (int?)answer["seenCount"], (int?)answer["newCount"]).Should().Be((10_000, 10_000, 5));
        _fixture.Calls.Count(call => call.EndsWith("/import/users", StringComparison.Ordinal)).Should().Be(100);
        _fixture.Calls.Count(call => call == "GET /api/systemusers").Should().BeLessThan(300);
    }

    [Fact]
    public async Task While_a_page_is_looked_for_in_the_directory_the_next_one_is_read()
    {
        var id = await _fixture.ApplicationAsync();
        for (var number = 0; number < 198; number++)
            _fixture.AddMember($"user-{number}", $"user-{number}@acme.test");
        var isHeld = new TaskCompletionSource();
        _fixture.Services.Faults.Add(new Fault(new FaultKind.Delay(TimeSpan.FromHours(1)), Path: "/api/systemusers") { Held = isHeld.SetResult });

        var answering = _fixture.InvokeAsync("getImportableUsers", $"applicationId: {id}, limit: 200");
        await isHeld.Task;
        while (!answering.IsCompleted && _fixture.Calls.Count(call => call.EndsWith("/import/users", StringComparison.Ordinal)) < 2)
            await Task.Delay(10, TestContext.Current.CancellationToken);
        _fixture.Services.Clock.Advance(TimeSpan.FromHours(1));

        ((int?)(await answering)["seenCount"]).Should().Be(200);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(400)]
    public async Task Without_an_active_connection_the_error_says_so(int status)
    {
        var id = await _fixture.ApplicationAsync(isActive: false);
        _fixture.Services.Switches.ImportWithoutConnectionStatus = status;

        (await _fixture.FailAsync("getImportableUsers", $"applicationId: {id}")).Should().Contain(
            "Identity Management is not active on By Hand, so JumpCloud cannot list the users of its service provider. "
                + "Activate it first, with an IdmIntegration that this depends on");
    }

    [Fact]
    public async Task An_application_that_is_not_there_is_told() =>
        (await _fixture.FailAsync("getImportableUsers", "applicationId: 6567a1b2c3ffffffffffffff")).Should().Contain(
            "6567a1b2c3ffffffffffffff is not the id of an application in JumpCloud");

    [Theory]
    [InlineData("applicationId: Pulumi", "must be the id of an application, 24 hexadecimal characters")]
    [InlineData("applicationId: 6567a1b2c3ffffffffffffff, limit: 0", "must be 1 to 10000")]
    [InlineData("applicationId: 6567a1b2c3ffffffffffffff, limit: 10001", "must be 1 to 10000")]
    [InlineData("applicationId: 6567a1b2c3ffffffffffffff, cursor: next", "must be the nextCursor of an earlier call; leave it out")]
    public async Task Bad_arguments_are_told(string arguments, string problem)
    {
        (await _fixture.FailAsync("getImportableUsers", arguments)).Should().Contain(problem);
        _fixture.Calls.Should().BeEmpty();
    }
}
