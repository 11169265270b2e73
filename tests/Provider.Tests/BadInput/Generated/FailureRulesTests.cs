using FluentAssertions;
using Xunit;
using CheckFailure = Pulumirpc.CheckFailure;

namespace JumpCloud.Tests.Generated;

/// <summary>That the rules for refusals find what breaks them.</summary>
public sealed class FailureRulesTests
{
    [Theory]
    [InlineData("name", "must be a string, but is a number")]
    [InlineData("saml.acsUrls[0]", "must be an address")]
    [InlineData("[\"a.b\"]", "is not a known property; did you mean name?")]
    [InlineData("", "saml.idpPrivateKey is not the key of saml.idpCertificate")]
    [InlineData("", "the environment variable JUMPCLOUD_REGION must be one of us, eu, in")]
    public void A_good_refusal_breaks_none(string property, string reason) => ProblemsOf(property, reason).Should().BeEmpty();

    [Theory]
    [InlineData("", "something is wrong here", "names no property")]
    [InlineData("other", "must be a string", "names a property that nobody knows")]
    [InlineData("name", "", "is no sentence")]
    [InlineData("name", "wrong", "is no sentence")]
    [InlineData("name", " must be a string", "is no sentence")]
    [InlineData("name", "must be a string.", "does not end as a sentence that the engine ends")]
    [InlineData("name", "must be one of: ", "is no sentence")]
    [InlineData("name", "Object reference: NullReferenceException was thrown", "tells of the program's innards: NullReferenceException")]
    [InlineData("name", "cannot read System.String here", "tells of the program's innards: System.String")]
    [InlineData("name", "cannot be null (Parameter 'text')", "tells of the program's innards: Parameter '")]
    public void A_bad_one_breaks_the_rule_that_is_meant(string property, string reason, string problem) =>
        ProblemsOf(property, reason).Should().Equal(problem);

    [Fact]
    public void One_that_nobody_would_read_to_its_end_is_too_long() =>
        ProblemsOf("name", "must not be " + new string('x', 3000)).Should().Equal("is too long to be read");

    private static IEnumerable<string> ProblemsOf(string property, string reason) =>
        FailureRules.ProblemsOf(new CheckFailure { Property = property, Reason = reason }, ["name", "saml"], ["a.b"]);
}
