import * as pulumi from "@pulumi/pulumi";
import * as jumpcloud from "@community/jumpcloud";

const config = new pulumi.Config();
const organization = config.require("organization");
const scimToken = config.requireSecret("scimToken");

// The token of an administrator of the organization, apart from the one that the CLI itself is logged in with.
const provider = new jumpcloud.Provider("acme", { pulumiAccessToken: config.requireSecret("adminToken") });
const pulumiCloud = jumpcloud.getPulumiOrganizationOutput({ organization }, { provider });

// Without the application nobody signs in, and another one has another certificate and address: it is protected.
const application = new jumpcloud.SsoApplication("application", {
    template: "pulumi",
    displayLabel: "Pulumi Cloud",
    color: jumpcloud.ApplicationColor.Teal,
    ssoIdpUrl: `pulumi-${organization}`,
    placeholders: { YOUR_ORGANIZATION: organization },
    saml: {
        spEntityId: pulumiCloud.spEntityId,
        acsUrls: [pulumiCloud.acsUrl],
        defaultRelayState: pulumiCloud.relayState,
    },
}, { provider, protect: true });

// A destroy puts back the identity provider that was there.
const saml = new jumpcloud.SamlConfiguration("saml", {
    organization,
    idpMetadataXml: application.metadataXml.apply(xml => xml!),
    onDelete: jumpcloud.SamlConfigurationOnDelete.Restore,
}, { provider });

// The preview tells whom a team of the same name would be taken from.
const bindings = config.requireObject<string[]>("groups").map(group => new jumpcloud.GroupBinding(group.toLowerCase(), {
    applicationId: application.applicationId,
    userGroupName: group,
    serviceProvider: { scimBaseUrl: saml.scimBaseUrl, scimToken },
}, { provider, dependsOn: saml }));

// Provisioning comes last and goes first: nobody is deactivated when the stack is taken down.
const provisioning = new jumpcloud.IdmIntegration("provisioning", {
    applicationId: application.applicationId,
    baseUrl: saml.scimBaseUrl,
    token: scimToken,
    manageGroups: true,
}, { provider, dependsOn: bindings });

export const signIn = pulumiCloud.relayState;
export const provisioningStatus = provisioning.status;
