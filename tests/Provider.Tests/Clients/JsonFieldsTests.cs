using FluentAssertions;
using JumpCloud.Clients;
using JumpCloud.Core;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests.Clients;

public sealed class JsonFieldsTests
{
    private const string Remedy =
        "Check the address; if that is so, its API has changed: look for a newer version of the provider";

    [Theory]
    [InlineData("{\"name\":{}}", "with name that is an object, not a text")]
    [InlineData("{\"name\":[\"a\"]}", "with name that is a list, not a text")]
    [InlineData("{\"name\":5}", "with name that is another number, not a text")]
    [InlineData("{\"name\":true}", "with name that is true or false, not a text")]
    public void What_is_no_text_is_not_taken_for_one(string json, string problem) =>
        Refusal(Answer(json), document => document.Text("name")).Should().Be(problem);

    [Theory]
    [InlineData("\"true\"", "a text")]
    [InlineData("1", "another number")]
    public void What_is_no_flag_is_not_taken_for_one(string value, string kind) =>
        Refusal(Answer($"{{\"sso\":{{\"hidden\":{value}}}}}"), document => document.Flag("sso.hidden"))
            .Should().Be($"with sso.hidden that is {kind}, not true or false");

    [Theory]
    [InlineData("\"5\"", "a text")]
    [InlineData("1.5", "another number")]
    [InlineData("1e2", "another number")]
    [InlineData("2147483648", "another number")]
    [InlineData("99999999999999999999999", "another number")]
    public void What_is_no_whole_number_or_too_large_a_one_is_not_taken_for_one(string value, string kind) =>
        Refusal(Answer($"{{\"count\":{value}}}"), document => document.Integer("count"))
            .Should().Be($"with count that is {kind}, not a whole number of at most ten digits");

    [Fact]
    public void A_problem_within_a_list_or_a_copy_is_told_with_its_place()
    {
        var answer = Answer("{\"results\":[{},{\"sso\":\"saml\"},5]}");

        Refusal(answer, document => document.DeepClone()["results"]![1]!.Text("sso.type"))
            .Should().Be("with results[1].sso that is a text, not an object");
        Refusal(answer, document => document.Objects("results").Count())
            .Should().Be("with results[2] that is another number, not an object");
        Refusal(answer, document => document["results"]![0]!.RequiredText("to.id"))
            .Should().Be("without results[0].to.id");
    }

    [Fact]
    public void What_is_absent_or_null_is_not_there()
    {
        var answer = Answer("{\"a\":null,\"b\":{\"c\":null}}");

        (answer.Text("a"), answer.Text("a.b"), answer.Text("b.c"), answer.Text("x.y.z")).Should().Be((null, null, null, null));
        (answer.Flag("a"), answer.Integer("a"), answer.Number("a"), answer.Words("a"), answer.Object("a")).Should().Be((null, null, null, null, null));
        answer.Objects("a").Should().BeEmpty();
    }

    [Fact]
    public void A_number_of_any_size_reads_as_the_nearest_double()
    {
        var answer = Answer("{\"a\":1e400,\"b\":-1E-400,\"c\":9007199254740993,\"d\":0.5}");

        (answer.Number("a"), answer.Number("b"), answer.Number("c"), answer.Number("d"))
            .Should().Be((double.PositiveInfinity, -0.0, 9007199254740992, 0.5));
    }

    private static JToken Answer(string json)
    {
        var answer = JsonText.TryParse(json)!;
        answer.AddAnnotation(new AnswerOrigin("JumpCloud", "GET /a", 200, ApiOutcome.NotSent, "Check the address"));
        return answer;
    }

    private static string Refusal(JToken answer, Func<JToken, object?> read)
    {
        var reading = () => read(answer);
        var failure = reading.Should().Throw<ApiException>().Which;
        failure.Kind.Should().Be(ErrorKind.FailedPrecondition);
        failure.Message.Should().StartWith("JumpCloud answered 200 to GET /a ").And.EndWith($". {Remedy}");
        return failure.Message["JumpCloud answered 200 to GET /a ".Length..^(Remedy.Length + 2)];
    }
}
