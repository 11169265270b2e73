using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>A request as it went out, and what each attempt at it met.</summary>
/// <param name="Path">Below the base URL, readable.</param>
/// <param name="Statuses">HTTP statuses in order; 0 when there was no answer.</param>
internal sealed record ScimExchange(string Method, string Path, IReadOnlyList<int> Statuses);

/// <summary>
/// The SCIM client as the worker uses it: remembers the requests of a step until its event is written. Directory Insights does not tell
/// them; the emulator's page does.
/// </summary>
internal sealed class ScimTrace(ScimConnector scim)
{
    private readonly List<ScimExchange> _exchanges = [];

    public async Task<ScimAnswer> SendAsync(
        ScimTarget target, HttpMethod method, string path, JObject? body, CancellationToken cancellation)
    {
        List<int> statuses = [];
        var answer = await scim.SendAsync(target, method, path, body, cancellation, statuses);
        _exchanges.Add(new ScimExchange(method.Method, Uri.UnescapeDataString(path), statuses));
        return answer;
    }

    /// <summary>What was sent since this was asked last.</summary>
    public IReadOnlyList<ScimExchange> Take()
    {
        ScimExchange[] taken = [.. _exchanges];
        Forget();
        return taken;
    }

    public void Forget() => _exchanges.Clear();
}
