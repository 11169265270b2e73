using System.Reflection;

namespace JumpCloud.Core;

/// <summary>The provider's version, without a leading v.</summary>
internal static class ProviderVersion
{
    public static string Text { get; } =
        typeof(ProviderVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? "0.0.0";
}
