namespace JumpCloud.Emulator;

/// <summary>Which operation answers which method and path of JumpCloud's faces.</summary>
internal static class JumpCloudRoutes
{
    public static void MapConsole(IEndpointRouteBuilder routes, JumpCloudState state)
    {
    }

    public static void MapInsights(IEndpointRouteBuilder routes, JumpCloudState state)
    {
    }

    public static void MapOauth(IEndpointRouteBuilder routes, JumpCloudState state)
    {
    }

    public static void MapSso(IEndpointRouteBuilder routes, JumpCloudState state)
    {
    }

    /// <summary>What an administrator does by hand in the portal; <paramref name="drift"/> is the group of <c>/_control/drift</c>.</summary>
    public static void MapControl(IEndpointRouteBuilder drift, JumpCloudState state)
    {
    }
}
