using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>
/// Brings the connection of an application to what the inputs say, from whatever is live: made, changed, taken up again after it
/// was interrupted, or put back after somebody deactivated it. What is live decides, not what was planned.
/// </summary>
internal sealed class IdmActivation
{
    // Of an imported connection whose token the program does not say.
    private static readonly ProvisionSettings NoSettings = new("", "", false, null);

    private readonly IdmIntegrationArgs _args;
    private readonly IdmIntegrationState? _earlier;
    private readonly OperationContext _operation;
    private readonly JumpCloudClient _jumpCloud;
    private readonly LiveConnection _live;
    private readonly string _id;
    private readonly ProvisionSettings _wanted;
    private PropertyMap? _features;

    // From here on a stop leaves something that the state must tell.
    private bool _hasChanged;

    private bool _wasActive;

    // Before that JumpCloud has the settings of before, whatever becomes of the deactivation.
    private bool _isDeactivated;

    /// <param name="earlier">Null for a create.</param>
    public IdmActivation(string applicationId, IdmIntegrationArgs args, IdmIntegrationState? earlier, OperationContext operation)
    {
        (_id, _args, _earlier, _operation) = (applicationId, args, earlier, operation);
        _jumpCloud = operation.Clients.JumpCloud;
        _live = new LiveConnection(applicationId, operation);
        _wanted = args.Token.IsPresent ? args.Settings : NoSettings;
        _features = earlier?.ServiceProviderFeatures;
    }

    private string Mode => _args.Mode.Or(IdmIntegration.Auto);

    /// <exception cref="UserErrorException">Nothing was changed.</exception>
    /// <exception cref="PartialStateException{TState}">The connection is not active, or waits for a person.</exception>
    public async ValueTask<IdmIntegrationState> RunAsync()
    {
        var application = await _live.ReadAsync();
        if (!_args.Token.IsPresent)
            return application.IsProvisioning && _earlier is not null ? _earlier : throw NoToken(application);
        if (_earlier is { Status: IdmIntegrationState.Active } && application.IsProvisioning && _earlier.HasSettings(_wanted))
            return _earlier;
        await ProveAsync();
        if (await IsAdoptedAsync(application))
            return Active(_earlier!.ActivatedAt);
        if (_earlier is { Status: IdmIntegrationState.Unproven } && application.IsProvisioning && _earlier.HasSettings(_wanted))
            return Active(_earlier.ActivatedAt);
        var portal = new PortalActivation(_id, _args, _earlier, _features, _operation);
        if (application.IsProvisioning && await portal.IsDoneAsync())
            return Active(null);
        var active = await ActivateAsync(application, portal);
        return _earlier is null ? active : await ProvenAgainAsync(application, active);
    }

    private async ValueTask<IdmIntegrationState> ActivateAsync(IntegratedApplication application, PortalActivation portal)
    {
        if (Mode == IdmIntegration.Portal)
            return await portal.RunAsync(application);
        try
        {
            return await ByApiAsync(application, portal);
        }
        catch (OperationCanceledException) when (_hasChanged)
        {
            throw Interrupted($"Identity Management of {application.Label} was being changed when this was stopped; it may not "
                + "be active");
        }
        catch (ApiException exception) when (_hasChanged)
        {
            throw Interrupted($"Identity Management of {application.Label} was being changed, and what became of it could not "
                + $"be read: {exception.Message}");
        }
    }

    // A token may have been replaced while the connection was changed. A create is proven once: nobody relied on it before.
    private async ValueTask<IdmIntegrationState> ProvenAgainAsync(IntegratedApplication application, IdmIntegrationState active)
    {
        if (await ScimProof.WhyNotAsync(_wanted.BaseUrl, _wanted.Token, _operation) is not { } problem)
            return active;
        throw new PartialStateException<IdmIntegrationState>(
            _id,
            active with { Status = IdmIntegrationState.Unproven },
            $"Identity Management of {application.Label} is active with the new settings, but they could not be proven again: "
                + $"{problem.TrimEnd('.')}. Run up again to prove them");
    }

    private static UserErrorException NoToken(IntegratedApplication application) => new(
        ErrorKind.FailedPrecondition,
        $"token is required to activate Identity Management of {application.Label}: JumpCloud does not give back the one that "
            + "it had. Set the SCIM token that it is to use; nothing was changed");

    private async ValueTask ProveAsync()
    {
        var proof = await ScimProof.RunAsync(_wanted.BaseUrl, _wanted.Token, _operation);
        if (proof.Problem is not null)
            throw new UserErrorException(ErrorKind.FailedPrecondition, $"{proof.Property} {proof.Problem}; nothing was changed "
                + "in JumpCloud");
        _features = IdmIntegrationMapping.Features(proof.Features);
    }

    // An import cannot read what JumpCloud was told; a connection that works is not interrupted for that.
    private async ValueTask<bool> IsAdoptedAsync(IntegratedApplication application)
    {
        var isSame = _earlier is { Status: IdmIntegrationState.Active, Token: null } imported && application.IsProvisioning
            && (imported.BaseUrl ?? _wanted.BaseUrl) == _wanted.BaseUrl && imported.ManageGroups == _wanted.ManageGroups;
        if (isSame)
        {
            await _operation.Log.InfoAsync(
                $"Identity Management of {application.Label} was imported active and stays as it is: JumpCloud does not tell "
                    + "its token, so it is taken to be this one, which the SCIM server accepts.");
        }

        return isSame;
    }

    private async ValueTask<IdmIntegrationState> ByApiAsync(IntegratedApplication application, PortalActivation portal)
    {
        _wasActive = application.IsProvisioning;
        if (_wasActive && !await TryDeactivateAsync(application))
            return await NotOfferedAsync(application, portal);
        if (!await TryActivateAsync(application))
            return await NotOfferedAsync(application with { ProvisionId = null }, portal);
        return await _live.ShowsAsync(isActive: true)
            ? Active(null)
            : throw Interrupted($"JumpCloud accepted the activation of Identity Management on {application.Label}, but does not "
                + "show it as active");
    }

    /// <returns>False when the tenant offers no API; the connection is then as it was.</returns>
    private async ValueTask<bool> TryDeactivateAsync(IntegratedApplication application)
    {
        await _operation.Log.StatusAsync($"Deactivating Identity Management of {application.Label} to change it");
        var answer = $"accepted the deactivation of Identity Management on {application.Label}";

        // Before it is sent: a stop does not tell whether it was carried out.
        _hasChanged = true;
        try
        {
            await _jumpCloud.DeactivateProvisioningAsync(_id, _operation.Cancellation);
        }
        catch (ApiException exception) when (_jumpCloud.ProvisionApi.IsNotOffered(exception))
        {
            // A connection that ended meanwhile is answered with 404 too.
            _hasChanged = _isDeactivated = (await _live.ReadAsync()).IsProvisioning is false;
            return _hasChanged;
        }
        catch (ApiException exception) when (!exception.IsUnavailable)
        {
            _hasChanged = false;
            throw;
        }
        catch (ApiException exception)
        {
            // It may have been carried out all the same.
            answer = $"did not say whether it deactivated Identity Management of {application.Label} ({exception.Message})";
        }

        _isDeactivated = await _live.ShowsAsync(isActive: false);
        return _isDeactivated
            ? true
            : throw Interrupted($"JumpCloud {answer} and still shows it as active; it was not activated with the new settings");
    }

    /// <returns>False when the tenant offers no API.</returns>
    private async ValueTask<bool> TryActivateAsync(IntegratedApplication application)
    {
        await _operation.Log.StatusAsync($"Activating Identity Management of {application.Label}");
        var started = _operation.Time.GetUtcNow();
        try
        {
            var token = _operation.Cancellation;
            return (_wasActive && await IsOfferedAsync(() => _jumpCloud.ReactivateProvisioningAsync(_id, _wanted, token)))
                || await IsOfferedAsync(() => _jumpCloud.ActivateProvisioningAsync(_id, _wanted, token));
        }
        catch (ApiException exception) when (exception.Outcome == ApiOutcome.Lost)
        {
            _hasChanged = true;
            return await _live.ShowsAsync(isActive: true) ? true : throw await FailedAsync(application, exception, started);
        }
        catch (ApiException exception)
        {
            throw await FailedAsync(application, exception, started);
        }
        catch (OperationCanceledException)
        {
            _hasChanged = true;
            throw;
        }
    }

    private async ValueTask<bool> IsOfferedAsync(Func<Task> call)
    {
        try
        {
            await call();
            _hasChanged = true;
            return true;
        }
        catch (ApiException exception) when (_jumpCloud.ProvisionApi.IsNotOffered(exception))
        {
            return false;
        }
    }

    private async ValueTask<Exception> FailedAsync(
        IntegratedApplication application, ApiException exception, DateTimeOffset started)
    {
        // By JumpCloud's clock, which may be behind.
        var since = started - TimeSpan.FromMinutes(1);
        var events = await ApplicationEvents.TryReadAsync(_id, EventTypes.Integration, since, _operation);
        var details = $"{exception.Message.TrimEnd('.')}.{ApplicationEvents.Quote(events)}".TrimEnd('.');
        if (_hasChanged)
            return Interrupted($"Identity Management of {application.Label} was deactivated, or never active, and could not be "
                + $"activated: {details}");
        return _earlier is null
            ? new UserErrorException(exception.Kind, $"Identity Management of {application.Label} could not be activated: "
                + $"{details}", exception)
            : Interrupted($"Identity Management of {application.Label} could not be activated: {details}");
    }

    private async ValueTask<IdmIntegrationState> NotOfferedAsync(IntegratedApplication application, PortalActivation portal)
    {
        if (Mode == IdmIntegration.Auto)
            return await portal.RunAsync(application);
        var message = $"Identity Management of {application.Label} could not be activated or changed: {PortalSteps.NoApi}, and "
            + "this tenant refuses the unpublished one for the configured credentials. Set mode to auto or portal to have a "
            + "person do it";
        throw application.IsProvisioning || (_earlier is null && !_hasChanged)
            ? new UserErrorException(ErrorKind.FailedPrecondition, $"{message}. Nothing was changed")
            : Interrupted(message);
    }

    private IdmIntegrationState Active(string? activatedAt) => IdmIntegrationMapping.ToState(
        _id,
        _args,
        IdmIntegrationState.Active,
        activatedAt ?? TimeText.Of(_operation.Time.GetUtcNow()),
        _features,
        pending: null);

    // What JumpCloud has is not known of a connection that was to be taken over or was imported, and a state could not say so:
    // nothing is written, and the next up finds what is there.
    private Exception Interrupted(string what)
    {
        var text = $"{what.TrimEnd('.')}. While it is inactive nothing is provisioned; users and groups at the service provider "
            + "stay as they are. Run up again to take it up";
        var isStillEarlier = _hasChanged && !_isDeactivated && _wasActive;
        if (isStillEarlier && _earlier?.Token is null)
            return new UserErrorException(ErrorKind.OutcomeUnknown, text);
        var state = isStillEarlier
            ? _earlier! with { Status = IdmIntegrationState.Inactive, ActivatedAt = null, PendingSteps = null }
            : IdmIntegrationMapping.ToState(_id, _args, IdmIntegrationState.Inactive, activatedAt: null, _features, pending: null);
        return new PartialStateException<IdmIntegrationState>(_id, state, text);
    }
}
