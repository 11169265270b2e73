using System.Diagnostics;
using System.Text;
using JumpCloud.Benchmarks.Processes;
using JumpCloud.EngineHost;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Benchmarks.Services;

/// <summary>The services, in their process, and what is asked of them by the control door.</summary>
internal sealed class ServicesRun : IDisposable
{
    // The plugin's own requests; JumpCloud's to the SCIM server are not held up.
    private const string Agent = "pulumi-resource-jumpcloud/";

    private readonly Process _process;
    private readonly HttpClient _control;

    private ServicesRun(Process process, JObject ready)
    {
        (_process, Ready) = (process, ready);
        _control = new HttpClient { BaseAddress = new Uri(new Uri((string)ready["consoleUrl"]!), "_control/") };
    }

    /// <summary>Addresses and credentials.</summary>
    public JObject Ready { get; }

    public double CpuMilliseconds => ProcessFigures.CpuMilliseconds(_process.Id);

    /// <summary>The configuration of a provider that works on these services.</summary>
    public IReadOnlyDictionary<string, ConfigValue> Config => new Dictionary<string, ConfigValue>
    {
        ["jumpcloud:apiKey"] = new((string)Ready.SelectToken("jumpcloud.apiKey")!, Secret: true),
        ["jumpcloud:pulumiAccessToken"] = new((string)Ready.SelectToken("pulumi.acme.accessToken")!, Secret: true),
        ["jumpcloud:consoleUrl"] = new((string)Ready["consoleUrl"]!),
        ["jumpcloud:insightsUrl"] = new((string)Ready["insightsUrl"]!),
        ["jumpcloud:oauthUrl"] = new((string)Ready["oauthUrl"]!),
        ["jumpcloud:ssoUrl"] = new((string)Ready["ssoUrl"]!),
        ["jumpcloud:pulumiApiUrl"] = new((string)Ready["pulumiApiUrl"]!),
    };

    public static async Task<ServicesRun> StartAsync(int groups = 0, int users = 0, int importable = 0)
    {
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [ServicesProcess.Command, $"{groups}", $"{users}", $"{importable}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var line = await process.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException("the emulator ended before it was ready");
        return new ServicesRun(process, JObject.Parse(line));
    }

    /// <summary>From now on every request of a plugin is carried out so long after it came.</summary>
    public async Task DelayAsync(TimeSpan latency)
    {
        var fault = new JObject { ["kind"] = "delay", ["seconds"] = latency.TotalSeconds, ["count"] = int.MaxValue, ["agent"] = Agent };
        using var body = new StringContent(fault.ToString(), Encoding.UTF8, "application/json");
        using var response = await _control.PostAsync(new Uri("fault", UriKind.Relative), body);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>The plugin's requests since the last call: method and path.</summary>
    public async Task<IReadOnlyList<string>> TakeRequestsAsync()
    {
        var requests = new Uri("requests", UriKind.Relative);
        var all = JArray.Parse(await _control.GetStringAsync(requests));
        using var response = await _control.DeleteAsync(requests);
        response.EnsureSuccessStatusCode();
        return [.. all
            .Where(request => ((string?)request.SelectToken("headers.User-Agent"))?.StartsWith(Agent, StringComparison.Ordinal) == true)
            .Select(request => $"{request["method"]} {request["path"]}")];
    }

    public void Dispose()
    {
        _control.Dispose();
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
