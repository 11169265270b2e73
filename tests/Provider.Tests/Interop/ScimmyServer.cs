using System.Diagnostics;
using System.Net.Http.Headers;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Tests.Interop;

/// <summary>
/// Runs <c>tests/Interop/node/scim-server.js</c> and asks it, as its administrator would; a test that asks for it is skipped where Node or
/// its packages cannot be had.
/// </summary>
internal sealed class ScimmyServer : IAsyncDisposable
{
    public const string Token = "scimmy-token-0123456789";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    private ScimmyServer(Process process, string baseUrl)
    {
        (_process, BaseUrl) = (process, baseUrl);
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    public string BaseUrl { get; }

    public static async Task<ScimmyServer> StartAsync()
    {
        var process = Process.Start(new ProcessStartInfo("node", ["scim-server.js"])
        {
            WorkingDirectory = await NodePackages.FolderAsync(), RedirectStandardInput = true, RedirectStandardOutput = true,
            Environment = { ["SCIM_TOKEN"] = Token },
        })!;
        try
        {
            var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Limit)
                ?? throw new InvalidOperationException("scim-server.js ended without a word; what it had to say is in the error output");
            return new ScimmyServer(process, JObject.Parse(line).Value<string>("baseUrl")!);
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    /// <summary>Such as <c>alice active</c>, by name.</summary>
    public async Task<IReadOnlyList<string>> UsersAsync() =>
        [.. (await ListAsync("Users")).Select(user => $"{user["userName"]} {((bool?)user["active"] == true ? "active" : "inactive")}")
            .Order(StringComparer.Ordinal)];

    /// <summary>Such as <c>Crew: alice, ben</c>, by name.</summary>
    public async Task<IReadOnlyList<string>> GroupsAsync()
    {
        var names = (await ListAsync("Users")).ToDictionary(user => (string)user["id"]!, user => (string)user["userName"]!);
        return [.. (await ListAsync("Groups")).Select(group => $"{group["displayName"]}: {string.Join(", ", Members(group))}").Order(StringComparer.Ordinal)];

        IEnumerable<string> Members(JObject group) => (group["members"] as JArray ?? [])
            .Select(member => names[(string)member["value"]!]).Order(StringComparer.Ordinal);
    }

    public async Task<JObject> UserAsync(string userName) =>
        (await ListAsync("Users")).Single(user => (string?)user["userName"] == userName);

    public async Task<string> GroupIdAsync() => (string)(await ListAsync("Groups")).Single()["id"]!;

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.StandardInput.Close();
        try
        {
            await _process.WaitForExitAsync().WaitAsync(Limit);
        }
        catch (TimeoutException)
        {
            _process.Kill();
            throw;
        }
        finally
        {
            _process.Dispose();
        }
    }

    private async Task<IReadOnlyList<JObject>> ListAsync(string endpoint)
    {
        var list = JObject.Parse(await _http.GetStringAsync($"{BaseUrl}/{endpoint}?count=200"));
        return [.. list["Resources"]!.OfType<JObject>()];
    }
}
