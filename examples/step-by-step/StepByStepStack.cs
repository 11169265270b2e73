using Pulumi;
using JumpCloud = Community.JumpCloud;

/// <summary>What the article has a person click, in its order.</summary>
public sealed class StepByStepStack : Stack
{
    public StepByStepStack()
    {
        var config = new Config();
        var organization = config.Require("organization");
        var scimToken = config.RequireSecret("scimToken");

        // 1. The organization is there, and says by which addresses JumpCloud reaches it.
        var pulumi = JumpCloud.GetPulumiOrganization.Invoke(new() { Organization = organization });

        // 2. The application, as people see it in the User Portal. Without it nobody signs in, and another one has another
        //    certificate and address: it is protected.
        var application = new JumpCloud.SsoApplication("application", new()
        {
            Template = "pulumi",
            DisplayLabel = "Pulumi Cloud",
            Description = "Infrastructure as code",
            Color = JumpCloud.ApplicationColor.Teal,
            SsoIdpUrl = $"pulumi-{organization}",
            Placeholders = { ["YOUR_ORGANIZATION"] = organization },
            Saml = new JumpCloud.Inputs.SamlSettingsArgs
            {
                SpEntityId = pulumi.Apply(it => it.SpEntityId),
                AcsUrls = { pulumi.Apply(it => it.AcsUrl) },
                DefaultRelayState = pulumi.Apply(it => it.RelayState),
            },
        }, new() { Protect = true });

        // 3. What "Export Metadata" gives goes into Pulumi's SAML settings; a destroy puts back what was there.
        var saml = new JumpCloud.SamlConfiguration("saml", new()
        {
            Organization = organization,
            IdpMetadataXml = application.MetadataXml.Apply(xml => xml ?? ""),
            OnDelete = JumpCloud.SamlConfigurationOnDelete.Restore,
        });

        // 4. Who may sign in. The preview tells whom a team of the same name would be taken from.
        var bindings = config.RequireObject<string[]>("groups").Select(group => new JumpCloud.GroupBinding(group.ToLowerInvariant(), new()
        {
            ApplicationId = application.ApplicationId,
            UserGroupName = group,
            ServiceProvider = new JumpCloud.Inputs.ScimServiceProviderArgs { ScimBaseUrl = saml.ScimBaseUrl, ScimToken = scimToken },
        }, new() { DependsOn = saml })).ToArray();

        // 5. Provisioning comes last and goes first: nobody is deactivated when the stack is taken down.
        var provisioning = new JumpCloud.IdmIntegration("provisioning", new()
        {
            ApplicationId = application.ApplicationId,
            BaseUrl = saml.ScimBaseUrl,
            Token = scimToken,
            ManageGroups = true,
        }, new() { DependsOn = bindings });

        // 6. Both sides are looked at, once all of it is there.
        var check = JumpCloud.CheckIntegration.Invoke(
            new() { ApplicationId = application.ApplicationId, Organization = organization },
            new InvokeOutputOptions { DependsOn = { provisioning } });

        ProvisioningStatus = provisioning.Status;
        CertificateExpiresAt = application.IdpCertificateExpiresAt;
        Errors = check.Apply(result => result.Errors);
        StartAtJumpCloud = check.Apply(result => result.StartUrls.IdpStartUrl);
        StartAtPulumi = check.Apply(result => result.StartUrls.SpStartUrl);
    }

    [Output("provisioningStatus")]
    public Output<string> ProvisioningStatus { get; private set; }

    [Output("certificateExpiresAt")]
    public Output<string?> CertificateExpiresAt { get; private set; }

    [Output("errors")]
    public Output<int> Errors { get; private set; }

    /// <summary>Where a person tries sign-in, from either side.</summary>
    [Output("startAtJumpCloud")]
    public Output<string?> StartAtJumpCloud { get; private set; }

    [Output("startAtPulumi")]
    public Output<string> StartAtPulumi { get; private set; }
}
