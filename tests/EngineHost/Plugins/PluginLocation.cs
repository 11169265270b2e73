using System.Globalization;

namespace JumpCloud.EngineHost;

/// <summary>Finds plugins: attached ones first, then those that the project names, then those on the PATH.</summary>
internal static class PluginLocation
{
    /// <summary>The place of a package's plugin, a path or an attach port.</summary>
    /// <exception cref="PluginException">There is none.</exception>
    public static string Find(string package, ProjectSettings settings, HostOptions options)
    {
        if (DebugPort(package, options) is { } port)
            return port;
        return settings.Plugins.GetValueOrDefault(package) ?? OnPath(package)
            ?? throw new PluginException(
                $"no resource plugin 'pulumi-resource-{package}' found: name its folder under plugins.providers of Pulumi.yaml");
    }

    /// <summary>The executable of a package at a file or folder.</summary>
    /// <exception cref="PluginException">It is not there.</exception>
    public static string Executable(string package, string location)
    {
        if (File.Exists(location))
            return location;
        if (!Directory.Exists(location))
            throw new PluginException($"the plugin folder '{location}' of '{package}' does not exist");
        var name = $"pulumi-resource-{package}";
        return new[] { name, name + ".exe", name + ".dll" }
            .Select(file => Path.Combine(location, file))
            .FirstOrDefault(File.Exists)
            ?? throw new PluginException($"the folder '{location}' holds no {name}; build the plugin first");
    }

    private static string? OnPath(string package) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => new[] { "", ".exe" }.Select(ending => Path.Combine(folder, $"pulumi-resource-{package}{ending}")))
            .FirstOrDefault(File.Exists);

    private static string? DebugPort(string package, HostOptions options)
    {
        var text = options.PluginEnvironment.TryGetValue("PULUMI_DEBUG_PROVIDERS", out var given)
            ? given
            : Environment.GetEnvironmentVariable("PULUMI_DEBUG_PROVIDERS");
        foreach (var entry in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = entry.Split(':');
            if (parts.Length != 2 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out _))
                throw new PluginException($"PULUMI_DEBUG_PROVIDERS has '{entry}', expected name:port");
            if (parts[0].Trim() == package)
                return parts[1];
        }

        return null;
    }
}
