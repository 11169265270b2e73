using System.Security.Cryptography;
using FluentAssertions;
using JumpCloud.Rpc;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests.Conventions;

/// <summary>
/// The committed C# SDK is the schema's. The generator needs the Pulumi CLI; that nothing was left out of the SDK, and that
/// the schema has not gone on since, shows without it.
/// </summary>
public sealed class SdkTests
{
    private static readonly JObject Schema = JObject.Parse(PackageSchema.Text);

    [Fact]
    public void The_SDK_was_generated_from_this_schema()
    {
        var schema = File.ReadAllText(Path.Combine(Sources.Root, "provider", "schema.json")).ReplaceLineEndings("\n");
        var generatedFrom = File.ReadAllText(Path.Combine(Sources.Root, "sdk", "schema.sha256")).Trim();

        var sum = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(schema)));

        generatedFrom.Should().Be(sum, "the C# SDK belongs to the schema: run sdk/generate and commit sdk/");
    }

    [Fact]
    public void The_SDK_has_a_file_for_everything_in_the_schema_and_no_other()
    {
        string[] fixedFiles =
        [
            ".gitattributes", ".gitignore", "Community.JumpCloud.csproj", "Config/Config.cs", "Config/README.md", "Enums.cs", "Provider.cs",
            "README.md", "Utilities.cs", "logo.png", "pulumi-plugin.json", "version.txt",
        ];

        var own = SdkFiles.All().Where(path => path.EndsWith(".cs", StringComparison.Ordinal)
            && !path.StartsWith("Inputs/", StringComparison.Ordinal) && !path.StartsWith("Outputs/", StringComparison.Ordinal));
        own.Except(fixedFiles).Should().BeEquivalentTo(
            Members("resources").Concat(Members("functions")).Select(member => $"{SdkFiles.Pascal(NameOf(member))}.cs"));
        SdkFiles.All().Should().Contain(fixedFiles);
    }

    [Theory]
    [InlineData("resources", "inputProperties", "Input")]
    [InlineData("resources", "properties", "Output")]
    [InlineData("functions", "inputs.properties", "Input")]
    public void Every_property_is_in_the_SDK_under_its_name(string section, string properties, string attribute)
    {
        foreach (var member in Members(section))
        {
            var text = SdkFiles.Text($"{SdkFiles.Pascal(NameOf(member))}.cs");
            text.Should().Contain(section == "resources" ? $"[JumpCloudResourceType(\"{member.Name}\")]" : $"\"{member.Name}\"");
            Names(member.Value.SelectToken(properties))
                .Where(name => !text.Contains($"[{attribute}(\"{name}\"", StringComparison.Ordinal)
                    || !text.Contains($" {SdkFiles.Pascal(name)}\n", StringComparison.Ordinal)
                        && !text.Contains($" {SdkFiles.Pascal(name)} {{ get;", StringComparison.Ordinal))
                .Should().BeEmpty(member.Name);
        }
    }

    [Fact]
    public void Every_result_of_a_function_is_in_the_SDK()
    {
        foreach (var member in Members("functions"))
        {
            var text = SdkFiles.Text($"{SdkFiles.Pascal(NameOf(member))}.cs");
            Names(member.Value.SelectToken("outputs.properties"))
                .Where(name => !text.Contains($" {SdkFiles.Pascal(name)};\n", StringComparison.Ordinal)).Should().BeEmpty(member.Name);
        }
    }

    [Fact]
    public void Every_field_of_every_type_is_in_the_SDK_and_every_choice()
    {
        var enums = SdkFiles.Text("Enums.cs");
        foreach (var type in Members("types"))
        {
            var name = SdkFiles.Pascal(NameOf(type));
            if (type.Value["enum"] is JArray choices)
            {
                enums.Should().Contain($"public readonly struct {name} :");
                choices.Select(choice => (string)choice["value"]!)
                    .Where(value => !enums.Contains($"new {name}(\"{value}\")", StringComparison.Ordinal)).Should().BeEmpty(name);
                continue;
            }

            var input = SdkFiles.Text($"Inputs/{name}Args.cs");
            var output = SdkFiles.Text($"Outputs/{name}.cs");
            (input + output).Should().NotBeEmpty(name);
            var fields = Names(type.Value["properties"]).ToList();
            fields.Where(field => input.Length > 0 && !input.Contains($"[Input(\"{field}\"", StringComparison.Ordinal)).Should().BeEmpty(name);
            fields.Where(field => output.Length > 0 && !output.Contains($" {SdkFiles.Pascal(field)};\n", StringComparison.Ordinal))
                .Should().BeEmpty(name);
        }
    }

    [Fact]
    public void The_configuration_is_in_the_SDK()
    {
        var names = Names(Schema.SelectToken("config.variables")).ToList();
        var (config, provider) = (SdkFiles.Text("Config/Config.cs"), SdkFiles.Text("Provider.cs"));

        names.Where(name => !config.Contains($"(\"{name}\")", StringComparison.Ordinal)).Should().BeEmpty();
        names.Where(name => !provider.Contains($"[Input(\"{name}\"", StringComparison.Ordinal)).Should().BeEmpty();
    }

    [Fact]
    public void The_SDK_asks_for_the_plugin_of_its_own_version()
    {
        SdkFiles.Text("version.txt").Should().Be("0.1.0");
        JObject.Parse(SdkFiles.Text("pulumi-plugin.json")).ToString(Newtonsoft.Json.Formatting.None)
            .Should().Be("""{"resource":true,"name":"jumpcloud","version":"0.1.0"}""");
    }

    private static IEnumerable<JProperty> Members(string section) => ((JObject)Schema[section]!).Properties();

    private static IEnumerable<string> Names(JToken? properties) =>
        (properties as JObject ?? []).Properties().Select(property => property.Name);

    private static string NameOf(JProperty member) => member.Name.Split(':')[^1];
}
