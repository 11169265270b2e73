namespace JumpCloud.Emulator;

/// <summary>The company's people and groups at JumpCloud.</summary>
internal static class CompanyDirectory
{
    public static void Plant(JumpCloudState state)
    {
    }
}
