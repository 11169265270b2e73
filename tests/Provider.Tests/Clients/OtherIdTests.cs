using FluentAssertions;
using JumpCloud.Clients;
using JumpCloud.Core;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests.Clients;

/// <summary>A document of another id than the one that was asked for is somebody else's: a cache, a proxy or a defect mixed it up.</summary>
public sealed class OtherIdTests
{
    private const string Remedy =
        "Check that https://console.test/ is the service's address and that no proxy answers in its place; if that is so, its API has changed: "
        + "look for a newer version of the provider";

    private readonly FakeTimeProvider _time = VirtualTime.Start();

    public static TheoryData<string, string> Reads => new()
    {
        { "read an application", "GET /api/applications/a with an application of another id (b)" },
        { "change an application", "PUT /api/applications/a with an application of another id (b)" },
        { "read an application's connection", "GET /api/v2/applications/a with an application of another id (b)" },
        { "read a group", "GET /api/v2/usergroups/a with a user group of another id (b)" },
        { "find a group", "GET /api/v2/usergroups/a with a user group of another id (b)" },
        { "change a group", "PUT /api/v2/usergroups/a with a user group of another id (b)" },
    };

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task An_answer_of_another_id_is_neither_kept_nor_written_to(string what, string told)
    {
        var read = () => AskAsync(what, "{\"_id\":\"b\",\"name\":\"n\"}");

        var failure = (await read.Should().ThrowAsync<ApiException>()).Which;
        failure.Message.Should().Be($"JumpCloud answered 200 to {told}. {Remedy}");
        failure.Kind.Should().Be(what.StartsWith("change", StringComparison.Ordinal) ? ErrorKind.OutcomeUnknown : ErrorKind.FailedPrecondition);
    }

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task An_id_in_capitals_is_the_same(string what, string told)
    {
        told.Should().Contain("/a ");
        await AskAsync(what, "{\"_id\":\"A\",\"name\":\"n\"}");
    }

    private async Task AskAsync(string what, string answer)
    {
        var handler = new ScriptedHandler(
            _time, request => ScriptedHandler.Json(request.Url.AbsolutePath.EndsWith("/usergroups", StringComparison.Ordinal) ? "[]" : answer));
        using var clients = new ProviderClients(
            new ProviderConfig { ApiKey = "key-1", ConsoleUrl = new Uri("https://console.test/"), MaxRetries = 0 }, _time, handler);
        var jumpCloud = clients.JumpCloud;
        await _time.RunAsync(what switch
        {
            "read an application" => OfAsync(jumpCloud.ReadApplicationAsync("a", default)),
            "change an application" => OfAsync(jumpCloud.UpdateApplicationAsync("a", new JObject(), default)),
            "read an application's connection" => OfAsync(jumpCloud.ReadIntegratedApplicationAsync("a", default)),
            "read a group" => OfAsync(jumpCloud.ReadUserGroupDocumentAsync("a", default)),
            "find a group" => OfAsync(jumpCloud.FindUserGroupAsync("a", default)),
            _ => OfAsync(jumpCloud.UpdateUserGroupAsync("a", new JObject(), null, default)),
        });
    }

    private static async Task<object?> OfAsync<T>(Task<T> answer) => await answer;
}
