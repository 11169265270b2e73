using JumpCloud.Tests.Interop;

namespace JumpCloud.Sdk.Tests;

/// <summary>
/// The engine that is here: the user's own <c>pulumi</c>, or, where there is none, this repository's EngineHost, which takes the
/// same commands.
/// </summary>
internal static class EngineCommand
{
    /// <summary>Whether it is the real one.</summary>
    public static bool IsReal { get; } = OnPath("pulumi");

    /// <summary>The folder of the plugin that the tests are to run: the published one that is named, or what the build made.</summary>
    public static string PluginFolder =>
        Environment.GetEnvironmentVariable("JUMPCLOUD_PLUGIN") is { Length: > 0 } plugin
            ? Path.GetDirectoryName(plugin)!
            : Path.Combine(Repository.Root, "artifacts", "bin", "Provider", "debug");

    /// <param name="environment">On top of this process's; null takes a variable away.</param>
    public static Task<CommandResult> RunAsync(IReadOnlyDictionary<string, string?> environment, params IReadOnlyList<string> arguments) =>
        Command.RunAsync(
            IsReal ? "pulumi" : Path.Combine(Repository.Root, "artifacts", "bin", "EngineHost", "debug", "enginehost"), environment, arguments);

    /// <summary>Whether a command is on the PATH.</summary>
    public static bool OnPath(string command) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => new[] { "", ".exe" }.Select(ending => Path.Combine(folder, command + ending)))
            .Any(File.Exists);
}
