using JumpCloud.Clients;
using JumpCloud.Core;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Resources;

/// <summary>
/// What follows the write or the read of an application: its image and its metadata. The application exists, so whatever fails
/// now leaves it in state, to be completed by the next update.
/// </summary>
internal sealed class SsoApplicationCompletion(string id, JObject application, OperationContext operation)
{
    // An application's metadata may lag behind it.
    private static readonly TimeSpan[] AskAgainAfter =
        [TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)];

    private readonly JumpCloudClient _jumpCloud = operation.Clients.JumpCloud;
    private readonly List<string> _failures = [];
    private string? _organizationId = application.Text("organization");

    /// <summary>The image as it stands, for a read.</summary>
    public LogoOutcome Logo { get; set; }

    public async ValueTask UploadLogoAsync(Input<PropertyValue> logo)
    {
        if (!logo.IsKnown)
            return;
        Logo = new LogoOutcome(IsMissing: true);
        await TryAsync("its logo was not uploaded", async () =>
        {
            if (await LogoImage.ReadAsync(logo.Value, operation.Cancellation) is { } image)
                await _jumpCloud.UploadApplicationLogoAsync(id, image.Bytes, image.FileName, operation.Cancellation);
            Logo = default;
        });
    }

    public async ValueTask ChangeLogoAsync(SsoApplicationArgs news, SsoApplicationArgs olds, SsoApplicationState state)
    {
        var isCurrent = news.Logo.IsKnown && olds.Logo.IsKnown && !state.IsLogoMissing
            && LogoImage.IsSame(olds.Logo.Value.Plain, news.Logo.Value.Plain);
        if (news.Logo.IsPresent)
            await UploadLogoAsync(isCurrent ? Input<PropertyValue>.Absent : news.Logo);
        else if ((olds.Logo.IsKnown ? olds.Logo.Value : state.Logo) is { } earlier)
            await RemoveLogoAsync(earlier);
    }

    /// <param name="args">The inputs that the state belongs to; null on import.</param>
    /// <param name="earlier">The state so far; null for a new application and on import.</param>
    /// <exception cref="PartialStateException{TState}">Something is not as it should be.</exception>
    public async ValueTask<SsoApplicationState> FinishAsync(
        SsoApplicationArgs? args, SsoApplicationState? earlier, ApplicationTemplate? template)
    {
        var isNew = earlier is null && args is not null;
        var metadata = SsoApplicationMapping.IsBookmark(application) ? null : await ReadMetadataAsync(isNew, earlier);
        var ssoHost = operation.Clients.Config.SsoUrl;
        var state = SsoApplicationMapping.ToState(application, args, earlier, template, metadata, ssoHost) with
        {
            OrganizationId = _organizationId ?? earlier?.OrganizationId,
            IsLogoMissing = Logo.IsMissing,
            Logo = Logo.Left,
        };
        return _failures.Count == 0 ? state : throw new PartialStateException<SsoApplicationState>(id, state, _failures);
    }

    // What is gone already is removed.
    private async ValueTask RemoveLogoAsync(PropertyValue earlier)
    {
        Logo = new LogoOutcome(Left: earlier);
        await TryAsync("its logo was not removed", async () =>
        {
            try
            {
                await _jumpCloud.DeleteApplicationLogoAsync(id, operation.Cancellation);
            }
            catch (ApiException exception) when (exception.IsNotFound)
            {
                await operation.Log.DebugAsync($"The logo of the application {id} was gone already.");
            }

            Logo = default;
        });
    }

    // Null where it could not be read.
    private async ValueTask<string?> ReadMetadataAsync(bool isNew, SsoApplicationState? earlier)
    {
        string? xml = null;
        await TryAsync("its metadata could not be read", async () =>
        {
            _organizationId ??= await _jumpCloud.ReadOrganizationIdAsync(operation.Cancellation);
            var text = await ReadMetadataAsync(_organizationId, isNew, NewCertificate(earlier));
            if (SamlMetadata.Parse(text).Certificates.Any(certificate => !certificate.IsReadable))
                throw new SamlMetadataException("has an X509Certificate that is not a certificate");
            xml = text;
        });
        return xml;
    }

    private async ValueTask<string> ReadMetadataAsync(string organizationId, bool isNew, SamlCertificate? newCertificate)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var text = await _jumpCloud.ReadApplicationMetadataAsync(organizationId, id, operation.Cancellation);
                if (newCertificate is null || SamlMetadata.Parse(text).Certificates.Any(one => one.Raw == newCertificate.Raw))
                    return text;
                if (attempt == AskAgainAfter.Length)
                    throw new SamlMetadataException("does not have the application's new certificate yet");
            }
            catch (ApiException exception) when (exception.IsNotFound && isNew && attempt < AskAgainAfter.Length)
            {
                await operation.Log.DebugAsync($"The metadata of the application {id} are not there yet.");
            }

            await Task.Delay(AskAgainAfter[attempt], operation.Time, operation.Cancellation);
        }
    }

    // Metadata that lag behind a change of the certificate would be handed on, and nobody could sign in with them.
    private SamlCertificate? NewCertificate(SsoApplicationState? earlier) =>
        earlier?.IdpCertificate is { } former && SsoApplicationMapping.CertificateOf(application) is { } current
        && !PemText.IsSameCertificate(former, current)
            ? SamlCertificate.FromPem(current)
            : null;

    private async ValueTask TryAsync(string what, Func<ValueTask> step)
    {
        try
        {
            await step();
        }
        catch (Exception exception) when (ReasonOf(exception) is { } reason)
        {
            _failures.Add(
                $"The application {application.Text("displayLabel")} ({id}) exists, but {what}: {reason}. "
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

/// <summary>How the image at JumpCloud differs from the one of the inputs; the default is: not at all.</summary>
/// <param name="IsMissing">The image of the inputs has not reached JumpCloud.</param>
/// <param name="Left">An image that the inputs no longer have and JumpCloud still may have.</param>
internal readonly record struct LogoOutcome(bool IsMissing = false, PropertyValue? Left = null);
