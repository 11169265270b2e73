using FluentAssertions;
using Google.Protobuf.WellKnownTypes;
using JumpCloud.EngineHost.Yaml;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests.Yaml;

/// <summary>Texts to trees, and values to texts, as the real YAML host (a Go program) does it.</summary>
public sealed class YamlSyntaxTests
{
    [Theory]
    [InlineData("costs $$5", "costs $5")]
    [InlineData("$${not.this}", "${not.this}")]
    [InlineData("a $ b", "a $ b")]
    [InlineData("", "")]
    public void A_string_without_interpolations_is_a_literal(string text, string expected)
        => Parse($"'{text}'").Should().BeOfType<LiteralExpr>().Which.Value.StringValue.Should().Be(expected);

    [Theory]
    [InlineData("${one}", "one")]
    [InlineData("${one.tags.of}", "one.tags.of")]
    [InlineData("${one.list[2].name}", "one.list[2].name")]
    [InlineData("${one[\"dotted.key\"].x}", "one.dotted.key.x")]
    [InlineData("${wire:flag}", "wire:flag")]
    public void A_string_that_is_one_access_keeps_the_values_type(string text, string expected)
        => Parse($"'{text}'").Should().BeOfType<SymbolExpr>().Which.Access.ToString().Should().Be(expected);

    [Theory]
    [InlineData("${one.gen", "unterminated interpolation")]
    [InlineData("${one[\"a}", "missing closing quote in property name")]
    [InlineData("${one[1}", "missing closing bracket in list index")]
    [InlineData("${one[x]}", "invalid list index")]
    [InlineData("${[0].x}", "the root property must be a string subscript or a name")]
    [InlineData("${}", "an interpolation must name a resource, a variable or a config value")]
    public void A_malformed_interpolation_says_what_is_wrong_with_it(string text, string message)
    {
        var diagnostics = new YamlDiagnostics("Pulumi.yaml");

        TemplateParser.Parse($"variables:\n  v: '{text}'\n", diagnostics);

        diagnostics.Errors.Should().Equal($"Pulumi.yaml:2:6: {message}: \"{text}\"");
    }

    [Theory]
    [InlineData("12", 12)]
    [InlineData("-1.5e3", -1500)]
    [InlineData("1_000", 1000)]
    [InlineData("0x1F", 31)]
    [InlineData("0o17", 15)]
    [InlineData("017", 15)]
    [InlineData("0b101", 5)]
    public void Plain_scalars_are_numbers_by_the_rules_of_yaml_v3(string text, double expected)
        => Parse(text).Should().BeOfType<LiteralExpr>().Which.Value.Should().Be(Value.ForNumber(expected));

    [Theory]
    [InlineData("'12'")]
    [InlineData("1.2.3")]
    [InlineData("2026-11-23")]
    [InlineData("yes")]
    public void Other_scalars_are_strings(string text)
        => Parse(text).Should().BeOfType<LiteralExpr>().Which.Value.HasStringValue.Should().BeTrue();

    [Theory]
    [InlineData(1, "1")]
    [InlineData(-0.25, "-0.25")]
    [InlineData(123456, "123456")]
    [InlineData(1000000, "1e+06")]
    [InlineData(1234567.5, "1.2345675e+06")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00001, "1e-05")]
    public void Numbers_in_strings_are_written_as_fmt_writes_them(double value, string expected)
        => GoFormat.Number(value).Should().Be(expected);

    [Fact]
    public void Json_has_sorted_keys_and_escaped_html()
    {
        var value = ConfigType.FromToken(JToken.Parse("""{"b": [1, 1000000, 0.5, null, true], "a": "<&>\n\u0001\""}"""));

        GoFormat.Json(value).Should().Be("""{"a":"\u003c\u0026\u003e\n\u0001\"","b":[1,1000000,0.5,null,true]}""");
    }

    [Theory]
    [InlineData("12345", 12345d)]
    [InlineData("012", "012")]
    [InlineData("0.5", 0.5)]
    [InlineData("true", true)]
    [InlineData("t", true)]
    [InlineData("hello", "hello")]
    [InlineData("{broken", "{broken")]
    [InlineData("NaN", "NaN")]
    public void Configuration_texts_become_what_they_read_as(string text, object expected)
        => ConfigType.FromText(text).Should().Be(expected switch
        {
            double number => Value.ForNumber(number),
            bool boolean => Value.ForBool(boolean),
            _ => Value.ForString((string)expected),
        });

    [Fact]
    public void Configuration_objects_and_lists_are_json()
        => ConfigType.FromText("""{"a": [1]}""").StructValue.Fields["a"].ListValue.Values.Should().Equal(Value.ForNumber(1));

    private static Expr Parse(string scalar)
    {
        var diagnostics = new YamlDiagnostics("Pulumi.yaml");
        var template = TemplateParser.Parse($"variables:\n  v: {scalar}\n", diagnostics);
        diagnostics.Errors.Should().BeEmpty();
        return template!.Variables.Single().Value;
    }
}
