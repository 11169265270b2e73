using Pulumi;
using JumpCloud = Community.JumpCloud;

return await Deployment.RunAsync(PulumiCloud.Define);

public static class PulumiCloud
{
    public static Dictionary<string, object?> Define()
    {
        var config = new Config();
        var integration = new JumpCloud.PulumiIntegration("integration", new()
        {
            Organization = config.Require("organization"),
            DisplayLabel = "Pulumi Cloud",
            Groups = { "Engineering", "Platform", "Security" },
            ScimToken = config.RequireSecret("scimToken"),
        });
        return new() { ["signIn"] = integration.SpStartUrl, ["provisioning"] = integration.ProvisioningStatus };
    }
}
