using FluentAssertions;
using JumpCloud.Tests.Interop;
using Xunit;

namespace JumpCloud.Tests;

public sealed class ExampleTests
{
    [Fact]
    public async Task The_YAML_example_is_deployed_stays_as_it_is_and_is_destroyed()
    {
        await using var stack = await ProviderFixture.StartAsync();
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "examples", "yaml", "Pulumi.yaml"), TestContext.Current.CancellationToken);
        var program = text[text.IndexOf("config:", StringComparison.Ordinal)..]
            .Replace("secret: true", $"secret: true, default: {Programs.ScimToken(stack)}", StringComparison.Ordinal);

        var up = await stack.UpAsync(program);
        var preview = await stack.PreviewAsync(program);
        var destroy = await stack.DestroyAsync();

        up.Succeeded.Should().BeTrue(up.Text);
        up.Outputs.Fields["provisioning"].StringValue.Should().Be("active");
        Lifecycle.CountsOf(preview).Should().Be("same 8");
        destroy.Succeeded.Should().BeTrue(destroy.Text);
        Lifecycle.CountsOf(destroy).Should().Be("delete 8");
    }
}
