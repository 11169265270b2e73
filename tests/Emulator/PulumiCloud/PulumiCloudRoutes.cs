namespace JumpCloud.Emulator;

/// <summary>Which operation answers which method and path of Pulumi Cloud's REST API.</summary>
internal static class PulumiCloudRoutes
{
    public static void Map(IEndpointRouteBuilder routes, PulumiCloudState state)
    {
    }
}
