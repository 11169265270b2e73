using System.Runtime.InteropServices;
using JumpCloud.Emulator;

namespace JumpCloud.Quickstart;

internal static class Program
{
    /// <summary>Arguments: the repository's root, and <c>--keep</c> to leave everything running.</summary>
    /// <returns>0 when everything came out as announced, 1 when not, 2 for unusable arguments.</returns>
    private static async Task<int> Main(string[] arguments)
    {
        var root = arguments.FirstOrDefault();
        var unknown = arguments.Skip(1).FirstOrDefault(argument => argument != "--keep");
        if (root is null || unknown is not null)
        {
            await Console.Error.WriteLineAsync($"quickstart: {unknown ?? "nothing"} is not an argument; there is --keep");
            return 2;
        }

        var narrator = new Narrator(Console.Out);
        var folder = Directory.CreateTempSubdirectory("jumpcloud-quickstart-").FullName;
        var stack = new Stack(root, folder, narrator);

        // Interrupted or told to stop, it leaves nothing behind either.
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => CleanUp(stack, folder));
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => CleanUp(stack, folder));
        try
        {
            await using var emulator = await EmulatorHost.StartAsync(new EmulatorOptions { Seed = "company" });
            var tool = await Tool.FindAsync(root, Path.Combine(folder, "state"));
            await stack.InitialiseAsync(tool, emulator);
            var story = new Story(stack, emulator, narrator);
            await story.RunAsync(keep: arguments.Contains("--keep"));
        }
        finally
        {
            CleanUp(stack, folder);
        }

        narrator.Say("");
        narrator.Say($"{narrator.Steps} steps, {narrator.Announcements - narrator.Surprises} of {narrator.Announcements} announcements as announced, {narrator.Surprises} surprises");
        return narrator.Surprises == 0 ? 0 : 1;
    }

    private static void CleanUp(Stack stack, string folder)
    {
        stack.CleanUp();
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
