namespace JumpCloud.Emulator;

/// <summary>What the services can hold at the start, by name.</summary>
internal static class Seed
{
    private static readonly string[] Names = ["empty", "company"];

    /// <exception cref="ArgumentException">The seed is unknown.</exception>
    public static void Require(string name)
    {
        if (!Names.Contains(name, StringComparer.Ordinal))
            throw new ArgumentException($"There is no seed {name}. The seeds are {string.Join(", ", Names)}.");
    }

    /// <exception cref="ArgumentException">The seed is unknown.</exception>
    public static void Plant(EmulatorHost host, string name)
    {
        Require(name);
        if (name == "company")
            Company.Plant(host);
    }
}
