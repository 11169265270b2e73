namespace JumpCloud.Tests.Rpc.Support;

/// <summary>The plugin's executable: the one that was built with the tests, or any other, the native one say.</summary>
internal static class PluginUnderTest
{
    /// <summary>A file or a folder; JUMPCLOUD_PLUGIN overrides it.</summary>
    public static string Location => Environment.GetEnvironmentVariable("JUMPCLOUD_PLUGIN") is { Length: > 0 } given
        ? Path.GetFullPath(given)
        : Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "pulumi-resource-jumpcloud.exe" : "pulumi-resource-jumpcloud");
}
