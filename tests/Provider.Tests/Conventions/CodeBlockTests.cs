using System.Text.Json;
using FluentAssertions;
using JumpCloud.Tests.Conventions.Documentation;
using JumpCloud.Tests.Interop;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Newtonsoft.Json.Linq;
using Xunit;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace JumpCloud.Tests.Conventions;

/// <summary>What people copy from the documentation is a text of its language, and is the code that the tests run where it quotes one.</summary>
[Trait("Checks", "Documentation")]
public sealed class CodeBlockTests
{
    private static readonly CSharpParseOptions Script = new(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Script);

    // Examples that the documentation's own build writes; everything else in C# quotes a program.
    private static readonly string[] Written = ["docs/reference/", "provider/", "docs/getting-started.md"];

    [Fact]
    public void Every_block_says_what_language_it_is() => CodeBlock.All
        .Where(block => block.Language is not ("console" or "csharp" or "go" or "json" or "python" or "sh" or "text" or "typescript" or "yaml"))
        .Select(block => block.Place)
        .Should().BeEmpty();

    [Fact]
    public void CSharp_can_be_parsed() => CodeBlock.In("csharp")
        .SelectMany(block => CSharpSyntaxTree.ParseText(block.Text, Script).GetDiagnostics().Select(found => $"{block.Place}: {found}"))
        .Should().BeEmpty();

    [Fact]
    public void CSharp_that_is_quoted_stands_in_a_program_that_is_built()
    {
        var programs = Sources.CSharp("examples").Concat(Sources.CSharp("tests/Sdk.Tests")).Select(file => Unindented(file.Text)).ToList();
        var quoted = CodeBlock.In("csharp").Where(block => !Written.Any(place => block.Path.StartsWith(place, StringComparison.Ordinal))).ToList();

        quoted.Should().NotBeEmpty();
        quoted.Where(block => !programs.Any(program => program.Contains(Unindented(block.Text), StringComparison.Ordinal)))
            .Select(block => block.Place)
            .Should().BeEmpty();
    }

    [Fact]
    public void Yaml_can_be_parsed() => CodeBlock.In("yaml").Select(block => (block.Place, Error: YamlError(block.Text)))
        .Where(block => block.Error.Length > 0)
        .Should().BeEmpty();

    [Fact]
    public void Json_can_be_parsed() => CodeBlock.In("json").Select(block => (block.Place, Error: JsonError(block.Text)))
        .Where(block => block.Error.Length > 0)
        .Should().BeEmpty();

    [Fact]
    public async Task A_shell_takes_every_command()
    {
        var blocks = CodeBlock.In("sh");
        var errors = new List<string>();
        foreach (var block in blocks)
        {
            var run = await Tool.RunOrSkipAsync("bash", ["-n"], Sources.Root, block.Text);
            if (run.ExitCode != 0)
                errors.Add($"{block.Place}: {run.Error}");
        }

        errors.Should().BeEmpty();
        blocks.Should().HaveCountGreaterThan(25);
    }

    [Fact]
    public Task Python_takes_every_program() => TakesAsync("python", "python3", Sources.Root, "-c", """
        import ast, json, sys
        for block in json.load(sys.stdin):
            try: ast.parse(block["Text"])
            except SyntaxError as error: print(block["Place"], error)
        """);

    [Fact]
    public async Task TypeScript_takes_every_program() => await TakesAsync("typescript", "node", await NodePackages.FolderAsync(), "-e", """
        const typescript = require("typescript");
        for (const block of JSON.parse(require("fs").readFileSync(0, "utf8"))) {
            const { diagnostics } = typescript.transpileModule(block.Text, { reportDiagnostics: true, compilerOptions: { target: "es2022" } });
            for (const found of diagnostics) console.log(block.Place, typescript.flattenDiagnosticMessageText(found.messageText, "\n"));
        }
        """);

    [Fact]
    public async Task Go_is_written_as_gofmt_writes_it()
    {
        foreach (var block in CodeBlock.In("go"))
        {
            var run = await Tool.RunOrSkipAsync("gofmt", ["-d"], Sources.Root, block.Text);
            (run.Output + run.Error).Should().BeEmpty(block.Place);
        }
    }

    // The program gets all blocks as JSON, and prints what is wrong with which.
    private static async Task TakesAsync(string language, string command, string folder, params string[] arguments)
    {
        var blocks = CodeBlock.In(language);
        var run = await Tool.RunOrSkipAsync(command, arguments, folder, JArray.FromObject(blocks).ToString());

        (run.Output + run.Error).Should().BeEmpty();
        run.ExitCode.Should().Be(0);
        blocks.Should().HaveCountGreaterThan(15);
    }

    private static string Unindented(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)) + "\n";

    private static string YamlError(string text)
    {
        try
        {
            new YamlStream().Load(new StringReader(text));
            return "";
        }
        catch (YamlException exception)
        {
            return exception.Message;
        }
    }

    private static string JsonError(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return "";
        }
        catch (JsonException exception)
        {
            return exception.Message;
        }
    }
}
