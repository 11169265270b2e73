using System.Text;
using FluentAssertions;
using JumpCloud.Clients;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests.Clients;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("NaN")]
    [InlineData("[Infinity]")]
    [InlineData("[-Infinity]")]
    [InlineData("{\"a\":undefined}")]
    [InlineData("{'a':1}")]
    [InlineData("{a:1}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("[1,]")]
    [InlineData("[1 2]")]
    [InlineData("// one\n{}")]
    [InlineData("{} /* one */")]
    [InlineData("{} {}")]
    [InlineData("{}x")]
    [InlineData("[01]")]
    [InlineData("[0x10]")]
    [InlineData("[+1]")]
    [InlineData("[.5]")]
    [InlineData("[1.]")]
    [InlineData("\"a\tb\"")]
    [InlineData("\"\\x41\"")]
    [InlineData("new Date(1)")]
    [InlineData("{\"a\":")]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\u00a0{}")]
    public void What_RFC_8259_does_not_have_is_not_JSON(string text)
    {
        ProblemOf(text).Should().Be("is not JSON");
        JsonText.TryParse(text).Should().BeNull();
    }

    [Theory]
    [InlineData("{\"a\":1,\"a\":1}", "has a twice in one object")]
    [InlineData("[{\"a\":{\"\\u0061\":1,\"a\":2}}]", "has a twice in one object")]
    [InlineData("[\"\\ud800\"]", "holds half of a character, a surrogate without the other one")]
    [InlineData("[\"\\udc00\\ud800\"]", "holds half of a character, a surrogate without the other one")]
    [InlineData("{\"\\ud800\":1}", "holds half of a character, a surrogate without the other one")]
    public void What_readers_take_in_different_ways_is_refused(string text, string problem) => ProblemOf(text).Should().Be(problem);

    [Theory]
    [InlineData("22c328")] // "Ã(" cut short
    [InlineData("22eda08022")] // a surrogate in UTF-8
    [InlineData("fffe7b007d00")] // {} in UTF-16 with a byte order mark
    [InlineData("22e922")] // "é" in Latin-1
    public void What_is_not_UTF_8_is_refused(string hex)
    {
        var parse = () => JsonText.Parse(Convert.FromHexString(hex));

        parse.Should().Throw<JsonTextException>().WithMessage("is not written in UTF-8");
    }

    [Fact]
    public void A_byte_order_mark_may_stand_before_a_document()
    {
        byte[] text = [0xEF, 0xBB, 0xBF, .. "{\"a\":\"\\ud83d\\ude00\"}"u8];

        ((string?)JsonText.Parse(text)["a"]).Should().Be("😀");
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    public void A_document_may_have_64_levels_and_no_more(string open, string close)
    {
        JsonText.TryParse(Nested(64)).Should().NotBeNull();
        ProblemOf(Nested(65)).Should().Be("is nested deeper than 64 levels");
        ProblemOf(string.Concat(Enumerable.Repeat(open, 1_000_000))).Should().Be("is nested deeper than 64 levels");

        string Nested(int levels) =>
            string.Concat(Enumerable.Repeat(open, levels - 1)) + "[]" + string.Concat(Enumerable.Repeat(close, levels - 1));
    }

    [Theory]
    [InlineData("9223372036854775807")]
    [InlineData("9223372036854775808")]
    [InlineData("9007199254740993")]
    [InlineData("123456789012345678901234567890123456789012345678901234567890")]
    [InlineData("0.10")]
    [InlineData("1.000")]
    [InlineData("0.1000000000000000055511151231257827021181583404541015625")]
    [InlineData("-0")]
    [InlineData("-0.0")]
    [InlineData("1e5")]
    [InlineData("1E+5")]
    [InlineData("1e400")]
    [InlineData("-1E-400")]
    public void A_number_is_written_back_as_it_came(string number)
    {
        var document = JsonText.TryParse($"{{\"a\":[{number}]}}")!;

        document.DeepClone().ToString(Formatting.None).Should().Be($"{{\"a\":[{number}]}}");
        JToken.DeepEquals(document, JsonText.TryParse($"{{\"a\":[{number}]}}")).Should().BeTrue();
    }

    [Fact]
    public void A_number_of_a_million_digits_costs_no_more_than_its_text()
    {
        var number = new string('7', 1_000_000);

        JsonText.TryParse($"[{number}]")!.ToString(Formatting.None).Should().Be($"[{number}]");
    }

    private static string ProblemOf(string text)
    {
        var parse = () => JsonText.Parse(Encoding.UTF8.GetBytes(text));
        return parse.Should().Throw<JsonTextException>().Which.Message;
    }
}
