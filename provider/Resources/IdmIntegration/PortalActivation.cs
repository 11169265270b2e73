using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>
/// The way without an API: a person gets the steps, and the resource is not done before JumpCloud shows that they were taken. An
/// activation shows in the application; a change of an active connection shows only as an event.
/// </summary>
internal sealed class PortalActivation(
    string applicationId, IdmIntegrationArgs args, IdmIntegrationState? earlier, PropertyMap? features,
    OperationContext operation)
{
    // Between this machine's clock and JumpCloud's.
    private static readonly TimeSpan ClockSlack = TimeSpan.FromMinutes(1);

    // So long events are kept (facts, Directory Insights).
    private static readonly TimeSpan EventsKept = TimeSpan.FromDays(90);

    private readonly LiveConnection _live = new(applicationId, operation);
    private readonly ProvisionSettings _wanted = args.Settings;

    // A change that was seen half-way, the connection inactive, is done as soon as it is active again.
    private bool _wasInactive;

    /// <summary>Whether the steps that an earlier run asked for were taken. The connection is active.</summary>
    public async ValueTask<bool> IsDoneAsync() =>
        earlier?.PendingSteps is { } steps
        && (earlier.HasSettings(_wanted) || (steps.Settings == Fingerprint() && await HasChangedAsync(steps, isLater: true)));

    /// <exception cref="PartialStateException{TState}">The steps have not been taken yet.</exception>
    public async ValueTask<IdmIntegrationState> RunAsync(IntegratedApplication application)
    {
        if (application.IsProvisioning && earlier is null)
        {
            await operation.Log.WarningAsync(
                $"Identity Management of {application.Label} is active already and is taken as it is: JumpCloud does not tell "
                    + "its Base URL and token. If they are not those of this program, change them in the portal.");
            return Active();
        }

        var settings = application.IsProvisioning ? Fingerprint() : null;
        var steps = earlier?.PendingSteps is { } asked && asked.Settings == settings
            ? asked
            : await AskAsync(settings);
        try
        {
            var status = $"Waiting for a person to {(application.IsProvisioning ? "change" : "activate")} Identity Management "
                + $"of {application.Label} in the Admin Portal";
            if (await _live.WaitAsync(TimeSpan.FromSeconds(args.WaitForActivation.Or(0)), status, () => LookAsync(steps)))
                return Active();
        }
        catch (OperationCanceledException) when (operation.Cancellation.IsCancellationRequested)
        {
            throw Unfinished(application, steps, WhyCutShort());
        }

        throw Unfinished(application, steps, "");
    }

    private string WhyCutShort() => operation.IsTimeUp
        ? $"\nThe {args.WaitForActivation.Or(0)} s of waitForActivation were cut short by the resource option customTimeouts: "
            + "allow it more, or leave it out, and the wait gets the time that it asks for."
        : "";

    private async ValueTask<PendingSteps> AskAsync(string? settings)
    {
        var now = operation.Time.GetUtcNow();
        var events = settings is null
            ? null
            : await ApplicationEvents.TryReadAsync(applicationId, EventTypes.Activation, now - EventsKept, operation);
        var last = events?.Where(item => item.Success).Max(item => item.Timestamp);
        return new PendingSteps(
            TimeText.Of(now), settings, last is { } newest ? TimeText.Exact(newest) : null);
    }

    private async ValueTask<bool> LookAsync(PendingSteps steps)
    {
        if (await _live.FindAsync() is not { IsProvisioning: true })
        {
            _wasInactive = true;
            return false;
        }

        return _wasInactive || steps.Settings is null || await HasChangedAsync(steps, isLater: false);
    }

    private async ValueTask<bool> HasChangedAsync(PendingSteps steps, bool isLater)
    {
        var since = steps.SinceTime - ClockSlack;
        if (await ApplicationEvents.TryReadAsync(applicationId, EventTypes.Activation, since, operation) is { } events)
            return events.Any(item => item.Success && item.Timestamp > since && item.Timestamp > (steps.LastEventTime ?? since));
        if (isLater)
        {
            await operation.Log.WarningAsync(
                "Whether the portal's steps were taken could not be verified, because Directory Insights cannot be read; they "
                    + "are taken as done.");
        }

        return isLater;
    }

    private PartialStateException<IdmIntegrationState> Unfinished(
        IntegratedApplication application, PendingSteps steps, string whyCutShort)
    {
        var isChange = steps.Settings is not null && !_wasInactive;
        var pending = isChange ? steps : steps with { Settings = null, LastEvent = null };
        var state = isChange && earlier is not null
            ? earlier with { Status = IdmIntegrationState.Pending, PendingSteps = pending }
            : IdmIntegrationMapping.ToState(
                applicationId, args, IdmIntegrationState.Pending, activatedAt: null, features, pending);
        var console = operation.Clients.Config.ConsoleUrl;
        var text = isChange
            ? $"Identity Management of {application.Label} must be changed by a person: {PortalSteps.NoApi}. Until then it has "
                + $"the former settings.{PortalSteps.Change(application, _wanted, console)}"
            : $"Identity Management of {application.Label} is not active and must be activated by a person: "
                + $"{PortalSteps.NoApi}.{PortalSteps.Activate(application, _wanted, console)}";
        return new PartialStateException<IdmIntegrationState>(applicationId, state, text + whyCutShort);
    }

    private string Fingerprint() => IdmIntegrationMapping.Fingerprint(_wanted);

    private IdmIntegrationState Active() => IdmIntegrationMapping.ToState(
        applicationId,
        args,
        IdmIntegrationState.Active,
        TimeText.Of(operation.Time.GetUtcNow()),
        features,
        pending: null);
}
