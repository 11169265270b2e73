using FluentAssertions;
using JumpCloud.Core;
using JumpCloud.Rpc;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests.Conventions;

/// <summary>schema.json and the rows say the same.</summary>
public sealed class SchemaTests
{
    private static readonly JObject Schema = JObject.Parse(PackageSchema.Text);

    [Fact]
    public void The_schema_has_the_providers_version() => Schema.Value<string>("version").Should().Be(ProviderVersion.Text);

    [Fact]
    public void The_schema_names_what_the_registry_has()
    {
        Names("resources").Should().BeEquivalentTo(
            Registry.Resources.Select(resource => resource.Token).Concat(Registry.Components.Select(component => component.Token)));
        Names("functions").Should().BeEquivalentTo(Registry.Functions.Select(function => function.Token));
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public void A_resource_is_described_as_its_rows_are(string token)
    {
        var rows = Registry.Catalog.Resource(token).Properties;
        var resource = (JObject)Schema["resources"]![token]!;
        var inputs = rows.Where(row => !row.OutputOnly).ToList();

        SchemaRows.ProblemsOf(Schema, resource["inputProperties"], inputs, replaces: true).Should().BeEmpty();
        SchemaRows.ProblemsOf(Schema, resource["properties"], [.. rows], replaces: true).Should().BeEmpty();
        Strings(resource["requiredInputs"]).Should().Equal(inputs.Where(row => row.Required).Select(row => row.Name));
        inputs.Where(row => row.Default is not null).Select(row => row.Name).Should().BeSubsetOf(Strings(resource["required"]));
        resource.Value<string>("description").Should().NotBeNullOrEmpty();
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public void What_a_list_can_be_asked_is_described_as_its_rows_are(string token)
    {
        var listInputs = Schema["resources"]![token]!["listInputs"];
        if (Registry.Catalog.Resource(token) is not IListable listable)
        {
            listInputs.Should().BeNull();
            return;
        }

        listInputs.Should().NotBeNull();
        SchemaRows.ProblemsOf(Schema, listInputs!["properties"], [.. listable.Query], replaces: false).Should().BeEmpty();
        Strings(listInputs["required"]).Should().Equal(listable.Query.Where(row => row.Required).Select(row => row.Name));
    }

    [Fact]
    public void Every_component_is_described_as_its_rows_are()
    {
        foreach (var component in Registry.Components)
        {
            var schema = (JObject)Schema["resources"]![component.Token]!;
            var inputs = component.Properties.Where(row => !row.OutputOnly).ToList();

            schema.Value<bool>("isComponent").Should().BeTrue();
            SchemaRows.ProblemsOf(Schema, schema["inputProperties"], inputs, replaces: false).Should().BeEmpty(component.Token);
            Strings(schema["requiredInputs"]).Should().Equal(inputs.Where(row => row.Required).Select(row => row.Name));
        }
    }

    [Fact]
    public void Every_function_is_described_as_its_rows_are()
    {
        foreach (var function in Registry.Functions)
        {
            var schema = (JObject)Schema["functions"]![function.Token]!;

            SchemaRows.ProblemsOf(Schema, schema.SelectToken("inputs.properties"), [.. function.Arguments], replaces: false)
                .Should().BeEmpty(function.Token);
            Strings(schema.SelectToken("inputs.required"))
                .Should().Equal(function.Arguments.Where(row => row.Required).Select(row => row.Name));
            SchemaRows.ProblemsOf(Schema, schema.SelectToken("outputs.properties"), [.. function.Results], replaces: false)
                .Should().BeEmpty(function.Token);
            function.Results.Where(row => row.Required).Select(row => row.Name)
                .Except(Strings(schema.SelectToken("outputs.required"))).Should().BeEmpty(function.Token);
            schema.Value<string>("description").Should().NotBeNullOrEmpty();
        }
    }

    [Fact]
    public void The_providers_configuration_is_described_as_its_rows_are()
    {
        var rows = ProviderConfigRows.All;

        SchemaRows.ProblemsOf(Schema, Schema.SelectToken("config.variables"), [.. rows], replaces: false).Should().BeEmpty();
        SchemaRows.ProblemsOf(Schema, Schema.SelectToken("provider.inputProperties"), [.. rows], replaces: false).Should().BeEmpty();
        SchemaRows.ProblemsOf(Schema, Schema.SelectToken("provider.properties"), [.. rows], replaces: false).Should().BeEmpty();
    }

    [Fact]
    public void Every_environment_variable_is_named_where_its_property_is_described()
    {
        foreach (var (name, variable) in ProviderConfigRows.Environment)
            Schema.SelectToken($"config.variables.{name}.description")!.Value<string>().Should().Contain($"`{variable}`");
    }

    [Fact]
    public void Every_type_is_used_and_every_reference_leads_somewhere()
    {
        var used = Schema.SelectTokens("$..['$ref']").Select(reference => reference.Value<string>()!)
            .Where(reference => reference.StartsWith("#/types/", StringComparison.Ordinal))
            .Select(reference => Uri.UnescapeDataString(reference["#/types/".Length..]));

        used.Distinct().Should().BeEquivalentTo(Names("types"));
    }

    [Fact]
    public void Every_property_and_every_choice_is_described()
    {
        var properties = Schema.SelectTokens("$..properties").Concat(Schema.SelectTokens("$..inputProperties"))
            .OfType<JObject>().SelectMany(properties => properties.Properties());
        var choices = Schema.SelectTokens("$..enum").OfType<JArray>().SelectMany(choices => choices);

        properties.Where(property => property.Value.SelectToken("description") is null).Select(property => property.Path).Should().BeEmpty();
        choices.Where(choice => choice.SelectToken("description") is null).Select(choice => choice.Path).Should().BeEmpty();
    }

    [Fact]
    public void Trap_17_no_id_is_a_number() =>
        Schema.SelectTokens("$..properties").Concat(Schema.SelectTokens("$..inputProperties"))
            .OfType<JObject>().SelectMany(properties => properties.Properties())
            .Where(property => property.Name.EndsWith("Id", StringComparison.Ordinal)
                && (string?)property.Value["type"] is "integer" or "number")
            .Select(property => property.Path)
            .Should().BeEmpty();

    public static TheoryData<string> Resources => [.. Registry.Resources.Select(resource => resource.Token)];

    private static IEnumerable<string> Names(string section) => ((JObject)Schema[section]!).Properties().Select(property => property.Name);

    private static IEnumerable<string> Strings(JToken? list) => (list as JArray ?? []).Select(item => item.Value<string>()!);
}
