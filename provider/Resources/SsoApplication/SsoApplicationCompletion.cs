using JumpCloud.Clients;
using JumpCloud.Core;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Resources;

/// <summary>The steps after an application was written or read; collects what fails instead of losing the application.</summary>
internal sealed class SsoApplicationCompletion(string id, JObject application, OperationContext operation)
{
    // A new application's metadata may lag behind it.
    private static readonly TimeSpan[] AskAgainAfter =
        [TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)];

    private readonly JumpCloudClient _jumpCloud = operation.Clients.JumpCloud;
    private readonly List<string> _failures = [];

    public IReadOnlyList<string> Failures => _failures;

    public string? OrganizationId { get; private set; } = (string?)application["organization"];

    /// <returns>Whether the image is at JumpCloud, or there is none to bring there.</returns>
    public async ValueTask<bool> UploadLogoAsync(Input<PropertyValue> logo)
    {
        if (!logo.IsKnown)
            return true;
        var isUploaded = false;
        await TryAsync("its logo was not uploaded", async () =>
        {
            if (await LogoImage.ReadAsync(logo.Value, operation.Cancellation) is { } image)
                await _jumpCloud.UploadApplicationLogoAsync(id, image.Bytes, image.FileName, operation.Cancellation);
            isUploaded = true;
        });
        return isUploaded;
    }

    /// <returns>Null where it could not be read.</returns>
    public async ValueTask<string?> ReadMetadataAsync(bool isNew)
    {
        string? xml = null;
        await TryAsync("its metadata could not be read", async () =>
        {
            OrganizationId ??= await _jumpCloud.ReadOrganizationIdAsync(operation.Cancellation);
            var text = await ReadAsync(OrganizationId, isNew);
            SamlMetadata.Parse(text);
            xml = text;
        });
        return xml;
    }

    private async ValueTask<string> ReadAsync(string organizationId, bool isNew)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await _jumpCloud.ReadApplicationMetadataAsync(organizationId, id, operation.Cancellation);
            }
            catch (ApiException exception) when (exception.IsNotFound && isNew && attempt < AskAgainAfter.Length)
            {
                await Task.Delay(AskAgainAfter[attempt], operation.Time, operation.Cancellation);
            }
        }
    }

    private async ValueTask TryAsync(string what, Func<ValueTask> step)
    {
        try
        {
            await step();
        }
        catch (Exception exception) when (ReasonOf(exception) is { } reason)
        {
            _failures.Add(
                $"The application {(string?)application["displayLabel"]} ({id}) exists, but {what}: {reason}. "
                + "The next up completes it");
        }
    }

    // Null for a bug: that is reported as one.
    private static string? ReasonOf(Exception exception) => exception switch
    {
        ApiException or IOException or UnauthorizedAccessException => exception.Message,
        SamlMetadataException => $"what JumpCloud gave {exception.Message}",
        OperationCanceledException => "the operation was cancelled",
        _ => null,
    };
}
