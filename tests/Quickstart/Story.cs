using JumpCloud.Emulator;

namespace JumpCloud.Quickstart;

/// <summary>The main job, step by step: each says why, runs what a user would run, and announces what must then be so.</summary>
internal sealed partial class Story(Stack stack, EmulatorHost emulator, Narrator narrator)
{
    private const string Organization = "acme";

    public async Task RunAsync(bool keep)
    {
        await PreviewAsync();
        await UpAsync();
        await PreviewUnchangedAsync();
        await DriftAsync();
        await RotateAsync();
        await PreviewReplacementAsync();
        if (keep)
            await KeepAsync();
        await DestroyAsync();
    }

    private async Task PreviewAsync()
    {
        narrator.Step(
            "Look first",
            "The program makes the SAML application, gives Pulumi its metadata, binds three groups and switches on provisioning.",
            "A preview asks both services, changes neither, and says what people would notice.");
        var result = await stack.RunAsync("preview", "--diff");
        Expect("the preview succeeds", result.ExitCode == 0);
        Expect("it shows 7 resources to create", result.Text.Contains("+ 7 to create", StringComparison.Ordinal));
        Expect("it warns that the group Contractors is empty", Mentions(result, "Contractors", "empty"));
        Expect("it warns that a team called Platform exists and would be taken over", Mentions(result, "Platform", "team"));
        ExpectNothingWritten("the preview wrote nothing to either service");
    }

    private async Task UpAsync()
    {
        narrator.Step(
            "Deploy",
            "The SCIM token is proven against Pulumi before JumpCloud is told to use it. JumpCloud then provisions by itself.");
        var result = await stack.RunAsync("up", "--yes", "--skip-preview");
        await emulator.SettledAsync();
        Expect("the update succeeds", result.ExitCode == 0);
        Expect("it created 7 resources", result.Text.Contains("+ 7 created", StringComparison.Ordinal));
        Expect("Identity Management is active", IsProvisioned);
        Expect("Pulumi has a team Engineering with every active member of the group", TeamIsComplete("Engineering"));
        Expect("the empty group Contractors made no team", Team("Contractors") is null);
        Expect("the token stands in no plain text in the state", !(await stack.ExportAsync()).Contains(ScimToken, StringComparison.Ordinal));
    }

    private async Task PreviewUnchangedAsync()
    {
        narrator.Step("Nothing to do", "Nothing has changed, so nobody is asked: this preview makes no request at all.");
        emulator.Requests.Clear();
        var result = await stack.RunAsync("preview");
        Expect("it shows 7 unchanged", result.Text.Contains("7 unchanged", StringComparison.Ordinal));
        Expect("it made no request", emulator.Requests.All.Count == 0, $"{emulator.Requests.All.Count} requests");
    }

    private async Task DriftAsync()
    {
        narrator.Step(
            "Somebody changes things by hand",
            "In the Admin Portal, somebody hides the application from its users and takes the group Engineering off it.",
            "A refresh finds both; an update puts them back.");
        HideApplicationByHand();
        UnbindByHand("Engineering");
        await emulator.SettledAsync();
        var refresh = await stack.RunAsync("refresh", "--yes", "--skip-preview", "--diff");
        Expect("the refresh sees the hidden application", Mentions(refresh, "showInUserPortal", "false"));
        Expect("it sees that the binding is gone", refresh.Text.Contains("- 1 deleted", StringComparison.Ordinal));
        var up = await stack.RunAsync("up", "--yes", "--skip-preview");
        await emulator.SettledAsync();
        Expect("the update puts back 1 and changes 1",
            up.ExitCode == 0 && up.Text.Contains("+ 1 created", StringComparison.Ordinal) && up.Text.Contains("~ 1 updated", StringComparison.Ordinal));
        Expect("people are back in the team Engineering", TeamIsComplete("Engineering"));
        Expect("the application is shown again", IsShown);
    }

    private async Task RotateAsync()
    {
        narrator.Step(
            "A new SCIM token",
            "Generating a new token in Pulumi Cloud ends the old one at once, so provisioning fails until JumpCloud has the new one.",
            "The new token is proven first, then Identity Management is deactivated, updated and reactivated.");
        var token = emulator.PulumiCloud.RotateScimToken(Organization);
        await stack.SetSecretAsync("scimToken", token);
        var preview = await stack.RunAsync("preview", "--diff");
        Expect("the preview shows the token as [secret]", Mentions(preview, "token", "[secret]") && !preview.Text.Contains(token, StringComparison.Ordinal));
        var up = await stack.RunAsync("up", "--yes", "--skip-preview");
        await emulator.SettledAsync();
        Expect("the update succeeds and replaces nothing", up.ExitCode == 0 && !up.Text.Contains("replaced", StringComparison.Ordinal));
        Expect("Identity Management is active with the new token", IsProvisioned && Application!.Idm!.Token == token);
        Expect("nobody was deactivated in Pulumi", DeactivatedMembers() == 0, $"{DeactivatedMembers()} people");
    }

    private async Task PreviewReplacementAsync()
    {
        narrator.Step(
            "What a new SSO IdP URL would mean",
            "JumpCloud fixes this URL when the application is made. Changing it means another application: only looked at here.");
        emulator.Requests.Clear();
        await stack.SetAsync("ssoIdpUrl", "pulumi-acme-2");
        var preview = await stack.RunAsync("preview", "--diff");
        Expect("the preview shows the application as a replacement", Mentions(preview, "+-", "SsoApplication"));
        Expect("it warns that people lose access meanwhile", Mentions(preview, "ssoIdpUrl", "loses access"));
        ExpectNothingWritten("the preview wrote nothing to either service");
        await stack.UnsetAsync("ssoIdpUrl");
    }

    private Task KeepAsync()
    {
        narrator.Say("");
        narrator.Say($"Left running: see both sides, and change them by hand, at {emulator.PageUrl} (Ctrl-C ends it and cleans up)");
        return Task.Delay(Timeout.Infinite);
    }

    private async Task DestroyAsync()
    {
        narrator.Step(
            "Tear down",
            "Identity Management goes first, so that nobody is deactivated in Pulumi; then the bindings, SAML, the application.");
        emulator.Requests.Clear();
        var destroy = await stack.RunAsync("destroy", "--yes", "--skip-preview");
        await emulator.SettledAsync();
        Expect("the destroy succeeds", destroy.ExitCode == 0);
        Expect("it deleted 7 resources", destroy.Text.Contains("- 7 deleted", StringComparison.Ordinal));
        Expect("the application is gone from JumpCloud", Application is null);
        Expect("Identity Management was deactivated before the first group was unbound", DeactivatedFirst());
        Expect("nobody was deactivated in Pulumi", DeactivatedMembers() == 0, $"{DeactivatedMembers()} people");
    }
}
