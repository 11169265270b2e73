using Pulumi;
using Pulumi.Random;
using JumpCloud = Community.JumpCloud;

/// <summary>
/// JumpCloud fixes the address of an application when it is made. A part of it that Pulumi.Random makes up collides with no other
/// application's, and stays as long as its keepers do: bookmarks and the metadata at Pulumi go on to lead there.
/// </summary>
public sealed class StableSsoUrlStack : Stack
{
    public StableSsoUrlStack()
    {
        var organization = new Config().Require("organization");

        // Another organization is another application anyway, with an address of its own. Nothing else changes the suffix.
        var suffix = new RandomString("sso-url", new()
        {
            Length = 8,
            Special = false,
            Upper = false,
            Keepers = { ["organization"] = organization },
        });

        var application = new JumpCloud.SsoApplication("application", new()
        {
            Template = "pulumi",
            DisplayLabel = $"Pulumi Cloud ({organization})",
            SsoIdpUrl = Output.Format($"pulumi-{organization}-{suffix.Result}"),
            Placeholders = { ["YOUR_ORGANIZATION"] = organization },
        }, new() { Protect = true });

        SsoIdpUrl = application.SsoIdpUrl;
    }

    [Output("ssoIdpUrl")]
    public Output<string?> SsoIdpUrl { get; private set; }
}
