using System.IO.Compression;
using System.Net;
using FluentAssertions;
using JumpCloud.Clients;
using JumpCloud.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests.Clients;

/// <summary>Answers that a service should not give, and what becomes of them.</summary>
public sealed class BrokenAnswerTests
{
    private const string Remedy = "Check that https://console.test/ is the service's address and that no proxy answers in its place";

    private readonly FakeTimeProvider _time = VirtualTime.Start();

    [Theory]
    [InlineData("application/json; charset=banana")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=\"\"")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData("text/plain")]
    [InlineData("no type at all")]
    public async Task JSON_is_UTF_8_whatever_its_type_says(string type)
    {
        var application = await ReadAsync("{\"_id\":\"a\",\"displayLabel\":\"Zoë\"}"u8.ToArray(), type);

        ((string?)application["displayLabel"]).Should().Be("Zoë");
    }

    [Theory]
    [InlineData("fffe7b007d00", "is not written in UTF-8 (application/json, 6 bytes)")]
    [InlineData("7b2261223a22e9227d", "is not written in UTF-8 (application/json, 9 bytes)")]
    [InlineData("7b2261223a312c2261223a327d", "has a twice in one object (application/json, 13 bytes)")]
    [InlineData("5b225c7564383030225d", "holds half of a character, a surrogate without the other one (application/json, 10 bytes)")]
    [InlineData("7b7d2f2f", "is not JSON (application/json, 4 bytes)")]
    public async Task An_answer_that_cannot_be_read_is_told_with_the_request_the_problem_and_the_remedy(string hex, string problem)
    {
        var read = () => ReadAsync(Convert.FromHexString(hex), "application/json");

        var failure = (await read.Should().ThrowAsync<ApiException>()).Which;
        failure.Message.Should().Be($"JumpCloud answered 200 to GET /api/applications/a with something that {problem}. {Remedy}");
        failure.Kind.Should().Be(ErrorKind.FailedPrecondition, "a read changes nothing");
    }

    [Fact]
    public async Task A_name_in_an_answer_cannot_steer_a_terminal_tell_a_secret_or_fill_a_page()
    {
        var name = $"key-1\\u001b[2J{new string('x', 100_000)}";
        var read = () => ReadAsync(System.Text.Encoding.UTF8.GetBytes($"{{\"{name}\":1,\"{name}\":2}}"), "application/json");

        var message = (await read.Should().ThrowAsync<ApiException>()).Which.Message;

        message.Should().StartWith("JumpCloud answered 200 to GET /api/applications/a with something that has [secret] [2Jxxx").And.HaveLength(502);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_longer_than_32_MiB_is_not_read_and_not_asked_for_again(bool hasLength)
    {
        var handler = new ScriptedHandler(_time, _ =>
        {
            HttpContent content = hasLength ? new ByteArrayContent(new byte[(32 * 1024 * 1024) + 1]) : new StreamContent(new EndlessStream());
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
        });

        var read = () => _time.RunAsync(ClientsOf(handler).JumpCloud.ReadApplicationAsync("a", default));

        (await read.Should().ThrowAsync<ApiException>()).Which.Message.Should().Be(
            "JumpCloud at https://console.test gave an answer of more than 32 MiB, which was not read (GET /api/applications/a). " + Remedy);
        handler.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task A_packed_answer_is_measured_unpacked()
    {
        await using var console = await OtherServer.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.Headers.ContentEncoding = "gzip";
            await using var packed = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < 1024; i++)
                await packed.WriteAsync(zeros, context.RequestAborted);
        });
        using var clients = new ProviderClients(
            new ProviderConfig { ApiKey = "key-1", ConsoleUrl = new Uri(console.Urls.Single()) }, TimeProvider.System);

        var before = GC.GetTotalAllocatedBytes();
        var read = () => clients.JumpCloud.ReadApplicationAsync("a", default).WaitAsync(TimeSpan.FromSeconds(20));

        (await read.Should().ThrowAsync<ApiException>()).Which.Message.Should().Contain("gave an answer of more than 32 MiB");
        (GC.GetTotalAllocatedBytes() - before).Should().BeLessThan(256 * 1024 * 1024);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task An_answer_that_is_not_packed_as_it_says_is_a_failure_of_the_service(string encoding)
    {
        await using var console = await OtherServer.StartAsync(async context =>
        {
            context.Response.Headers.ContentEncoding = encoding;
            await context.Response.WriteAsync("{\"_id\":\"a\"} is no packed answer");
        });
        using var clients = new ProviderClients(
            new ProviderConfig { ApiKey = "key-1", ConsoleUrl = new Uri(console.Urls.Single()), MaxRetries = 0 }, TimeProvider.System);

        var read = () => clients.JumpCloud.ReadApplicationAsync("a", default).WaitAsync(TimeSpan.FromSeconds(20));

        (await read.Should().ThrowAsync<ApiException>()).Which.Message.Should().Match(
            $"JumpCloud at {console.Urls.Single()} packed its answer in a way that cannot be unpacked (GET /api/applications/a). Check that * in its place");
    }

    [Fact]
    public async Task Of_a_long_error_page_only_the_beginning_is_told()
    {
        var handler = new ScriptedHandler(_time, _ =>
        {
            var response = ScriptedHandler.Text(new string('x', 10_000_000), "text/plain", HttpStatusCode.BadRequest);
            response.ReasonPhrase = new string('r', 10_000);
            response.Headers.Add("x-request-id", new string('i', 10_000));
            return response;
        });

        var read = () => _time.RunAsync(ClientsOf(handler).JumpCloud.ReadApplicationAsync("a", default));

        (await read.Should().ThrowAsync<ApiException>()).Which.Message.Length.Should().BeLessThan(1100);
    }

    [Theory]
    [InlineData("-5", 0, 5)]
    [InlineData("0", 0, 5)]
    [InlineData("99999999999999999999", 0, 5)]
    [InlineData("soon", 0, 5)]
    [InlineData("2147483647", 29, 31)]
    [InlineData("Mon, 01 Jan 0001 00:00:00 GMT", 0, 5)]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", 29, 31)]
    public async Task Whatever_Retry_After_says_the_wait_is_neither_negative_nor_long(string after, int least, int most)
    {
        var handler = ScriptedHandler.Sequence(_time, () => TooMany(after), () => ScriptedHandler.Json("{\"_id\":\"a\"}"));

        await _time.RunAsync(ClientsOf(handler).JumpCloud.ReadApplicationAsync("a", default));

        (handler.Requests[1].At - handler.Requests[0].At).TotalSeconds.Should().BeInRange(least, most);
    }

    private static HttpResponseMessage TooMany(string after)
    {
        var response = ScriptedHandler.Json("{}", HttpStatusCode.TooManyRequests);
        response.Headers.TryAddWithoutValidation("Retry-After", after);
        return response;
    }

    private ProviderClients ClientsOf(HttpMessageHandler handler) =>
        new(new ProviderConfig { ApiKey = "key-1", ConsoleUrl = new Uri("https://console.test/") }, _time, handler);

    private Task<JObject> ReadAsync(byte[] body, string type)
    {
        var handler = new ScriptedHandler(_time, _ =>
        {
            var content = new ByteArrayContent(body);
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
        });
        return _time.RunAsync(ClientsOf(handler).JumpCloud.ReadApplicationAsync("a", default));
    }

    /// <summary>An answer that never ends, in pieces.</summary>
    private sealed class EndlessStream : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Array.Fill(buffer, (byte)' ', offset, count);
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
