using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>What Pulumi Cloud holds, and what it does with it. Knows no HTTP.</summary>
public sealed partial class PulumiCloudState
{
    private readonly EmulatorContext _context;

    internal PulumiCloudState(EmulatorContext context) => _context = context;

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
    }

    internal JObject Describe() => [];

    internal JObject DescribeCredentials() => [];
}
