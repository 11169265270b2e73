using JumpCloud.Emulator;
using JumpCloud.Tests.Faults;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Tests.Secrets;

/// <summary>
/// Between the plugin and the services: keeps what is sent, part by part, and learns the tokens that are handed out. Armed, it
/// answers one call, and the later ones of its method and path, with everything that the asked service knows.
/// </summary>
/// <param name="isGiven">Whether the plugin has the secret, too: one that it never had it cannot take out.</param>
internal sealed class SecretWatch(EmulatorHost services, Canaries canaries, Func<Canary, bool> isGiven) : DelegatingHandler(CallWatch.NewNetwork())
{
    private readonly Lock _gate = new();
    private readonly List<RequestPart> _sent = [];
    private (int Call, HostileAnswer Answer, int First)? _plan;
    private (string Method, string Path)? _struck;
    private int _calls;

    public IReadOnlyList<RequestPart> Sent
    {
        get
        {
            lock (_gate)
                return [.. _sent];
        }
    }

    public int Calls => _calls;

    public void Clear() => Plan(null);

    /// <param name="call">Counted from 1.</param>
    /// <param name="first">Which of the secrets comes first: texts are shortened.</param>
    public void Arm(int call, HostileAnswer answer, int first) => Plan((call, answer, first));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        var uri = request.RequestUri!;
        var face = services.FaceOf(uri);
        var parts = await PartsOfAsync(request, face, cancellation);
        if (Note(request, parts) is { } plan)
            return plan.Answer.Make(Everything(face, parts, plan.First));
        if (face is null)
            throw new HttpRequestException($"There is no host {uri.Authority}");
        var response = await base.SendAsync(request, cancellation);
        if (face == Face.Oauth)
            await LearnTokenAsync(response, cancellation);
        return response;
    }

    // Each session has a client over this one handler.
    protected override void Dispose(bool disposing)
    {
    }

    private static async Task<IReadOnlyList<RequestPart>> PartsOfAsync(HttpRequestMessage request, Face? face, CancellationToken cancellation)
    {
        var uri = request.RequestUri!;
        RequestPart Part(string name, string text) => new(face, request.Method.Method, Uri.UnescapeDataString(uri.AbsolutePath), name, text);
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellation);
        return
        [
            Part("address", uri.OriginalString),
            .. request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? [])
                .Select(header => Part(header.Key.ToLowerInvariant(), string.Join(", ", header.Value))),
            Part("body", body),
        ];
    }

    private (HostileAnswer Answer, int First)? Note(HttpRequestMessage request, IReadOnlyList<RequestPart> parts)
    {
        lock (_gate)
        {
            _calls++;
            _sent.AddRange(parts);
            if (_plan is not { } plan)
                return null;
            var call = (request.Method.Method, request.RequestUri!.AbsolutePath);
            if (_calls == plan.Call)
                _struck = call;
            return _struck == call ? (plan.Answer, plan.First) : null;
        }
    }

    // A service knows what it was ever given, not only by this request.
    private string Everything(Face? face, IReadOnlyList<RequestPart> parts, int first)
    {
        var known = canaries.All.Where(canary => canaries.IsKnownTo(canary, face) && isGiven(canary)).Select(canary => canary.Value).ToList();
        var turned = known.Skip(first % Math.Max(1, known.Count)).Concat(known.Take(first % Math.Max(1, known.Count)));
        return string.Join('\n', turned.Concat(parts.Select(part => $"{part.Part}: {part.Text}")));
    }

    private async Task LearnTokenAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        await response.Content.LoadIntoBufferAsync(cancellation);
        if (JToken.Parse(await response.Content.ReadAsStringAsync(cancellation)) is JObject answer && (string?)answer["access_token"] is { } token)
            canaries.LearnAccessToken(token);
    }

    private void Plan((int Call, HostileAnswer Answer, int First)? plan)
    {
        lock (_gate)
        {
            (_plan, _struck, _calls) = (plan, null, 0);
            _sent.Clear();
        }
    }
}
