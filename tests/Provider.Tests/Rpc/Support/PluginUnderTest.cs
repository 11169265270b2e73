namespace JumpCloud.Tests.Rpc.Support;

/// <summary>The plugin's executable: the one that was built with the tests, or any other, the native one say.</summary>
internal static class PluginUnderTest
{
    /// <summary>Whether JUMPCLOUD_PLUGIN names one.</summary>
    public static bool IsGiven => Given is not null;

    /// <summary>A file or a folder; JUMPCLOUD_PLUGIN overrides it.</summary>
    public static string Location => Given is { } given
        ? Path.GetFullPath(given)
        : Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "pulumi-resource-jumpcloud.exe" : "pulumi-resource-jumpcloud");

    private static string? Given => Environment.GetEnvironmentVariable("JUMPCLOUD_PLUGIN") is { Length: > 0 } given ? given : null;
}
