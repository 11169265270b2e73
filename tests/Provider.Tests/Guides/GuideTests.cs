using System.Text.RegularExpressions;
using FluentAssertions;
using JumpCloud.Emulator;
using JumpCloud.EngineHost;
using JumpCloud.Tests.Conventions;
using Newtonsoft.Json;
using Xunit;

namespace JumpCloud.Tests.Guides;

/// <summary>The guides, and whatever else quotes commands, word by word: the programs run, and what is quoted is printed.</summary>
[Trait("Checks", "Documentation")]
public sealed partial class GuideTests
{
    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_guide_can_be_followed_and_prints_what_it_quotes(string path)
    {
        var steps = Guide.Read(path).ToList();
        var settings = steps.OfType<GuideStep.Setting>().ToDictionary(setting => setting.Name, string? (setting) => setting.Value);
        await using var stack = await ProviderFixture.StartAsync(config: settings);
        var program = "";
        foreach (var step in steps)
        {
            switch (step)
            {
                case GuideStep.Program whole:
                    program = whole.Yaml;
                    break;
                case GuideStep.Edit edit:
                    program = Edited(program, edit);
                    break;
                case GuideStep.ByHand hand:
                    await GuideHands.DoAsync(hand.What, stack.Services);
                    break;
                case GuideStep.Command command:
                    await RunAsync(stack, program, command);
                    break;
            }
        }
    }

    [Fact]
    public void Every_guide_says_what_a_command_prints() => Sources.Markdown().Where(path => path.StartsWith("docs/guides/", StringComparison.Ordinal))
        .Where(path => !Guide.Read(path).OfType<GuideStep.Command>().Any(command => command.Prints.Count > 0))
        .Should().BeEmpty();

    public static TheoryData<string> Pages => [.. Guide.All];

    private static async Task RunAsync(ProviderFixture stack, string program, GuideStep.Command command)
    {
        var resources = Configured(stack, program[(program.IndexOf("runtime: yaml\n", StringComparison.Ordinal) + "runtime: yaml\n".Length)..]);
        var result = command.Line switch
        {
            "pulumi preview" => await stack.PreviewAsync(resources),
            "JUMPCLOUD_STRICT=true pulumi preview" => await stack.PreviewAsync(resources),
            "pulumi up" => await stack.UpAsync(resources),
            "pulumi refresh" => await stack.RefreshAsync(),
            "pulumi destroy" => await stack.DestroyAsync(),
            _ => throw new ArgumentException($"nothing stands in for {command.Line}"),
        };
        await stack.Services.SettledAsync();
        result.Succeeded.Should().Be(!command.Prints.Any(line => line.StartsWith("error: ", StringComparison.Ordinal)), result.Text);
        var (text, from, isPreview) = (Plain(stack, result), 0, command.Line.EndsWith(" preview", StringComparison.Ordinal));
        foreach (var line in command.Prints.Select(Words))
        {
            // A preview shows in any order what does not wait for each other, and so do warnings come.
            var hasOrder = !isPreview && !line.StartsWith("warning: ", StringComparison.Ordinal);
            var at = text.IndexOf(line, hasOrder ? from : 0, StringComparison.Ordinal);
            at.Should().BeGreaterThanOrEqualTo(0, $"{command.Line} prints\n{line}\nin\n{text}");
            from = hasOrder ? at + line.Length : from;
        }
    }

    // What the reader puts into the stack's configuration.
    private static string Configured(ProviderFixture stack, string program)
    {
        var (certificate, key) = TestCertificates.Of("acme", new DateTimeOffset(2036, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var pulumi = stack.Services.PulumiCloud;
        string ValueOf(string name) => name switch
        {
            "scimToken" => Programs.ScimToken(stack),
            "labsScimToken" => pulumi.Organization("acme-labs").ScimToken!,
            "labsAccessToken" => pulumi.IssueOrganizationToken("acme-labs"),
            "idpCertificate" => certificate,
            "idpPrivateKey" => key,
            _ => throw new ArgumentException($"nothing is known of the setting {name}"),
        };
        const string ownProvider = "    type: pulumi:providers:jumpcloud\n    properties: {";
        return Setting().Replace(program.Replace(ownProvider, ownProvider + Surroundings(stack), StringComparison.Ordinal), match =>
            $"{match.Groups["name"]}: {{type: string{match.Groups["secret"]}, default: {JsonConvert.ToString(ValueOf(match.Groups["name"].Value))}}}");
    }

    // What a provider of its own finds in the reader's environment.
    private static string Surroundings(ProviderFixture stack) =>
        $"apiKey: {{'fn::secret': {JumpCloudState.DefaultApiKey}}}, consoleUrl: '{stack.Services.ConsoleUrl}', "
        + $"insightsUrl: '{stack.Services.InsightsUrl}', ssoUrl: '{stack.Services.SsoUrl}', pulumiApiUrl: '{stack.Services.PulumiApiUrl}', ";

    private static string Edited(string program, GuideStep.Edit edit)
    {
        const string indent = "      ";
        var lines = program.Split('\n').ToList();
        var start = lines.IndexOf("    properties:", lines.IndexOf($"  {edit.Resource}:")) + 1;
        start.Should().BePositive($"{edit.Resource} has properties");
        foreach (var line in edit.Lines.Split('\n'))
        {
            var name = line.Split(':')[0];
            var old = lines.FindIndex(start, candidate => candidate.StartsWith($"{indent}{name}:", StringComparison.Ordinal));
            if (old >= 0)
                lines[old] = indent + line;
            else
                lines.Insert(start, indent + line);
        }

        return string.Join('\n', lines);
    }

    // The emulators stand on ports of their own, where a reader sees the services.
    private static string Plain(ProviderFixture stack, CommandResult result) => Words(result.Text
        .Replace(stack.Services.ConsoleUrl.Authority, "console.jumpcloud.com", StringComparison.Ordinal)
        .Replace(stack.Services.PulumiApiUrl.Authority, "api.pulumi.com", StringComparison.Ordinal)
        .Replace("http://", "https://", StringComparison.Ordinal));

    private static string Words(string text) => Space().Replace(Took().Replace(text, ""), " ").Trim();

    [GeneratedRegex(@"\([0-9.]+s\)")]
    private static partial Regex Took();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@"(?<name>\w+): \{ ?type: string(?<secret>, secret: true)? ?\}")]
    private static partial Regex Setting();
}
