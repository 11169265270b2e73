using System.Net;
using System.Text;
using FluentAssertions;
using JumpCloud.Core;
using Newtonsoft.Json;
using Xunit;

namespace JumpCloud.Tests.Core;

public sealed class KnownSecretsTests
{
    private const string Secret = "t0ken+/\"<\\&=é";

    public static TheoryData<string, string> Notations => new()
    {
        { "as it is", Secret },
        { "JSON", JsonConvert.ToString(Secret)[1..^1] },
        { "JSON of ASCII alone", JsonConvert.ToString(Secret, '"', StringEscapeHandling.EscapeNonAscii)[1..^1] },
        { "JSON of System.Text.Json", System.Text.Json.JsonSerializer.Serialize(Secret)[1..^1] },
        { "JSON within JSON", JsonConvert.ToString(JsonConvert.ToString(Secret)[1..^1])[1..^1] },
        { "an address", Uri.EscapeDataString(Secret) },
        { "an address within an address", Uri.EscapeDataString(Uri.EscapeDataString(Secret)) },
        { "HTML", WebUtility.HtmlEncode(Secret) },
        { "base64", Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)) },
    };

    [Theory]
    [MemberData(nameof(Notations))]
    public void A_secret_is_taken_out_in_every_notation(string notation, string text) =>
        Known(Secret).Scrub($"the token {text}, in {notation}").Should().Be($"the token [secret], in {notation}");

    [Fact]
    public void What_is_no_secret_stays()
    {
        const string text = "t0ken + / \" < \\ & = é: [secrets], t0ke+/\"<\\&=é";
        Known(Secret).Scrub(text).Should().Be(text);
        new KnownSecrets().Scrub(text).Should().Be(text);
    }

    [Fact]
    public void Of_two_secrets_the_longer_one_is_taken_out_whole() =>
        Known("acme", "acme-token").Scrub("acme-token of acme").Should().Be("[secret] of [secret]");

    [Fact]
    public void Two_letters_are_no_secret() => Known("ab", "").Scrub("a cab").Should().Be("a cab");

    [Fact]
    public void A_short_secret_is_taken_out_as_a_word_and_not_of_one() =>
        Known("tok", "token-12").Scrub("the tokens, tok and atoken-123").Should().Be("the tokens, [secret] and a[secret]3");

    [Fact]
    public void A_line_of_a_private_key_is_taken_out_and_so_is_its_file()
    {
        var key = TestCertificates.Of("known", TestMetadata.End).Key.ReplaceLineEndings("\n");
        var line = key.Split('\n')[7];
        var file = Convert.ToBase64String(Encoding.UTF8.GetBytes(key.TrimEnd()));

        Known(key).Scrub($"bad line {line}").Should().Be("bad line [secret]");
        Known(key).Scrub(JsonConvert.ToString(key)).Should().NotContain(line).And.Contain("[secret]");
        Known(key).Scrub(file).Should().NotContain(file[64..128]);
    }

    [Fact]
    public void Whatever_is_in_a_secret_is_one()
    {
        var secrets = new KnownSecrets();
        secrets.Add(Values.Map(
            ("plain", "plain-1"),
            ("deep", PropertyValue.Of([Values.Of(Values.Map(("token", PropertyValue.Secret(PropertyValue.Of("token-1")))))])),
            ("whole", PropertyValue.Secret(Values.Of(Values.Map(("a", "inner-1"), ("b", 7)))))));

        secrets.Scrub("plain-1 token-1 inner-1 7").Should().Be("plain-1 [secret] [secret] 7");
    }

    [Fact]
    public void An_output_that_a_service_makes_of_a_secret_is_one()
    {
        var inputs = Values.Map(("name", PropertyValue.Secret(PropertyValue.Of("Guild & Co"))), ("size", 1));
        var outputs = Values.Map(("names", new[] { "Guild & Co" }), ("xml", "<a>Guild &amp; Co</a>"), ("size", 1), ("other", "Guild"));

        var spread = RowSecrets.Spread(inputs, outputs);

        spread.Where(entry => entry.Value.IsSecret).Select(entry => entry.Key).Should().BeEquivalentTo("names", "xml");
        RowSecrets.Spread(Values.Map(("name", "Guild & Co")), outputs).Values.Should().OnlyContain(value => !value.IsSecret);
    }

    private static KnownSecrets Known(params string[] secrets)
    {
        var known = new KnownSecrets();
        foreach (var secret in secrets)
            known.Add(secret);
        return known;
    }
}
