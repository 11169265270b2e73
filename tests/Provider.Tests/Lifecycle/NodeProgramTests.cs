using FluentAssertions;
using JumpCloud.EngineHost;
using JumpCloud.Tests.Interop;
using Pulumirpc;
using Xunit;

namespace JumpCloud.Tests;

/// <summary>A program in another language, on the official SDK and without an SDK of ours, as somebody may write it by hand.</summary>
public sealed class NodeProgramTests
{
    private const string Program = """
        const pulumi = require("@pulumi/pulumi");

        class PulumiIntegration extends pulumi.ComponentResource {
            constructor(name, args, options) {
                const outputs = { applicationId: undefined, provisioningStatus: undefined, spStartUrl: undefined };
                super("jumpcloud:index:PulumiIntegration", name, { ...outputs, ...args }, options, true);
            }
        }

        const cloud = new PulumiIntegration("@name@", {
            organization: "acme", displayLabel: "Pulumi Cloud", groups: ["Security", "Data"], scimToken: pulumi.secret("@token@"),
        }, @options@);

        exports.status = cloud.provisioningStatus;
        exports.start = cloud.spStartUrl;
        exports.health = cloud.applicationId.apply(async id =>
            (await pulumi.runtime.invoke("jumpcloud:index:checkIntegration", { applicationId: id, organization: "acme" })).healthy);
        """;

    [Fact]
    public async Task A_Node_program_deploys_the_component_asks_a_function_and_is_taken_down()
    {
        await using var stack = await StartAsync();

        await WriteAsync(stack, "cloud", "{}");
        var preview = await stack.PreviewProgramAsync(ProcessProgram.Node());
        var up = await stack.UpProgramAsync(ProcessProgram.Node());
        var unchanged = await stack.PreviewProgramAsync(ProcessProgram.Node());
        var destroy = await stack.DestroyAsync();

        Lifecycle.CountsOf(preview).Should().Be("create 7", preview.Text);
        Lifecycle.CountsOf(up).Should().Be("create 7", up.Text);
        up.Outputs.Fields["status"].StringValue.Should().Be("active");
        up.Outputs.Fields["health"].BoolValue.Should().BeTrue();
        up.Outputs.Fields["start"].StringValue.Should().EndWith("/login/acme/sso");
        Lifecycle.CountsOf(unchanged).Should().Be("same 7", unchanged.Text);
        stack.State.Should().NotContain(Programs.ScimToken(stack));
        Lifecycle.CountsOf(destroy).Should().Be("delete 7", destroy.Text);
    }

    [Fact]
    public async Task A_renamed_component_keeps_its_children_and_protects_them_where_it_is_told_to()
    {
        await using var stack = await StartAsync();
        await WriteAsync(stack, "sign-in", "{}");
        var up = await stack.UpProgramAsync(ProcessProgram.Node());
        Lifecycle.CountsOf(up).Should().Be("create 7", up.Text);

        await WriteAsync(stack, "cloud", """{ aliases: [{ name: "sign-in" }], protect: true }""");
        var renamed = await stack.UpProgramAsync(ProcessProgram.Node());
        var destroy = await stack.DestroyAsync();

        Lifecycle.CountsOf(renamed).Should().Be("same 7", renamed.Text);
        stack.Services.JumpCloud.Applications().Should().ContainSingle();
        destroy.Succeeded.Should().BeFalse();
        Lifecycle.MessagesOf(destroy, LogSeverity.Error).Should().Contain(text => text.Contains("protect", StringComparison.Ordinal));
        stack.Services.JumpCloud.Applications().Should().ContainSingle();
    }

    private static async Task<ProviderFixture> StartAsync()
    {
        var packages = await NodePackages.FolderAsync();
        var stack = await ProviderFixture.StartAsync();
        Directory.CreateSymbolicLink(
            Path.Combine(stack.WorkingDirectory, "node_modules"), Path.Combine(packages, "node_modules"));
        return stack;
    }

    private static Task WriteAsync(ProviderFixture stack, string name, string options) => File.WriteAllTextAsync(
        Path.Combine(stack.WorkingDirectory, "index.js"),
        Program
            .Replace("@token@", Programs.ScimToken(stack), StringComparison.Ordinal)
            .Replace("@name@", name, StringComparison.Ordinal)
            .Replace("@options@", options, StringComparison.Ordinal),
        TestContext.Current.CancellationToken);
}
