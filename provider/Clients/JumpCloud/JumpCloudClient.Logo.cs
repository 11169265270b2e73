using System.Net.Http.Headers;

namespace JumpCloud.Clients;

/// <summary>The image of an application in the User Portal (v2 <c>/applications/{id}/logo</c>).</summary>
internal sealed partial class JumpCloudClient
{
    /// <param name="fileName">With its extension, by which the kind of image is told.</param>
    public Task UploadApplicationLogoAsync(string id, byte[] image, string fileName, CancellationToken cancellation) =>
        SendAsync(
            new ApiRequest(HttpMethod.Post, LogoPath(id))
            {
                Content = () => LogoContent(image, fileName),

                // The same image again is the same image.
                IsRepeatable = true,
            },
            cancellation);

    /// <summary>Brings the template's image back.</summary>
    public Task DeleteApplicationLogoAsync(string id, CancellationToken cancellation) =>
        SendAsync(ApiRequest.Delete(LogoPath(id)), cancellation);

    private static string LogoPath(string id) => $"api/v2/applications/{Segment(id)}/logo";

    private static MultipartFormDataContent LogoContent(byte[] image, string fileName)
    {
        var part = new ByteArrayContent(image);
        part.Headers.ContentType = new MediaTypeHeaderValue(MediaTypeOf(fileName));
        return new MultipartFormDataContent { { part, "image", fileName } };
    }

    private static string MediaTypeOf(string fileName) => Path.GetExtension(fileName).ToLowerInvariant() switch
    {
        ".jpg" or ".jpeg" => "image/jpeg",
        ".gif" => "image/gif",
        ".png" => "image/png",
        ".svg" => "image/svg+xml",
        ".webp" => "image/webp",
        _ => "application/octet-stream",
    };
}
