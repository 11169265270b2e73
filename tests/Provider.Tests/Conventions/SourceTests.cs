using System.Reflection;
using System.Text.RegularExpressions;
using FluentAssertions;
using JumpCloud.Rpc;
using Pulumirpc;
using Xunit;

namespace JumpCloud.Tests.Conventions;

public sealed class SourceTests
{
    private const int MostLines = 300;

    [Theory]
    [InlineData("Google.Protobuf")]
    [InlineData("Pulumirpc")]
    [InlineData("Grpc.")]
    public void The_engines_wire_is_known_in_Rpc_only(string name) =>
        Sources.CSharp("provider")
            .Where(file => !file.Path.StartsWith("provider/Rpc/", StringComparison.Ordinal) && file.Text.Contains(name, StringComparison.Ordinal))
            .Select(file => file.Path)
            .Should().BeEmpty();

    [Theory]
    [InlineData("System.Net.Http")]
    [InlineData("HttpClient")]
    [InlineData("HttpRequestMessage")]
    [InlineData("HttpMethod")]
    [InlineData("HttpStatusCode")]
    public void The_services_wire_is_known_in_Clients_only(string name) =>
        Sources.CSharp("provider")
            .Where(file => !file.Path.StartsWith("provider/Clients/", StringComparison.Ordinal) && file.Text.Contains(name, StringComparison.Ordinal))
            .Select(file => file.Path)
            .Should().BeEmpty();

    [Fact]
    public void Resources_and_functions_do_not_know_the_wires_folder() =>
        Sources.CSharp("provider")
            .Where(file => !file.Path.StartsWith("provider/Rpc/", StringComparison.Ordinal) && file.Path != "provider/Program.cs")
            .Where(file => file.Text.Contains("JumpCloud.Rpc", StringComparison.Ordinal))
            .Select(file => file.Path)
            .Should().BeEmpty();

    [Theory]
    [InlineData("provider")]
    [InlineData("tests/Emulator")]
    [InlineData("tests/EngineHost")]
    public void No_file_is_longer_than_one_can_read_at_a_sitting(string folder) =>
        Sources.CSharp(folder)
            .Select(file => (file.Path, Lines: file.Text.Split('\n').Length - 1))
            .Where(file => file.Lines > MostLines)
            .Should().BeEmpty();

    [Theory]
    [InlineData("TO" + "DO")]
    [InlineData("FIX" + "ME")]
    [InlineData("NotImplemented" + "Exception")]
    public void Nothing_is_left_for_later(string word) =>
        new[] { "provider", "tests" }.SelectMany(Sources.CSharp)
            .Where(file => file.Text.Contains(word, StringComparison.Ordinal))
            .Select(file => file.Path)
            .Should().BeEmpty();

    /// <summary>A cast makes a text of a number, throws at an object, and tells nobody where it was.</summary>
    [Theory]
    [InlineData(@"\((string|bool|int|long|double|decimal)\??\)[\w.]+\??\[")]
    [InlineData(@"\((bool|int|long|double|decimal)\??\)\(.* as JValue\)")]
    [InlineData(@"\.Value<\w+>\(")]
    [InlineData(@"JToken\.Parse|JObject\.Parse|JArray\.Parse|JsonTextReader")]
    public void An_answer_is_read_by_JsonText_and_JsonFields_only(string pattern) =>
        Sources.CSharp("provider")
            .SelectMany(file => file.Text.Split('\n').Where(line => Regex.IsMatch(line, pattern)).Select(line => $"{file.Path}: {line.Trim()}"))
            .Where(line => !line.StartsWith("provider/Clients/JumpCloud/ProvisionApi.cs", StringComparison.Ordinal))
            .Should().BeEmpty();

    [Fact]
    public void No_message_to_the_engine_is_an_error() =>
        Sources.CSharp("provider")
            .Where(file => file.Text.Contains("LogSeverity.Error", StringComparison.Ordinal))
            .Select(file => file.Path)
            .Should().BeEmpty("an error in the log fails the whole deployment");

    [Fact]
    public void No_pattern_takes_a_line_break_after_what_it_describes() =>
        Sources.CSharp("provider")
            .Where(file => file.Text.Contains("$\")]", StringComparison.Ordinal))
            .Select(file => file.Path)
            .Should().BeEmpty("$ stands before a last line break too; \\z does not");

    [Fact]
    public void Every_call_of_the_protocol_is_served()
    {
        var served = typeof(ResourceProviderService)
            .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Select(method => method.Name);

        served.Should().BeEquivalentTo(ResourceProvider.Descriptor.Methods.Select(method => method.Name));
    }

    [Theory]
    [MemberData(nameof(ResourceNames))]
    public void A_resource_has_the_files_that_its_siblings_have(string name)
    {
        var folder = Path.Combine(Sources.Root, "provider", "Resources", name);

        var files = Directory.EnumerateFiles(folder).Select(Path.GetFileName);

        files.Should().Contain([$"{name}.cs", $"{name}Args.cs", $"{name}State.cs", $"{name}Check.cs", $"{name}.md"]);
    }

    [Fact]
    public void A_function_has_a_page_that_names_its_arguments_and_results()
    {
        foreach (var function in Registry.Functions)
        {
            var name = function.Token.Split(':')[^1];
            var page = Path.Combine(Sources.Root, "provider", "Functions", $"{name}.md");
            File.Exists(page).Should().BeTrue($"{name} needs the page {page}");
            var text = File.ReadAllText(page);
            function.Arguments.Concat(function.Results).Select(row => row.Name)
                .Where(property => !text.Contains($"`{property}`", StringComparison.Ordinal)).Should().BeEmpty(name);
        }
    }

    public static TheoryData<string> ResourceNames => [.. Registry.Resources.Select(resource => resource.Token.Split(':')[^1])];
}
