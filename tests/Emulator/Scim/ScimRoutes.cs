namespace JumpCloud.Emulator;

/// <summary>Which operation answers which method and path of Pulumi Cloud's SCIM 2.0 server.</summary>
internal static class ScimRoutes
{
    public static void Map(IEndpointRouteBuilder routes, PulumiCloudState state)
    {
    }
}
