namespace JumpCloud.Emulator;

/// <summary>What a person does by hand in the Pulumi Cloud console, under <c>/_control/drift/pulumi</c>.</summary>
internal static class PulumiCloudControl
{
    public static void Map(IEndpointRouteBuilder drift, PulumiCloudState state)
    {
    }
}
