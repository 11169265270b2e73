using System.Net;
using System.Net.Http.Headers;
using FluentAssertions;
using Grpc.Core;
using Grpc.Net.Client;
using JumpCloud.Rpc;
using JumpCloud.Tests.Rpc.Support;
using Pulumirpc;
using Xunit;

namespace JumpCloud.Tests.Rpc;

public sealed class ProviderMethodsTests
{
    // What the server says of a path that it does not know.
    private const string NotServed = "Service is unimplemented.";
    private const string NoSuchMethod = "Method is unimplemented.";

    [Fact]
    public async Task Every_method_of_the_protocol_is_served_under_its_name_and_no_other()
    {
        await using var plugin = await Plugin.StartAsync();
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{PluginHost.PortOf(plugin.App)}");
        var invoker = channel.CreateCallInvoker();

        var answers = new Dictionary<string, string>();
        foreach (var name in ResourceProvider.Descriptor.Methods.Select(method => method.Name).Append("Forget"))
            answers.Add(name, await AnswerAsync(invoker, name));

        answers.Where(answer => answer.Value is NotServed or NoSuchMethod).Select(answer => answer.Key).Should().Equal("Forget");
    }

    [Fact]
    public async Task A_damaged_request_is_answered_only_when_all_of_it_has_come()
    {
        await using var plugin = await Plugin.StartAsync();
        using var http = new HttpClient();
        using var damaged = new SlowContent([0, 0, 0, 0, 1, 0xFF]);
        using var request = new HttpRequestMessage(
            HttpMethod.Post, $"http://127.0.0.1:{PluginHost.PortOf(plugin.App)}/{ResourceProvider.Descriptor.FullName}/Check")
        {
            Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = damaged,
        };
        request.Headers.TE.ParseAdd("trailers");

        var answer = http.SendAsync(request);
        await damaged.Sent.WaitAsync(Plugin.Limit);
        (await Task.WhenAny(answer, Task.Delay(300))).Should().NotBe(answer);
        damaged.End();

        using var failure = await answer.WaitAsync(Plugin.Limit);
        failure.Headers.GetValues("grpc-status").Should().Equal("3");
        failure.Headers.GetValues("grpc-message").Single().Should().StartWith("the engine's request cannot be read");
    }

    // An empty message is one of every type; what a method says to it is its own affair.
    private static async Task<string> AnswerAsync(CallInvoker invoker, string name)
    {
        var bytes = Marshallers.Create(static bytes => bytes, static bytes => bytes);
        var method = new Method<byte[], byte[]>(MethodType.Unary, ResourceProvider.Descriptor.FullName, name, bytes, bytes);
        try
        {
            using var call = invoker.AsyncUnaryCall(method, null, Plugin.Deadline, []);
            await call.ResponseAsync;
            return "answered";
        }
        catch (RpcException exception)
        {
            return exception.Status.Detail;
        }
    }

    /// <summary>A body whose end comes when it is told to.</summary>
    private sealed class SlowContent : HttpContent
    {
        private readonly byte[] _bytes;
        private readonly TaskCompletionSource _sent = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public SlowContent(byte[] bytes)
        {
            _bytes = bytes;
            Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        }

        public Task Sent => _sent.Task;

        public void End() => _end.SetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(_bytes);
            await stream.FlushAsync();
            _sent.SetResult();
            await _end.Task;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
