using JumpCloud.Clients;
using JumpCloud.Core;
using JumpCloud.Resources;

namespace JumpCloud.Functions;

/// <summary>The prerequisites: keys with their rights, and an organization of the right kind and edition.</summary>
internal static class RightsFindings
{
    public static void Add(
        Findings findings, JumpCloudFacts jumpCloud, PulumiFacts pulumi, CheckTarget target, ProviderConfig config)
    {
        AddJumpCloudKey(findings, jumpCloud, config);
        if (pulumi.Organization is not { } organization)
        {
            findings.Error(
                "pulumiKey", Finding.Pulumi, "Pulumi Cloud could not be asked: no access token is "
                    + "configured.", $"{SamlConfiguration.NoAccessToken}.");
            return;
        }

        if (!organization.IsGiven)
        {
            AddUnreadOrganization(findings, organization, target, config);
            return;
        }

        AddRole(findings, organization.Value, target, config);
        var wantsScim = jumpCloud.IsProvisioning?.Value == true || target.ScimToken is not null;
        AddOrganization(findings, organization.Value, target, wantsScim);
    }

    private static void AddJumpCloudKey(Findings findings, JumpCloudFacts facts, ProviderConfig config)
    {
        var name = Capitalised(config.JumpCloudCredentialName);
        if (facts.Application.Status == 401)
        {
            findings.Error(
                "jumpCloudKey", Finding.JumpCloud, $"{facts.Application.Why}.",
                $"Check {config.JumpCloudCredentialName} and the region {config.Region}: {config.ConsoleUrl.Authority} did not "
                    + "accept it.");
            return;
        }

        var forbidden = facts.Statuses.Where(answer => answer.Status is 401 or 403).Select(answer => answer.What).ToList();
        if (forbidden.Count > 0)
        {
            findings.Error(
                "jumpCloudKey", Finding.JumpCloud, $"{name} may not read {string.Join(", ", forbidden)}.",
                "Give its administrator or service account a role that may read this.");
        }
        else if (facts.Application.IsGiven)
        {
            findings.Ok("jumpCloudKey", Finding.JumpCloud, $"{name} is accepted and may read everything that was asked for.");
        }
        else if (!facts.Application.Refusal?.IsNotFound ?? true)
        {
            findings.Error(
                "jumpCloudKey", Finding.JumpCloud, $"JumpCloud could not be asked: {facts.Application.Why}.",
                $"Run the check again when {config.ConsoleUrl.Authority} answers.");
        }
        else
        {
            findings.Ok("jumpCloudKey", Finding.JumpCloud, $"{name} is accepted.");
        }
    }

    private static void AddUnreadOrganization(
        Findings findings, Answer<OrganizationMetadata> answer, CheckTarget target, ProviderConfig config)
    {
        var name = config.PulumiCredentialName;
        switch (answer)
        {
            case { Refusal.IsNotFound: true }:
                findings.Error(
                    "organization", Finding.Pulumi, $"{target.Organization} is not an organization that {name} can see.",
                    "Give its login name as in https://app.pulumi.com/<name>, in the right case, or a token of a member.");
                break;
            case { Status: 401 }:
                // A lapsed session has a remedy of its own, which is part of the answer.
                findings.Error("pulumiKey", Finding.Pulumi, $"{answer.Why}.", $"Check {name}: it was not accepted.");
                break;
            case { Status: 403 }:
                findings.Error("pulumiKey", Finding.Pulumi, $"{answer.Why}.", $"Give {name} the Admin role in "
                    + $"{target.Organization}.");
                break;
            default:
                findings.Error(
                    "pulumiKey", Finding.Pulumi, $"Pulumi Cloud could not be asked: {answer.Why}.",
                    $"Run the check again when {config.PulumiApiUrl.Authority} answers.");
                break;
        }
    }

    private static void AddRole(Findings findings, OrganizationMetadata organization, CheckTarget target, ProviderConfig config)
    {
        var name = Capitalised(config.PulumiCredentialName);
        var role = organization.UserRole ?? "of an unknown role";
        if (role == "admin")
            findings.Ok("pulumiKey", Finding.Pulumi, $"{name} is accepted and admin in {target.Organization}.");
        else
            findings.Warning(
                "pulumiKey", Finding.Pulumi, $"{name} is {role} in {target.Organization}, which is enough to look and not to "
                    + "change SAML.",
                "Use the token of a person with the Admin role, or an organization token with it.");
    }

    private static void AddOrganization(
        Findings findings, OrganizationMetadata organization, CheckTarget target, bool wantsScim)
    {
        var name = target.Organization;
        if (SamlConfiguration.WhyNotSaml(name, organization) is { } reason)
        {
            findings.Error("organization", Finding.Pulumi, $"{name} is of the kind {organization.Kind} and not "
                + "saml.", $"{reason}.");
            return;
        }

        findings.Ok("organization", Finding.Pulumi, $"{name} is a SAML organization.");
        if (!organization.HasScim)
        {
            var seen = $"The edition of {name} has no SCIM.";
            const string remedy = "Provisioning needs an edition that has it, Enterprise at the time of writing; single "
                + "sign-on works without.";
            if (wantsScim)
                findings.Error("features", Finding.Pulumi, seen, remedy);
            else
                findings.Info("features", Finding.Pulumi, seen, remedy);
        }
        else if (!organization.HasTeams)
        {
            findings.Warning(
                "features", Finding.Pulumi, $"The edition of {name} has SCIM and no teams.", "Groups become teams; they need "
                    + "an edition that has them.");
        }
        else
        {
            findings.Ok("features", Finding.Pulumi, $"The edition of {name} has SCIM and teams.");
        }
    }

    private static string Capitalised(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
