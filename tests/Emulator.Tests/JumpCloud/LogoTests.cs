using FluentAssertions;
using Xunit;

namespace JumpCloud.Tests;

public sealed class LogoTests : JumpCloudTest
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    [Fact]
    public async Task An_image_is_uploaded_and_removed()
    {
        var application = await CreateApplicationAsync();
        var id = (string)application["_id"]!;

        (await UploadAsync(id, Png)).Should().Be(204);

        Host.JumpCloud.FindApplication(id)!.Logo.Should().Equal(Png);
        var url = (string?)(await ApiAsync("GET", $"applications/{id}")).Json["logo"]!["url"];
        url.Should().NotBe((string?)application["logo"]!["url"]);
        (await ApiAsync("DELETE", $"v2/applications/{id}/logo")).Status.Should().Be(204);
        ((string?)(await ApiAsync("GET", $"applications/{id}")).Json["logo"]!["url"]).Should()
            .Be((string?)application["logo"]!["url"]);
    }

    [Fact]
    public async Task The_image_is_in_a_part_of_that_name()
    {
        var id = (string)(await CreateApplicationAsync())["_id"]!;

        (await UploadAsync(id, Png, part: "logo")).Should().Be(400);
    }

    [Theory]
    [InlineData("hello", false, 204)]
    [InlineData("hello", true, 400)]
    [InlineData("", true, 400)]
    [InlineData("GIF89a", true, 204)]
    public async Task What_is_an_image_is_not_documented(string text, bool mustBeCommon, int status)
    {
        Host.Switches.LogosMustBeCommonImages = mustBeCommon;
        var id = (string)(await CreateApplicationAsync())["_id"]!;

        (await UploadAsync(id, System.Text.Encoding.Latin1.GetBytes(text))).Should().Be(status);
    }

    [Theory]
    [InlineData(0, 204)]
    [InlineData(500 * 1024, 400)]
    public async Task How_large_an_image_may_be_is_not_documented(int most, int status)
    {
        Host.Switches.MaxLogoBytes = most;
        var id = (string)(await CreateApplicationAsync())["_id"]!;

        (await UploadAsync(id, [.. Png, .. new byte[500 * 1024]])).Should().Be(status);
    }

    [Fact]
    public async Task An_unknown_application_is_404()
    {
        (await UploadAsync("5f00000000000000000000ff", Png)).Should().Be(404);
    }

    private async Task<int> UploadAsync(string id, byte[] bytes, string part = "image")
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(20) };
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), part, "logo.png" } };
        using var message = new HttpRequestMessage(HttpMethod.Post,
            new Uri(Host.ConsoleUrl, $"/api/v2/applications/{id}/logo")) { Content = form };
        message.Headers.Add("x-api-key", "jca_emulator_administrator");
        return (int)(await http.SendAsync(message)).StatusCode;
    }
}
