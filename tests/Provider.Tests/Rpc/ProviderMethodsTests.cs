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
}
