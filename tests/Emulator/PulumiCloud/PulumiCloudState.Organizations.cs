namespace JumpCloud.Emulator;

/// <content>Organizations and their SAML configuration, as the REST API sees them. The gate must be held.</content>
public sealed partial class PulumiCloudState
{
    /// <summary>An organization that the caller may see: any other is 404, as one that does not exist.</summary>
    internal PulumiOrganization VisibleOrganization(PulumiCaller caller, string name)
    {
        var organization = FindOrganization(name);
        if (organization is null || RoleOf(caller, organization) == "none")
            throw PulumiCloudErrors.NotFound("Organization");
        if (organization.Kind == "saml" && caller.Account is not null && Switches.PulumiSsoSession != SsoSession.Live)
        {
            var errorType = Switches.PulumiSsoSession == SsoSession.LoginRequired ? "saml_login_required" : "saml_reauth_required";
            throw PulumiCloudErrors.SingleSignOn(organization.Login, errorType);
        }

        return organization;
    }

    /// <summary>An organization that the caller may change.</summary>
    internal PulumiOrganization AdministeredOrganization(PulumiCaller caller, string name, string scope)
    {
        var organization = VisibleOrganization(caller, name);
        return RoleOf(caller, organization) == "admin" ? organization : throw PulumiCloudErrors.MissingScope(scope);
    }

    internal static string RoleOf(PulumiCaller caller, PulumiOrganization organization) => caller.Account is { } account
        ? organization.Member(account.Login) is { Active: true } member ? member.Role : "none"
        : caller.Organization == organization.Login ? "admin" : "none";

    internal PulumiOrganization GetSamlOrganization(PulumiCaller caller, string name)
    {
        var organization = VisibleOrganization(caller, name);
        return organization.Kind == "saml"
            ? organization
            : throw PulumiCloudErrors.SamlOrganizationNotFound(Switches.SamlNotFound == NotFoundForm.PlainText);
    }

    internal PulumiOrganization UpdateSamlOrganization(PulumiCaller caller, string name, string? newIdpSsoDescriptor)
    {
        var organization = GetSamlOrganization(caller, name);
        AdministeredOrganization(caller, name, "saml:update");
        if (string.IsNullOrEmpty(newIdpSsoDescriptor))
            throw PulumiCloudErrors.DescriptorRequired();
        if (Switches.SamlInvalidMetadata == InvalidMetadata.Refused
            && SamlMetadata.Read(newIdpSsoDescriptor, Now).Problem is { } problem)
            throw PulumiCloudErrors.MetadataRefused(problem);
        organization.IdpMetadata = newIdpSsoDescriptor;
        Audit("saml-configuration-updated");
        return organization;
    }

    internal PulumiAccount? ListSamlOrganizationAdmins(PulumiCaller caller, string name) =>
        GetSamlOrganization(caller, name).SamlAdmin is { } login ? FindAccount(login) : null;

    internal void UpdateSamlOrganizationAdmins(PulumiCaller caller, string name, string login)
    {
        var organization = GetSamlOrganization(caller, name);
        AdministeredOrganization(caller, name, "saml:update");
        var member = organization.Member(login) is { Active: true } found ? found : throw PulumiCloudErrors.NotFound("User");
        if (member.Role != "admin")
            throw PulumiCloudErrors.SamlAdminMustBeAdmin();
        if (OrganizationsOf(member.Account).Any(other => other != organization))
            throw PulumiCloudErrors.BelongsToOthers();
        organization.SamlAdmin = member.Account.Login;
    }
}
