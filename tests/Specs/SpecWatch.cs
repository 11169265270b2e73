using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using JumpCloud.Emulator;
using JumpCloud.Tests.Specs;
using Xunit;

[assembly: AssemblyFixture(typeof(SpecWatch))]

namespace JumpCloud.Tests.Specs;

/// <summary>
/// Holds what every emulator of the test run is asked and answers to the vendors' specs, beside the tests. What it finds fails the
/// run. Not held are
/// - requests of the tests' own, which are malformed on purpose: only the plugin's are, by their User-Agent;
/// - what a planned fault answers in the services' place, and what it makes of their answers: those are disturbances;
/// - tests of the trait Specs=NotHeld: what they put into answers comes back in requests;
/// - errors that an operation does not specify, see <see cref="AnswerRules.Covers"/>;
/// - calls that no vendor specifies: <see cref="UnspecifiedCalls"/>.
/// </summary>
public sealed class SpecWatch : IAsyncLifetime
{
    private const string Plugin = "pulumi-resource-jumpcloud/";

    private readonly Channel<(Exchange Exchange, string Test)> _queue = Channel.CreateUnbounded<(Exchange, string)>();
    private readonly HashSet<string> _seen = [];
    private readonly Dictionary<string, string> _violations = [];
    private readonly HashSet<Operation> _operations = [];
    private VendorSpecs? _specs;
    private Task _work = Task.CompletedTask;
    private int _requests;
    private int _answers;

    public async ValueTask InitializeAsync()
    {
        _specs = await VendorSpecs.LoadAsync();
        if (_specs is null)
            return;
        EmulatorHost.Started += Watch;
        _work = Task.Run(HoldAllAsync);
    }

    public async ValueTask DisposeAsync()
    {
        EmulatorHost.Started -= Watch;
        _queue.Writer.Complete();
        await _work;
        Console.WriteLine(_specs is null
            ? $"spec: nothing was held, as {VendorSpecs.Absent}"
            : $"spec: {_requests} requests and {_answers} answers of {_operations.Count} operations held to the vendors' specs, {_violations.Count} violations");
        if (_violations.Count > 0)
            throw new InvalidOperationException(string.Join('\n', _violations.Select(violation => $"{violation.Key} ({violation.Value})").Order(StringComparer.Ordinal)));
    }

    private void Watch(EmulatorHost host)
    {
        if (TestContext.Current.Test?.Traits.TryGetValue("Specs", out var traits) == true && traits.Contains("NotHeld"))
            return;
        var test = TestContext.Current.Test?.TestDisplayName ?? TestContext.Current.TestClass?.TestClassName ?? "before the tests";
        host.Exchanged += exchange => _queue.Writer.TryWrite((exchange, test));
    }

    private async Task HoldAllAsync()
    {
        await foreach (var (exchange, test) in _queue.Reader.ReadAllAsync())
        {
            foreach (var violation in Hold(exchange).Where(violation => !SpecExceptions.Cover(violation)))
                _violations.TryAdd(violation.ToString(), test);
        }
    }

    private IEnumerable<Violation> Hold(Exchange exchange)
    {
        var request = exchange.Request;
        var isPlugins = request.Headers.TryGetValue("User-Agent", out var agent) && agent.StartsWith(Plugin, StringComparison.Ordinal);
        if (_specs!.Find(request.Face, request.Method, request.Path) is not { } operation)
        {
            return isPlugins && UnspecifiedCalls.Find(request.Face, request.Method, request.Path) is null
                ? [new Violation($"{request.Method} {request.Path}", "request", "is not specified")]
                : [];
        }

        _operations.Add(operation);
        List<Violation> violations = [];
        if (isPlugins)
        {
            _requests++;
            if (IsNew($"{operation} {request.Path} {request.Query} {string.Join(' ', request.Headers)} {request.Body}"))
                violations.AddRange(RequestRules.Check(operation, request));
        }

        if (AnswerRules.Covers(operation, exchange.Status))
        {
            _answers++;
            if (IsNew($"{operation} {exchange.Status} {exchange.ContentType} {exchange.Answer}"))
                violations.AddRange(AnswerRules.Check(operation, exchange));
        }

        return violations;
    }

    // The same again cannot come to anything else.
    private bool IsNew(string text) => _seen.Add(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
}
