import pulumi
import community_jumpcloud as jumpcloud

config = pulumi.Config()
organization = config.require("organization")
scim_token = config.require_secret("scimToken")

# The token of an administrator of the organization, apart from the one that the CLI itself is logged in with.
provider = jumpcloud.Provider("acme", pulumi_access_token=config.require_secret("adminToken"))
pulumi_cloud = jumpcloud.get_pulumi_organization_output(
    organization=organization,
    opts=pulumi.InvokeOutputOptions(provider=provider))

# Without the application nobody signs in, and another one has another certificate and address: it is protected.
application = jumpcloud.SsoApplication("application",
    template="pulumi",
    display_label="Pulumi Cloud",
    color=jumpcloud.ApplicationColor.TEAL,
    sso_idp_url=f"pulumi-{organization}",
    placeholders={"YOUR_ORGANIZATION": organization},
    saml=jumpcloud.SamlSettingsArgs(
        sp_entity_id=pulumi_cloud.sp_entity_id,
        acs_urls=[pulumi_cloud.acs_url],
        default_relay_state=pulumi_cloud.relay_state),
    opts=pulumi.ResourceOptions(provider=provider, protect=True))

# A destroy puts back the identity provider that was there.
saml = jumpcloud.SamlConfiguration("saml",
    organization=organization,
    idp_metadata_xml=application.metadata_xml,
    on_delete=jumpcloud.SamlConfigurationOnDelete.RESTORE,
    opts=pulumi.ResourceOptions(provider=provider))

# The preview tells whom a team of the same name would be taken from.
bindings = [
    jumpcloud.GroupBinding(group.lower(),
        application_id=application.application_id,
        user_group_name=group,
        service_provider=jumpcloud.ScimServiceProviderArgs(
            scim_base_url=saml.scim_base_url,
            scim_token=scim_token),
        opts=pulumi.ResourceOptions(provider=provider, depends_on=[saml]))
    for group in config.require_object("groups")
]

# Provisioning comes last and goes first: nobody is deactivated when the stack is taken down.
provisioning = jumpcloud.IdmIntegration("provisioning",
    application_id=application.application_id,
    base_url=saml.scim_base_url,
    token=scim_token,
    manage_groups=True,
    opts=pulumi.ResourceOptions(provider=provider, depends_on=bindings))

pulumi.export("signIn", pulumi_cloud.relay_state)
pulumi.export("provisioningStatus", provisioning.status)
