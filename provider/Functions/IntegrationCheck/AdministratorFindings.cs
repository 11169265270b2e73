using JumpCloud.Resources;

namespace JumpCloud.Functions;

/// <summary>Whether somebody is left to repair a broken sign-in.</summary>
internal static class AdministratorFindings
{
    private const string Code = "administrators";

    public static void Add(Findings findings, PulumiFacts pulumi, CheckTarget target)
    {
        if (pulumi.Admins is not { } answer)
            return;
        if (!answer.IsGiven)
        {
            findings.NotRead(Code, Finding.Pulumi, $"The members of {target.Organization}", answer);
            return;
        }

        var admins = answer.Value;
        var saml = SamlAdmins(pulumi.SamlAdmins);
        if (admins.Count > 1)
        {
            findings.Ok(Code, Finding.Pulumi, $"{target.Organization} has {admins.Count} admins: "
                + $"{GroupMembers.Few(admins)}.{saml}");
        }
        else
        {
            findings.Warning(
                Code, Finding.Pulumi,
                $"{target.Organization} has {(admins.Count == 0 ? "no admin that is listed" : $"one admin, {admins[0]}")}: "
                    + $"without them nobody can repair a broken sign-in.{saml}",
                "Give a second person the Admin role.");
        }
    }

    private static string SamlAdmins(Answer<IReadOnlyList<string>>? answer) => answer switch
    {
        { IsGiven: true, Value.Count: > 0 } => " The SAML administrator, who keeps another way to sign in, is "
            + $"{string.Join(", ", answer.Value)}.",
        { IsGiven: false } => $" Who the SAML administrator is could not be read: {answer.Why}.",
        _ => "",
    };
}
