using FluentAssertions;
using JumpCloud.Tests.Programs;
using Xunit;

namespace JumpCloud.Tests.Cli;

/// <summary>The command line on a project folder, with the scripted provider's process as its plugin.</summary>
public sealed class CliTests
{
    private const string Thing = """
        config: {pw: {type: string}}
        resources:
          one: {type: 'wire:Thing', properties: {label: alpha, size: 1, pw: '${pw}'}}
        outputs: {gen: '${one.gen}', pw: '${one.pw}', nested: {n: 2, pw: '${pw}'}}
        """;

    [Fact]
    public async Task A_stack_lives_from_init_to_rm()
    {
        using var project = new CliProject(Thing);

        (await project.RunAsync("stack init")).Out.Should().Be($"Created stack 'dev'{Environment.NewLine}");
        (await project.RunAsync("config set pw --secret", "s3cr3t-pw\n")).Code.Should().Be(0);
        (await project.RunAsync("up --yes")).Out.Should()
            .Contain("+ 2 to create").And.Contain("+ 2 created").And.NotContain("s3cr3t");
        (await project.RunAsync("preview --diff --expect-no-changes")).Code.Should().Be(0);
        (await project.RunAsync("stack output gen")).Out.Trim().Should().Be("gen-alpha");
        (await project.RunAsync("refresh --skip-preview")).Out.Should().Contain("2 unchanged");
        (await project.RunAsync("stack rm --yes")).Error.Should()
            .StartWith("error: 'dev' still has resources; removal rejected.");
        (await project.RunAsync("destroy --yes")).Out.Should().Contain("- 2 to delete").And.Contain("- 2 deleted");
        (await project.RunAsync("stack rm --yes")).Code.Should().Be(0);
        Directory.GetFiles(project.Folder, "*", SearchOption.AllDirectories).Select(Path.GetFileName).Should()
            .Equal("Pulumi.yaml");
    }

    [Fact]
    public async Task Secrets_are_encrypted_in_both_files_and_shown_on_request()
    {
        using var project = new CliProject(Thing);
        await project.RunAsync("config set --secret pw s3cr3t-pw");
        (await project.RunAsync("up --skip-preview")).Code.Should().Be(0);

        project.Read("Pulumi.dev.yaml").Should().MatchRegex("^encryptionsalt: v1:.*\nconfig:\n  rec:pw:\n    secure: v1:.*\n$");
        (await project.RunAsync("stack export")).Out.Should().Contain("\"ciphertext\": \"v1:").And.NotContain("s3cr3t-pw");
        (await project.RunAsync("stack export --show-secrets")).Out.Should().Contain("\"plaintext\": \"\\\"s3cr3t-pw\\\"\"");
        (await project.RunAsync("stack output")).Out.ReplaceLineEndings("\n").Should().Be(
            "Current stack outputs (3):\n    OUTPUT  VALUE\n    gen     gen-alpha\n    nested  {\"n\":2,\"pw\":\"[secret]\"}\n    pw      [secret]\n");
        (await project.RunAsync("stack output --json --show-secrets")).Out.Should().Contain("\"pw\": \"s3cr3t-pw\"");
        (await project.RunAsync("config get pw")).Out.Trim().Should().Be("s3cr3t-pw");
    }

    [Fact]
    public async Task A_wrong_passphrase_is_an_error()
    {
        using var project = new CliProject(Thing);
        await project.RunAsync("config set --secret pw s3cr3t-pw");
        project.Variables["PULUMI_CONFIG_PASSPHRASE"] = "wrong";

        var result = await project.RunAsync("preview");

        (result.Code, result.Error.Trim()).Should().Be((1, "error: Pulumi.dev.yaml: incorrect passphrase"));
    }

    [Fact]
    public async Task Configuration_is_kept_beside_what_else_is_in_the_file()
    {
        using var project = new CliProject("config: {pw: {default: p}}");
        project.Write("Pulumi.dev.yaml", """
            secretsprovider: passphrase
            config:
              rec:list: [a, {b: 1.50}]
              rec:flag: true
            """);

        await project.RunAsync("config set wire:flag true");
        await project.RunAsync("config set note -- a:_b");
        await project.RunAsync("config rm flag");

        project.Read("Pulumi.dev.yaml").Should().Be(
            "secretsprovider: passphrase\nconfig:\n  rec:list:\n    - a\n    -\n      b: 1.50\n  wire:flag: \"true\"\n  rec:note: a:_b\n");
        (await project.RunAsync("config get list")).Out.Trim().Should().Be("""["a",{"b":1.5}]""");
        (await project.RunAsync("config get flag")).Error.Trim().Should()
            .Be("error: configuration key 'rec:flag' not found for stack 'dev'");
    }

    [Fact]
    public async Task The_state_is_in_the_folder_of_the_backend_url()
    {
        using var project = new CliProject("outputs: {x: 1}");
        project.Variables["PULUMI_BACKEND_URL"] = $"file://{project.Folder}/elsewhere";

        await project.RunAsync("up --yes --skip-preview --stack other");

        project.Read("elsewhere/.enginehost/rec/other.json").Should().Contain("pulumi:pulumi:Stack::rec-other");
    }

    [Fact]
    public async Task Changes_fail_a_command_that_expects_none()
    {
        using var project = new CliProject("outputs: {x: 1}");

        var result = await project.RunAsync("preview --expect-no-changes");

        (result.Code, result.Error.Trim()).Should().Be((1, "error: no changes were expected but changes were proposed"));
    }

    [Fact]
    public async Task Every_mistake_in_the_program_is_printed_once_with_its_place()
    {
        using var project = new CliProject("outputs: {x: '${nope}', y: '${neither}'}");

        var result = await project.RunAsync("preview");

        result.Code.Should().Be(1);
        result.Out.ReplaceLineEndings("\n").Should().Contain("""
            Diagnostics:
              pulumi:pulumi:Stack (rec-dev):
                error: Pulumi.yaml:7:14: resource, variable, or config value "nope" not found
                error: Pulumi.yaml:7:28: resource, variable, or config value "neither" not found


            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Import_adopts_what_exists()
    {
        using var project = new CliProject("");
        project.Write("script.json", """{"existing": {"old": {"size": 3}}}""");
        WrapPlugin(project, "script.json");

        var result = await project.RunAsync("import wire:index:Thing kept old --yes --protect=false --generate-code=false");

        (result.Code, result.Error).Should().Be((0, ""));
        (await project.RunAsync("stack export")).Out.Should().Contain("\"id\": \"old\"").And.NotContain("\"protect\": true");
    }

    [Fact]
    public async Task A_node_program_runs_through_the_whole_engine()
    {
        using var project = new CliProject("");
        project.Write("Pulumi.yaml", project.Read("Pulumi.yaml").Replace("runtime: yaml", "runtime: nodejs"));
        await NodeSdk.WriteAsync(project.Folder, TestContext.Current.CancellationToken);
        await project.RunAsync("config set --secret pw s3cr3t-pw");

        var result = await project.RunAsync("up --yes");

        (result.Code, result.Error).Should().Be((0, ""));
        result.Out.Should().Contain("+ 3 created").And.NotContain("s3cr3t-pw");
        (await project.RunAsync("stack output gen")).Out.Trim().Should().Be("gen-alpha");
        (await project.RunAsync("preview --expect-no-changes")).Code.Should().Be(0);
    }

    [Theory]
    [InlineData("up", "--yes or --skip-preview must be passed in to proceed when running in non-interactive mode")]
    [InlineData("destroy", "--yes or --skip-preview or --preview-only must be passed in to proceed when running in non-interactive mode")]
    [InlineData("up --yse", "unknown flag: --yse")]
    [InlineData("preview --yes", "unknown flag for preview: --yes")]
    [InlineData("preview --parallel 0", "invalid argument \"0\" for \"--parallel\" flag: a number from 1")]
    [InlineData("preview --stack", "flag needs an argument: --stack")]
    [InlineData("deploy", "unknown command \"deploy\"; enginehost --help lists the commands")]
    [InlineData("import wire:index:Thing kept", "import needs TYPE NAME ID")]
    [InlineData("stack output nope", "current stack does not have output property 'nope'")]
    [InlineData("preview --cwd /", "no Pulumi.yaml project file found (searching upwards from /)")]
    public async Task A_wrong_command_line_says_what_is_wrong(string arguments, string error)
    {
        using var project = new CliProject("outputs: {x: 1}");

        var result = await project.RunAsync(arguments);

        (result.Code, result.Error.Trim()).Should().Be((1, $"error: {error}"));
    }

    [Fact]
    public async Task Without_a_passphrase_the_variables_are_named()
    {
        using var project = new CliProject("outputs: {x: 1}");
        project.Variables.Remove("PULUMI_CONFIG_PASSPHRASE");

        (await project.RunAsync("preview")).Error.Trim().Should().Be(
            "error: passphrase must be set with PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE environment variables");
    }

    [Fact]
    public async Task One_stack_file_names_the_stack_and_two_do_not()
    {
        using var project = new CliProject("outputs: {x: 1}");
        project.Variables.Remove("PULUMI_STACK");
        project.Write("Pulumi.one.yaml", "config: {}");
        (await project.RunAsync("preview")).Out.Should().StartWith("Previewing update (one):");

        project.Write("Pulumi.two.yaml", "config: {}");
        (await project.RunAsync("preview")).Error.Trim().Should()
            .Be("error: no stack selected; please use --stack, or set PULUMI_STACK");
    }

    /// <summary>A plugin folder whose executable sets the provider's script.</summary>
    private static void WrapPlugin(CliProject project, string script)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("The plugin is wrapped in a line of shell.");
            return;
        }
        var folder = Directory.CreateDirectory(Path.Combine(project.Folder, "plugin")).FullName;
        var wrapper = Path.Combine(folder, "pulumi-resource-wire");
        File.WriteAllText(wrapper, $"""
            #!/bin/sh
            WIRE_SCRIPT="{project.Folder}/{script}" exec "{AppContext.BaseDirectory}pulumi-resource-wire" "$@"

            """);
        File.SetUnixFileMode(wrapper, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        project.Write("Pulumi.yaml", project.Read("Pulumi.yaml").Replace($"path: {AppContext.BaseDirectory}", "path: ./plugin"));
    }
}
