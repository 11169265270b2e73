using JumpCloud.Resources;

namespace JumpCloud.Functions;

/// <summary>Identity Management: switched on, its SCIM server, and what became of what it sent.</summary>
internal static class ProvisioningFindings
{
    private const int MostQuotes = 3;

    public static void Add(Findings findings, JumpCloudFacts jumpCloud, PulumiFacts pulumi, ScimFacts scim, CheckTarget target)
    {
        AddStatus(findings, jumpCloud, pulumi);
        AddScim(findings, scim, target, jumpCloud.IsProvisioning?.Value == true);
        AddEvents(findings, jumpCloud, target.ScimToken);
    }

    private static void AddStatus(Findings findings, JumpCloudFacts jumpCloud, PulumiFacts pulumi)
    {
        if (jumpCloud.IsProvisioning is not { } status)
            return;
        var seen = $"Identity Management is not active on the application {jumpCloud.Label}: nobody is provisioned.";
        if (!status.IsGiven)
            findings.NotRead("provisioning", Finding.JumpCloud, "Identity Management of the application "
                + $"{jumpCloud.Label}", status);
        else if (status.Value)
            findings.Ok("provisioning", Finding.JumpCloud, "Identity Management is active on the application "
                + $"{jumpCloud.Label}.");
        else if (pulumi.LacksScim)
            findings.Info("provisioning", Finding.JumpCloud, seen);
        else
            findings.Warning("provisioning", Finding.JumpCloud, seen, "Make an IdmIntegration with the organization's SCIM "
                + "token.");
    }

    private static void AddScim(Findings findings, ScimFacts scim, CheckTarget target, bool isProvisioning)
    {
        if (scim.Proof is not { } proof)
            return;
        if (!scim.IsReached)
        {
            findings.Problem(
                isProvisioning || scim.HasToken, "scim", Finding.Pulumi, $"The SCIM server {scim.BaseUrl} could not be asked: "
                    + $"{proof.Why}.",
                "Look at the address, and run the check again when the server answers.");
        }
        else if (!scim.HasToken)
        {
            findings.Info(
                "scim", Finding.Pulumi, $"The SCIM server {scim.BaseUrl} is there; whether JumpCloud's token is still good was "
                    + "not looked at.",
                "Give the token to have it proven: serviceProvider.scimToken, or --scim-token-env on the command line.");
        }
        else if (proof.IsGiven)
        {
            findings.Ok("scim", Finding.Pulumi, $"The SCIM server {scim.BaseUrl} accepts the token.");
        }
        else if (proof.Status is 401 or 403)
        {
            findings.Error(
                "scim", Finding.Pulumi, $"The SCIM server {scim.BaseUrl} does not accept the token: {proof.Why}.",
                "An organization has one SCIM token, and a new one ends the former: generate one in the Pulumi Cloud console "
                    + "(Settings > Access Management > SAML & SCIM > SCIM) and give it to the IdmIntegration too.");
        }
        else
        {
            findings.Error(
                "scim", Finding.Pulumi, $"{scim.BaseUrl} does not answer as a SCIM server does: {proof.Why}.",
                $"Check the address, with the name {target.Organization} in the right case.");
        }
    }

    private static void AddEvents(Findings findings, JumpCloudFacts facts, string? token)
    {
        if (facts.Events is not { } answer)
            return;
        if (answer.Status == 402)
        {
            findings.Info(
                "events", Finding.JumpCloud, "Directory Insights is not part of this JumpCloud plan, so failed provisioning "
                    + "could not be looked for.");
            return;
        }

        if (!answer.IsGiven)
        {
            findings.NotRead("events", Finding.JumpCloud, "The provisioning events of the last day", answer);
            return;
        }

        var events = answer.Value;
        var failed = events.Where(item => !item.Success).ToList();
        var which = events.Count < JumpCloudFacts.MostEvents ? "events of the last day" : "newest events of the last day";
        if (failed.Count == 0)
        {
            findings.Ok("events", Finding.JumpCloud, events.Count == 0
                ? "There are no provisioning events of the last day." : $"None of {events.Count} provisioning {which} failed.");
            return;
        }

        var quotes = string.Join("; ", failed.Take(MostQuotes).Select(ApplicationEvents.Describe));
        if (token is { Length: > 0 })
            quotes = quotes.Replace(token, "[secret]", StringComparison.Ordinal);
        findings.Warning(
            "events", Finding.Both, $"{failed.Count} of {events.Count} provisioning {which} failed, the newest of them: "
                + $"{quotes}.",
            "Put right what the service provider says; JumpCloud sends a user or group again with its next change.");
    }
}
