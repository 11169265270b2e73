namespace JumpCloud.EngineHost;

internal static class Program
{
    private static void Main()
    {
    }
}
