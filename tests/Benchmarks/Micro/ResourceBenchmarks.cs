using BenchmarkDotNet.Attributes;
using JumpCloud.Clients;
using JumpCloud.Core;
using JumpCloud.Rpc;

namespace JumpCloud.Benchmarks.Micro;

/// <summary>Check and Diff of what has not changed, without the wire.</summary>
public class ResourceBenchmarks
{
    private IResource _resource = null!;
    private CheckRequest _check = null!;
    private DiffRequest _diff = null!;
    private OperationContext _operation = null!;

    public static IEnumerable<string> Types => Registry.Resources.Select(resource => resource.Token.Split(':')[^1]).Order(StringComparer.Ordinal);

    [ParamsSource(nameof(Types))]
    public string Type { get; set; } = "";

    [GlobalSetup]
    public async Task ArrangeAsync()
    {
        var token = $"jumpcloud:index:{Type}";
        _resource = Registry.Resources.Single(resource => resource.Token == token);
        var config = new ProviderConfig { ApiKey = "key", PulumiAccessToken = "token" };
        _operation = new OperationContext(
            Inputs.UrnOf(token), Preview: true, new Silent(), new ProviderClients(config, TimeProvider.System, new NoNetwork()), TimeProvider.System, CancellationToken.None);
        var given = PropertyCodec.Decode(Inputs.StructOf(Inputs.All[token]));
        var result = await _resource.CheckAsync(new CheckRequest(given, given), _operation);
        if (!result.Failures.IsEmpty)
            throw new InvalidOperationException($"Check refuses what is measured: {result.Failures[0].Path} {result.Failures[0].Reason}");
        _check = new CheckRequest(result.Inputs, result.Inputs);
        _diff = new DiffRequest("it", result.Inputs, result.Inputs, result.Inputs, []);
    }

    [Benchmark(Description = "Check")]
    public async Task<object> CheckAsync() => await _resource.CheckAsync(_check, _operation);

    [Benchmark(Description = "Diff")]
    public object Diff() => _resource.Diff(_diff);

    // What has not changed is not asked about; a measurement in which somebody was asked would be none.
    private sealed class NoNetwork : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new InvalidOperationException($"{request.Method} {request.RequestUri} was asked");
    }

    private sealed class Silent : IEngineLog
    {
        public ValueTask DebugAsync(string message) => default;

        public ValueTask InfoAsync(string message) => default;

        public ValueTask WarningAsync(string message) => default;

        public ValueTask StatusAsync(string message) => default;
    }
}
