package main

import (
	"strings"

	"github.com/community/pulumi-jumpcloud/sdk/go/jumpcloud"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		cfg := config.New(ctx, "")
		organization := cfg.Require("organization")
		scimToken := cfg.RequireSecret("scimToken")
		var groups []string
		cfg.RequireObject("groups", &groups)

		// The token of an administrator of the organization, apart from the one that the CLI itself is logged in with.
		provider, err := jumpcloud.NewProvider(ctx, "acme", &jumpcloud.ProviderArgs{
			PulumiAccessToken: cfg.RequireSecret("adminToken"),
		})
		if err != nil {
			return err
		}
		pulumiCloud := jumpcloud.GetPulumiOrganizationOutput(ctx, jumpcloud.GetPulumiOrganizationOutputArgs{
			Organization: pulumi.String(organization),
		}, pulumi.Provider(provider))

		// Without the application nobody signs in, and another one has another certificate and address: it is protected.
		application, err := jumpcloud.NewSsoApplication(ctx, "application", &jumpcloud.SsoApplicationArgs{
			Template:     pulumi.String("pulumi"),
			DisplayLabel: pulumi.String("Pulumi Cloud"),
			Color:        jumpcloud.ApplicationColorTeal,
			SsoIdpUrl:    pulumi.Sprintf("pulumi-%s", organization),
			Placeholders: pulumi.StringMap{
				"YOUR_ORGANIZATION": pulumi.String(organization),
			},
			Saml: &jumpcloud.SamlSettingsArgs{
				SpEntityId:        pulumiCloud.SpEntityId(),
				AcsUrls:           pulumi.StringArray{pulumiCloud.AcsUrl()},
				DefaultRelayState: pulumiCloud.RelayState(),
			},
		}, pulumi.Provider(provider), pulumi.Protect(true))
		if err != nil {
			return err
		}

		// A destroy puts back the identity provider that was there.
		saml, err := jumpcloud.NewSamlConfiguration(ctx, "saml", &jumpcloud.SamlConfigurationArgs{
			Organization:   pulumi.String(organization),
			IdpMetadataXml: application.MetadataXml.Elem(),
			OnDelete:       jumpcloud.SamlConfigurationOnDeleteRestore,
		}, pulumi.Provider(provider))
		if err != nil {
			return err
		}

		// The preview tells whom a team of the same name would be taken from.
		var bindings []pulumi.Resource
		for _, group := range groups {
			binding, err := jumpcloud.NewGroupBinding(ctx, strings.ToLower(group), &jumpcloud.GroupBindingArgs{
				ApplicationId: application.ApplicationId,
				UserGroupName: pulumi.String(group),
				ServiceProvider: &jumpcloud.ScimServiceProviderArgs{
					ScimBaseUrl: saml.ScimBaseUrl,
					ScimToken:   scimToken,
				},
			}, pulumi.Provider(provider), pulumi.DependsOn([]pulumi.Resource{saml}))
			if err != nil {
				return err
			}
			bindings = append(bindings, binding)
		}

		// Provisioning comes last and goes first: nobody is deactivated when the stack is taken down.
		provisioning, err := jumpcloud.NewIdmIntegration(ctx, "provisioning", &jumpcloud.IdmIntegrationArgs{
			ApplicationId: application.ApplicationId,
			BaseUrl:       saml.ScimBaseUrl,
			Token:         scimToken,
			ManageGroups:  pulumi.Bool(true),
		}, pulumi.Provider(provider), pulumi.DependsOn(bindings))
		if err != nil {
			return err
		}

		ctx.Export("signIn", pulumiCloud.RelayState())
		ctx.Export("provisioningStatus", provisioning.Status)
		return nil
	})
}
