using FluentAssertions;
using JumpCloud.Rpc;
using Xunit;

namespace JumpCloud.Tests.Rpc;

public sealed class PluginArgumentsTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("127.0.0.1:4711", "127.0.0.1:4711")]
    [InlineData("--logtostderr -v=9 127.0.0.1:4711", "127.0.0.1:4711")]
    [InlineData("--logtostderr -v=9 --tracing http://127.0.0.1:9411 127.0.0.1:4711", "127.0.0.1:4711")]
    [InlineData("--tracing http://127.0.0.1:9411", null)]
    [InlineData("--a-flag-of-next-year 127.0.0.1:4711", "127.0.0.1:4711")]
    public void The_engines_address_is_what_is_left_without_flags(string line, string? address) =>
        PluginArguments.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).EngineAddress.Should().Be(address);
}
