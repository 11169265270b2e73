using System.Net;
using System.Text.RegularExpressions;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using JumpCloud.Clients;
using JumpCloud.Core;
using JumpCloud.Resources;
using Xunit;
using static JumpCloud.Tests.Values;

namespace JumpCloud.Tests.Generated;

/// <summary>
/// Addresses that one program reads otherwise than another: refused, or asked at the host that everybody reads in them, encrypted unless
/// it is this machine.
/// </summary>
public sealed partial class GeneratedUrlTests
{
    private const int Count = 10_000;

    private static readonly Gen<string> Hosts = Gen.Elements(
        "good.test", "GOOD.test", "good.test.", "a_b", "-a", "localhost", "LocalHost", "loopback", "localhost.", "localhost.evil.test", "127.0.0.1", "127.0.0.1.", "127.1",
        "0x7f.1", "0177.0.0.1", "2130706433", "127.0.0.2", "128.0.0.1", "256.1.1.1", "1.2.3", "1.2.3.4.5", "a.1", "a.0x1", "0.0.0.0", "[::1]", "[::]", "[::ffff:127.0.0.1]",
        "[::1%25lo]", "[fe80::1%eth0]", "[::1", "::1", "xn--fa-hia.de", "faß.de", "ａ.test", "аpi.pulumi.com", "good。test", "⒈com", "%6cocalhost", "a%2fb", "a%40b", "a%00b", "a..b",
        "", ".", "..", "good.test\\@evil.test", "good.test\t.evil.test", "good.test;evil.test", "a b", new string('a', 64), new string('a', 300));

    private static readonly Gen<string> Texts = Gen.Frequency((3, Whole()), (2, Whole().SelectMany(Spoilt)));

    private int _asked;

    [Fact]
    public async Task A_request_goes_to_the_host_that_everybody_reads_in_its_address_or_nowhere()
    {
        var count = 0;
        var problems = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var text in Draw.Of(Texts, Count))
        {
            count++;
            if (await ProblemOfAsync(text) is { } problem && problems.Count < 20)
                problems.Add($"{(text.Length > 100 ? text[..100] : text)}: {problem}");
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"generated: {count} addresses tried, {_asked} requests, each to the host that everybody reads");
        problems.Should().BeEmpty();
        _asked.Should().BeGreaterThan(Count / 20, "some addresses are good");
    }

    private async Task<string?> ProblemOfAsync(string text)
    {
        var handler = new ScriptedHandler(new NoWaiting(), _ => ScriptedHandler.Json("""{"_id": "a"}"""));
        foreach (var ask in new[] { AskConsoleAsync, (Func<string, HttpMessageHandler, Task>)AskScimAsync })
            await ask(text, handler);
        foreach (var request in handler.Requests)
        {
            _asked++;
            if (request.Url.Scheme != "https" && !IsThisMachine(request.Url.IdnHost))
                return $"is sent in plain text to {request.Url}";
            foreach (var host in new[] { HostOf(text), HostOf(AsBrowsersRead(text)) })
            {
                if (!IsSame(host, request.Url.IdnHost))
                    return $"names {host} and is sent to {request.Url.IdnHost}";
            }
        }

        return null;
    }

    private static async Task AskConsoleAsync(string text, HttpMessageHandler handler)
    {
        ProviderConfig config;
        try
        {
            config = ProviderConfigReader.Read(Map(("apiKey", "key-1"), ("consoleUrl", text)), _ => null);
        }
        catch (UserErrorException)
        {
            return;
        }

        using var clients = new ProviderClients(config, new NoWaiting(), handler);
        await clients.JumpCloud.ReadApplicationAsync("a", default);
    }

    private static async Task AskScimAsync(string text, HttpMessageHandler handler)
    {
        if (ScimBaseUrl.ProblemOf(text, new Uri("https://api.pulumi.com")) is not null)
            return;
        using var clients = new ProviderClients(TestOperation.Config, new NoWaiting(), handler);
        await clients.Scim(new Uri(text), "token-1").ReadServiceProviderConfigAsync(default);
    }

    // One IPv6 address is written in many ways, and every one is read the same.
    private static bool IsSame(string host, string asked) => host.StartsWith('[')
        ? IPAddress.TryParse(host.Trim('[', ']'), out var one) && IPAddress.TryParse(asked, out var other) && one.Equals(other)
        : string.Equals(host, asked, StringComparison.OrdinalIgnoreCase);

    private static bool IsThisMachine(string host) => host is "localhost" or "::1" or "::ffff:127.0.0.1" || ThisMachine().IsMatch(host);

    // RFC 3986, appendix B; without the port.
    private static string HostOf(string text) => PortAtEnd().Replace(Parts().Match(text).Groups[4].Value, "");

    // WHATWG URL, "basic URL parser": as far as it takes what RFC 3986 does not.
    private static string AsBrowsersRead(string text) =>
        text.Trim([.. Enumerable.Range(0, 33).Select(code => (char)code)]).Replace("\t", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal)
            .Replace("\r", "", StringComparison.Ordinal).Replace('\\', '/');

    private static Gen<string> Whole() =>
        from scheme in Gen.Frequency((6, Gen.Constant("https")), (3, Gen.Constant("http")), (1, Gen.Elements("HTTPS", "Http", "ftp", "file", "javascript", "", " https")))
        from separator in Gen.Frequency((9, Gen.Constant("://")), (1, Gen.Elements(":/", ":", ":///", ":\\\\", "//", "")))
        from user in Gen.Frequency((9, Gen.Constant("")), (1, Gen.Elements("@", ":@", "me:pw@", "good.test@", "good.test%40", "good.test/@")))
        from host in Hosts
        from port in Gen.Frequency((6, Gen.Constant("")), (2, Gen.Constant(":8443")), (1, Gen.Elements(":", ":0", ":65535", ":65536", ":-1", ":443x", ":80:80", ":080")))
        from path in Gen.Elements("", "", "", "/", "/scim/v2", "/a/../b", "/%2e%2e/b", "//b", "/@evil.test", "\\b", "/ b", "?b", "#b", "/" + new string('a', 3000))
        select scheme + separator + user + host + port + path;

    private static Gen<string> Spoilt(string text) =>
        from at in Gen.Choose(0, text.Length)
        from odd in Gen.Elements("\t", "\n", "\r", "\0", " ", "\\", "/", "@", ":", "#", "?", "%", ".", "\u00ad", "\u200b", "\u2024", "\ud800", "]", "[", ";", ",")
        select text.Insert(at, odd);

    [GeneratedRegex(@"^(([^:/?#]+):)?(//([^/?#]*))?")]
    private static partial Regex Parts();

    [GeneratedRegex(@":[0-9]*\z")]
    private static partial Regex PortAtEnd();

    [GeneratedRegex(@"^127(\.[0-9]{1,3}){3}\z")]
    private static partial Regex ThisMachine();
}
