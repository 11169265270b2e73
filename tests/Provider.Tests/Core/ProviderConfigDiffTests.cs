using FluentAssertions;
using JumpCloud.Core;
using Xunit;

namespace JumpCloud.Tests.Core;

public sealed class ProviderConfigDiffTests
{
    [Theory]
    [InlineData("organizationId=a", "organizationId=b", "organizationId")]
    [InlineData("region=us", "region=eu", "region")]
    [InlineData("", "region=eu", "region")]
    [InlineData("consoleUrl=https://a", "consoleUrl=https://b", "consoleUrl")]
    [InlineData("", "pulumiApiUrl=https://pulumi.example.com", "pulumiApiUrl")]
    public void Another_tenant_replaces_the_provider(string olds, string news, string path) =>
        Diff(olds, news).Should().ContainSingle(change => change.Path == path && change.Replaces);

    [Theory]
    [InlineData("apiKey=a", "apiKey=b")]
    [InlineData("apiKey=a", "clientId=i;clientSecret=s")]
    [InlineData("maxRetries=1", "maxRetries=2")]
    [InlineData("pulumiAccessToken=a", "pulumiAccessToken=b")]
    [InlineData("insightsUrl=https://a", "insightsUrl=https://b")]
    [InlineData("", "organizationId=a")]
    [InlineData("", "region=us")]
    [InlineData("region=us", "region=..")]
    [InlineData("region=us", "consoleUrl=https://[")]
    [InlineData("region=eu", "consoleUrl=https://console.eu.jumpcloud.com/")]
    [InlineData("", "pulumiApiUrl=https://api.pulumi.com")]
    [InlineData("version=1.0.0", "version=1.1.0")]
    public void Whatever_may_be_the_same_tenant_is_an_update(string olds, string news)
    {
        var changes = Diff(olds, news);

        changes.Should().NotBeEmpty();
        changes.Should().NotContain(change => change.Replaces);
    }

    [Theory]
    [InlineData("apiKey=a;region=us", "region=us;apiKey=a")]
    [InlineData("maxRetries=1", "maxRetries=1.0")]
    public void The_same_in_other_words_is_no_change(string olds, string news) => Diff(olds, news).Should().BeEmpty();

    [Fact]
    public void An_organization_that_is_not_known_yet_replaces_nothing()
    {
        var changes = ProviderConfigDiff.Run(Map("organizationId=a"), PropertyMap.Of(("organizationId", PropertyValue.Unknown))).Changes;

        changes.Should().Equal(new PropertyChange("organizationId", ChangeKind.Update, Replaces: false));
    }

    private static IEnumerable<PropertyChange> Diff(string olds, string news) => ProviderConfigDiff.Run(Map(olds), Map(news)).Changes;

    private static PropertyMap Map(string text) =>
        PropertyMap.Of(text.Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Select(pair => KeyValuePair.Create(pair[0], PropertyValue.Of(pair[1]))));
}
