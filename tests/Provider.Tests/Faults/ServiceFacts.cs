using System.Text;
using System.Text.RegularExpressions;
using JumpCloud.Emulator;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Tests.Faults;

/// <summary>What both services and the state hold, in a form that is the same for every way to it.</summary>
internal static partial class ServiceFacts
{
    // History; the jobs of an import, whose ids go with the answers that are lost; and a group that was not there yet when it was
    // looked for, which the next refresh finds.
    private static readonly string[] Passing = ["auditLog", "eventCount", "jobIds", "serviceProviderGroupId"];

    /// <summary>Made-up ids, times and certificates are replaced by their kind; which application they belong to is kept.</summary>
    public static string Of(ProviderFixture fixture)
    {
        var facts = Ready.DescribeState(fixture.Services);
        Sort(facts);
        return Plain(facts, fixture);
    }

    /// <summary>The custom resources of the state with ids, inputs and outputs, secrets left out.</summary>
    public static string OfState(ProviderFixture fixture)
    {
        var resources = fixture.State.Length == 0 ? [] : Parse(fixture.State).SelectToken("deployment.resources") as JArray ?? [];
        var facts = resources.OfType<JObject>().OrderBy(resource => (string?)resource["urn"], StringComparer.Ordinal).Select(resource => new JObject(
            new[] { "urn", "id", "inputs", "outputs", "delete", "initErrors" }
                .Where(name => resource[name] is not null && !IsProvider(resource))
                .Select(name => new JProperty(name, resource[name]))));
        return Plain(new JArray(facts), fixture);
    }

    /// <summary>Logins of those who may use acme.</summary>
    public static IReadOnlySet<string> ActiveMembers(EmulatorHost services) =>
        services.PulumiCloud.Organization("acme").Members.Where(member => member.Active).Select(member => member.Account.Login)
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>The text without the lines of these properties.</summary>
    public static string Without(string facts, params string[] names) => string.Join('\n', facts.Split('\n')
        .Where(line => !names.Any(name => line.TrimStart().StartsWith($"\"{name}\": ", StringComparison.Ordinal))));

    /// <summary>Only the lines of these properties.</summary>
    public static string Only(string facts, params string[] names) => string.Join('\n', facts.Split('\n')
        .Where(line => names.Any(name => line.TrimStart().StartsWith($"\"{name}\": ", StringComparison.Ordinal))));

    /// <summary>The first line that differs, both sides; null where none does.</summary>
    public static string? Difference(string expected, string actual)
    {
        var (left, right) = (expected.Split('\n'), actual.Split('\n'));
        for (var line = 0; line < Math.Max(left.Length, right.Length); line++)
        {
            if (left.ElementAtOrDefault(line) != right.ElementAtOrDefault(line))
                return $"expected {left.ElementAtOrDefault(line)?.Trim()}, found {right.ElementAtOrDefault(line)?.Trim()} in line {line}";
        }

        return null;
    }

    private static bool IsProvider(JObject resource) =>
        ((string?)resource["type"])?.StartsWith("pulumi:providers:", StringComparison.Ordinal) == true;

    private static JObject Parse(string text)
    {
        using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None };
        return JObject.Load(reader);
    }

    private static string Plain(JToken facts, ProviderFixture fixture)
    {
        foreach (var name in Passing)
        {
            foreach (var token in facts.SelectTokens($"$..{name}").ToList())
                token.Parent!.Remove();
        }

        var text = facts.ToString(Formatting.Indented);
        foreach (var (own, name) in PlacesOf(fixture))
            text = text.Replace(own, name, StringComparison.Ordinal);
        var number = 0;
        foreach (var application in fixture.Services.JumpCloud.Applications().OrderBy(application => application.Id, StringComparer.Ordinal))
        {
            text = text.Replace(application.Id, $"(application {++number})", StringComparison.Ordinal);
            foreach (var certificate in FormsOf((string?)application.Document.SelectToken("config.idpCertificate.value")))
                text = text.Replace(certificate, $"(certificate {number})", StringComparison.Ordinal);
        }

        text = Secret().Replace(text, "\"(secret)\"");
        text = Time().Replace(text, "(time)");
        text = Certificate().Replace(text, "(certificate)");
        return Id().Replace(text, "(id)");
    }

    // Each bench has its own.
    private static IEnumerable<(string Own, string Name)> PlacesOf(ProviderFixture fixture) =>
    [
        (fixture.WorkingDirectory, "(directory)"),
        (fixture.Services.ConsoleUrl.Authority, "(console)"),
        (fixture.Services.InsightsUrl.Authority, "(insights)"),
        (fixture.Services.OauthUrl.Authority, "(oauth)"),
        (fixture.Services.SsoUrl.Authority, "(sso)"),
        (fixture.Services.PulumiApiUrl.Authority, "(pulumi)"),
    ];

    // As the application has it, as metadata do, and as PEM does.
    private static IEnumerable<string> FormsOf(string? value)
    {
        if (value is null)
            yield break;
        yield return value;
        var pem = Encoding.ASCII.GetString(Convert.FromBase64String(value)).ReplaceLineEndings("\n").Trim();
        yield return TestCertificates.Base64(pem);
        yield return pem.Replace("\n", "\\n", StringComparison.Ordinal);
    }

    // The order in which people, teams and fields came is that of the requests, whichever of them were repeated.
    private static void Sort(JToken facts)
    {
        foreach (var document in facts.SelectTokens("$..*").OfType<JObject>().ToList())
            document.ReplaceAll(document.Properties().OrderBy(property => property.Name, StringComparer.Ordinal).ToList());
        foreach (var list in facts.SelectTokens("$..members").Concat(facts.SelectTokens("$..teams")).OfType<JArray>().ToList())
            list.ReplaceAll(list.OrderBy(item => (string?)(item as JObject)?["login"] ?? item.ToString(), StringComparer.Ordinal).ToList());
    }

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT[0-9:.]+Z")]
    private static partial Regex Time();

    [GeneratedRegex(@"v1:[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+|""ciphertext"": ""[^""]*""")]
    private static partial Regex Secret();

    [GeneratedRegex(@"-----BEGIN.*?-----END [A-Z ]+-----(\\n)?|[A-Za-z0-9+/=]{300,}")]
    private static partial Regex Certificate();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}|6567a1b2c3[0-9a-f]{14}")]
    private static partial Regex Id();
}
