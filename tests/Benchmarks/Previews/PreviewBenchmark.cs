using System.Diagnostics;
using JumpCloud.Benchmarks.Services;
using JumpCloud.EngineHost;

namespace JumpCloud.Benchmarks.Previews;

/// <summary>
/// <c>pulumi preview</c> of a program of one resource, as a user waits for it: the CLI, the language host and the plugin. The plugins
/// take turns; ours asks the emulator, which answers at once.
/// </summary>
internal static class PreviewBenchmark
{
    private const int WarmUps = 2;

    public static async Task RunAsync(IReadOnlyList<string> plugins, int rounds, TextWriter output)
    {
        if (PulumiCli.Find() is not { } pulumi)
        {
            output.WriteLine("preview: skipped, there is no pulumi on the PATH\n");
            return;
        }

        using var services = await ServicesRun.StartAsync();
        var projects = new List<(string Plugin, PulumiCli Cli, Samples Milliseconds)>();
        var folder = Directory.CreateTempSubdirectory("jumpcloud-preview-");
        try
        {
            foreach (var plugin in plugins)
            {
                if (ProgramOf(plugin) is not { } resources)
                {
                    output.WriteLine($"preview: skipped {Path.GetFileName(plugin)}, of which no program is known here\n");
                    continue;
                }

                var cli = new PulumiCli(pulumi, folder.CreateSubdirectory($"{projects.Count}").FullName);
                cli.MakeProject(plugin, resources, Inputs.AreOf(plugin) ? services.Config : new Dictionary<string, ConfigValue>());
                projects.Add((plugin, cli, new Samples()));
            }

            for (var round = -WarmUps; round < rounds; round++)
            {
                foreach (var (_, cli, milliseconds) in projects)
                {
                    var begin = Stopwatch.GetTimestamp();
                    cli.Run("preview", "--non-interactive");
                    if (round >= 0)
                        milliseconds.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
                }
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        var table = new Table("pulumi preview of one resource", "median ms", "10 %–90 %", "ratio");
        foreach (var (plugin, _, milliseconds) in projects)
            table.Add(Path.GetFileName(plugin), Table.Number(milliseconds.Median), Table.Spread(milliseconds), Table.Number(milliseconds.RatioTo(projects[0].Milliseconds)));
        output.WriteLine($"{rounds} rounds with pulumi {PulumiCli.VersionOf(pulumi)}:\n");
        table.Print(output);
    }

    // In YAML, which needs no compiler and no packages.
    private static string? ProgramOf(string plugin) => Path.GetFileName(plugin) switch
    {
        var name when name.Contains("jumpcloud", StringComparison.Ordinal) =>
            "  it:\n    type: jumpcloud:SsoApplication\n    properties: { template: pulumi, displayLabel: Pulumi, placeholders: { YOUR_ORGANIZATION: acme } }\n",
        "pulumi-resource-random" => "  it:\n    type: random:RandomString\n    properties: { length: 8 }\n",
        _ => null,
    };
}
