namespace JumpCloud.Emulator;

/// <summary>A believable company: its directory at JumpCloud and its organizations at Pulumi Cloud.</summary>
internal static class Company
{
    public static void Plant(EmulatorHost host)
    {
        CompanyDirectory.Plant(host.JumpCloud);
    }
}
