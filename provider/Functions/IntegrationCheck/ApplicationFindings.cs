using JumpCloud.Clients;

namespace JumpCloud.Functions;

/// <summary>The application itself: there, SAML, switched on, and where people find it.</summary>
internal static class ApplicationFindings
{
    private const string Code = "application";

    public static void Add(Findings findings, JumpCloudFacts facts, CheckTarget target)
    {
        if (!facts.Application.IsGiven)
        {
            // Anything but "not there" is told with the key.
            if (facts.Application.Refusal?.IsNotFound == true)
            {
                findings.Error(
                    Code, Finding.JumpCloud, $"JumpCloud has no application {target.ApplicationId}.",
                    "Give the applicationId of an SsoApplication, or run pulumi refresh if the application was deleted.");
            }

            return;
        }

        if (!facts.IsSaml)
        {
            findings.Error(
                Code, Finding.JumpCloud,
                facts.SsoType == "bookmark" ? $"The application {facts.Label} is a bookmark." : "The application "
                    + $"{facts.Label} signs in with {facts.SsoType?.ToUpperInvariant()}.",
                "Give an application that signs in with SAML.");
            return;
        }

        var application = facts.Application.Value;
        if (application.Flag("active") ?? false)
        {
            findings.Ok(Code, Finding.JumpCloud, $"The application {facts.Label} is active.");
        }
        else
        {
            findings.Error(
                Code, Finding.JumpCloud, $"The application {facts.Label} is not active: nobody can sign in through it.",
                "Set active to true, or activate it in the Admin Portal (SSO Applications).");
        }

        if (application.Flag("sso.hidden") ?? false)
        {
            findings.Info(
                "userPortal", Finding.JumpCloud,
                $"The application {facts.Label} is not shown in the User Portal: sign-in can begin at Pulumi only.",
                "Set showInUserPortal to true if people are to begin at JumpCloud.");
        }
        else
        {
            findings.Ok("userPortal", Finding.JumpCloud, $"The application {facts.Label} is shown in the User Portal.");
        }
    }
}
