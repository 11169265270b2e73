namespace JumpCloud.EngineHost;

/// <summary>One configuration value of a stack.</summary>
/// <param name="Value">Its text: what <c>pulumi config set</c> was given; an object or list is JSON text.</param>
/// <param name="Secret">Whether it was set with <c>--secret</c>.</param>
public sealed record ConfigValue(string Value, bool Secret = false);

/// <summary>The project and stack that one command works on.</summary>
/// <param name="Directory">The project's folder: plugins and programs start in it.</param>
/// <param name="ProjectName">The project's name, part of every URN.</param>
/// <param name="StackName">The stack's name, part of every URN.</param>
/// <param name="Config">The stack's configuration by full key, <c>namespace:key</c>.</param>
/// <param name="Plugins">
/// Where each package's plugin is: an executable, a <c>.dll</c>, a folder that holds <c>pulumi-resource-NAME</c>, or the port
/// number of one that is already running (attach mode).
/// </param>
public sealed record ProjectSettings(
    string Directory,
    string ProjectName,
    string StackName,
    IReadOnlyDictionary<string, ConfigValue> Config,
    IReadOnlyDictionary<string, string> Plugins)
{
    /// <summary>The organization that programs are told; a file backend's is <c>organization</c>.</summary>
    public string Organization { get; init; } = "organization";
}
