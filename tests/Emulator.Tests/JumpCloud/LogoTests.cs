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

    [Theory]
    [InlineData("hello", "image", 400)]
    [InlineData("\u0089PNG", "logo", 400)]
    [InlineData("", "image", 400)]
    public async Task What_is_no_image_is_refused(string text, string part, int status)
    {
        var id = (string)(await CreateApplicationAsync())["_id"]!;

        (await UploadAsync(id, System.Text.Encoding.Latin1.GetBytes(text), part)).Should().Be(status);
    }

    [Fact]
    public async Task An_image_may_not_be_larger_than_500_KiB()
    {
        var id = (string)(await CreateApplicationAsync())["_id"]!;

        (await UploadAsync(id, [.. Png, .. new byte[500 * 1024]])).Should().Be(400);
        (await UploadAsync(id, [.. Png, .. new byte[500 * 1024 - Png.Length]])).Should().Be(204);
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
