namespace JumpCloud.Emulator;

/// <summary>A believable company: its directory at JumpCloud and its organizations at Pulumi Cloud.</summary>
internal static class Company
{
    public static void Plant(EmulatorHost host)
    {
        CompanyPulumi.Plant(host.PulumiCloud);
        CompanyDirectory.Plant(host.JumpCloud);
    }
}
