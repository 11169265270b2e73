using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>
/// Reads and writes an organization's one SAML configuration without losing what it had: whatever is replaced was read first.
/// </summary>
internal sealed class SamlConfigurationWrite(string organization, PulumiCloudClient pulumiCloud, OperationContext operation)
{
    /// <summary>Says whose sign-in a create takes over: to the engine it is a create, to the people of the organization it is not.</summary>
    public async ValueTask WarnOfReplacementAsync(Input<string> wanted)
    {
        try
        {
            var live = await pulumiCloud.ReadSamlOrganizationAsync(organization, operation.Cancellation);
            if (live.IdpSsoDescriptor.Length == 0 || (wanted.IsKnown && IsSame(live, wanted.Value)))
                return;
            await operation.ForewarnAsync(
                $"{organization} has an identity provider already: {NameOf(live)}. This update puts the one of idpMetadataXml in "
                    + "its place, and with it everybody's sign-in moves there; who cannot sign in there yet loses access. "
                    + "The metadata that it has now are kept in previousIdpMetadataXml.");
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            // Check has said so already.
            await operation.Log.DebugAsync(exception.Message);
        }
        catch (ApiException exception) when (exception.IsUnavailable)
        {
            await operation.ForewarnAsync(
                $"Whether {organization} has an identity provider, which this update would replace, could not be verified: "
                    + exception.Message);
        }
    }

    /// <summary>Reads first: what is there already is adopted, and what it replaces is remembered.</summary>
    public async ValueTask<SamlConfigurationState> EnsureAsync(SamlConfigurationArgs args, SamlConfigurationState? state)
    {
        try
        {
            var live = await pulumiCloud.ReadSamlOrganizationAsync(organization, operation.Cancellation);
            var previous = state?.PreviousIdpMetadataXml ?? live.IdpSsoDescriptor;
            if (live.ValidationError is not null || !IsSame(live, args.IdpMetadataXml.Value))
                live = await ReplaceAsync(live, previous, args);
            else if (state is null && args.OnDelete.Or(SamlConfiguration.Forget) == SamlConfiguration.Restore)
                await WarnOfNothingToRestoreAsync();
            return Accepted(live, args, previous);
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            var reason = await ExplainAsync();
            throw new UserErrorException(
                ErrorKind.FailedPrecondition,
                state is null
                    ? reason
                    : $"The SAML configuration of {organization} is gone: {reason}. Then run pulumi refresh, then pulumi up",
                exception);
        }
    }

    // What a run that was killed knew of the earlier ones went with it.
    private ValueTask WarnOfNothingToRestoreAsync() => operation.Log.WarningAsync(
        $"{organization} has the metadata of idpMetadataXml already, by another hand or by an up that was broken off. What it had before "
            + "them is not known, so onDelete: restore will leave them in place; if there is something to go back to, keep a copy of it.");

    // Pulumi Cloud may store metadata that it cannot use: the state says what is stored, and the resource is not done.
    public SamlConfigurationState Accepted(SamlOrganization live, SamlConfigurationArgs? args, string? previous) =>
        live.ValidationError is null ? StateOf(live, args, previous) : throw Partial(
            StateOf(live, args, previous),
            $"Pulumi Cloud stored the metadata of {organization}, but does not accept it: {live.ValidationError}. Correct "
                + "idpMetadataXml and run up again");

    /// <summary>Puts the earlier metadata back, unless somebody has changed what this resource wrote.</summary>
    public async ValueTask RestoreAsync(SamlConfigurationState state)
    {
        if (state.PreviousIdpMetadataXml is not { Length: > 0 } previous)
        {
            await operation.Log.WarningAsync($"No earlier metadata of {organization} are known, so there are none to restore; it "
                + "keeps what it has.");
            return;
        }

        try
        {
            var live = await pulumiCloud.ReadSamlOrganizationAsync(organization, operation.Cancellation);
            if (IsSame(live, previous))
                return;
            if (!IsSame(live, state.IdpMetadataXml))
            {
                await operation.Log.WarningAsync(
                    $"{organization} has other metadata than this program wrote: {NameOf(live)}. They stay, and the earlier ones "
                        + "are not restored.");
                return;
            }

            live = await pulumiCloud.UpdateSamlOrganizationAsync(organization, previous, operation.Cancellation);
            if (live.ValidationError is { } error)
                await operation.Log.WarningAsync($"{organization} has its earlier metadata again, which Pulumi Cloud does not "
                    + $"accept any more: {error}");
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            await operation.Log.DebugAsync($"{organization} is not a SAML organization any more.");
        }
    }

    // Once the write may have been carried out, the service no longer has what it replaced: only the state does.
    private async ValueTask<SamlOrganization> ReplaceAsync(SamlOrganization live, string? previous, SamlConfigurationArgs args)
    {
        const string next = "The next up looks, and writes it where it is not there";
        try
        {
            return await pulumiCloud.UpdateSamlOrganizationAsync(
                organization, args.IdpMetadataXml.Value, operation.Cancellation);
        }
        catch (ApiException exception) when (exception.Outcome == ApiOutcome.Lost || exception.Status >= 500)
        {
            throw Partial(
                StateOf(live, args, previous),
                $"Whether {organization} has the metadata of idpMetadataXml is not known: {exception.Message}. {next}");
        }
        catch (OperationCanceledException)
        {
            throw Partial(
                StateOf(live, args, previous),
                $"The operation was cancelled while the metadata of {organization} were written. {next}");
        }
    }

    private async ValueTask<string> ExplainAsync()
    {
        try
        {
            var metadata = await pulumiCloud.ReadOrganizationMetadataAsync(organization, operation.Cancellation);
            return SamlConfiguration.WhyNotSaml(organization, metadata)
                ?? $"{organization} is a SAML organization, but Pulumi Cloud shows no SAML configuration to "
                    + $"{operation.Clients.Config.PulumiCredentialName}; it needs the Admin role";
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            return SamlConfiguration.NoSuchOrganization(organization, operation.Clients.Config);
        }
    }

    private SamlConfigurationState StateOf(SamlOrganization live, SamlConfigurationArgs? args, string? previous) =>
        SamlConfigurationMapping.ToState(organization, live, args, previous, operation.Clients.Config.PulumiApiUrl);

    private PartialStateException<SamlConfigurationState> Partial(SamlConfigurationState state, string reason) =>
        new(organization, state, reason);

    private static bool IsSame(SamlOrganization live, string xml) => SamlMetadata.HaveSameMeaning(live.IdpSsoDescriptor, xml);

    // The service tells the addresses of metadata that it can use.
    private static string NameOf(SamlOrganization live) => (live.EntityId, live.SsoUrl) switch
    {
        ({ } entity, { } url) => $"{entity} (sign-in at {url})",
        ({ } entity, null) => entity,
        (null, { } url) => $"the one that signs in at {url}",
        _ => "one whose metadata Pulumi Cloud cannot read",
    };
}
