using System.Collections.Concurrent;
using FluentAssertions;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using JumpCloud.Core;
using JumpCloud.Emulator;
using JumpCloud.EngineHost.Wire;
using JumpCloud.Rpc;
using Xunit;

namespace JumpCloud.Tests.Generated;

/// <summary>A hundred thousand programs that are wrong somewhere: every one is answered, twice the same, with sentences.</summary>
public sealed class GeneratedInputTests
{
    private const int OfEach = 13_600;

    // A certificate takes longer to read than all the rest to look at.
    private const int OfCertificates = 2_500;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<(string, string, string), bool> _seen = new();
    private readonly ConcurrentDictionary<string, string> _problems = new(StringComparer.Ordinal);
    private int _bags;
    private int _refusals;

    [Fact]
    public async Task Whatever_a_program_gives_is_answered_with_properties_and_sentences()
    {
        await using var services = await EmulatorHost.StartAsync(new EmulatorOptions { Seed = "company", Arrange = Arrange });
        var network = new RememberingNetwork(services);

        await Parallel.ForEachAsync(RightBags.All(services), new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (kind, _) =>
        {
            // Its own: what one is told as a secret, it takes out of every later answer.
            await using var plugin = DirectService.Start(new NoWaiting(), network);
            await plugin.ConfigureAsync(services);
            CheckAll(plugin, kind);
        });

        TestContext.Current.TestOutputHelper!.WriteLine($"generated: {_bags} bags checked, {_problems.Count} refusals without a property or sentence");
        TestContext.Current.TestOutputHelper!.WriteLine($"{_refusals} refusals, {_seen.Count} different, {network.Asked} requests");
        string.Join("\n", _problems.Select(problem => $"{problem.Key}: {problem.Value}")).Should().BeEmpty();
        network.Wrongs.Should().BeEmpty();
        _bags.Should().BeGreaterThanOrEqualTo(100_000);
        _seen.Should().HaveCountGreaterThan(2000, "the bags are of many kinds");
    }

    private static void Arrange(EmulatorHost services) => BadInput.MakeApplication(services, "pulumi");

    private void CheckAll(DirectService plugin, RightBag kind)
    {
        PropertyMap earlier = PropertyMap.Empty;
        var count = kind.Name.EndsWith(":SsoApplication", StringComparison.Ordinal) || kind.Name.EndsWith(":SamlConfiguration", StringComparison.Ordinal)
            ? OfCertificates
            : OfEach;
        foreach (var bag in Draw.Of(Bags.Of(kind.Rows, kind.Bags), count))
        {
            Interlocked.Increment(ref _bags);
            Check(plugin, kind, earlier, bag);
            earlier = bag;
        }
    }

    private void Check(DirectService plugin, RightBag kind, PropertyMap earlier, PropertyMap bag)
    {
        var (olds, news) = (Wire(earlier), Wire(bag));
        var first = Ask(kind, bag, () => kind.Check(plugin, olds, news));
        var second = Ask(kind, bag, () => kind.Check(plugin, olds, news));
        if (!Equals(first, second))
            Report(kind, bag, $"is answered otherwise the second time: {first?.Failures} and {second?.Failures}");
        var names = kind.Rows.Select(row => row.Name).ToList();
        foreach (var failure in first?.Failures ?? [])
        {
            Interlocked.Increment(ref _refusals);
            if (!_seen.TryAdd((kind.Name, failure.Property, failure.Reason), true))
                continue;
            foreach (var problem in FailureRules.ProblemsOf(failure, names, bag.Keys))
                Report(kind, bag, $"{problem}: [{failure.Property}] {failure.Reason}");
        }

        Ask(kind, bag, () => kind.Diff(plugin, olds, news));
    }

    // A message must also survive the way to the engine.
    private T? Ask<T>(RightBag kind, PropertyMap bag, Func<Task<T>?> ask)
        where T : class, IMessage<T>
    {
        try
        {
            var answer = ask()?.WaitAsync(Limit).GetAwaiter().GetResult();
            if (answer is not null && !answer.Descriptor.Parser.ParseFrom(answer.ToByteString()).Equals(answer))
                Report(kind, bag, "has an answer that is another one on the wire");
            return answer;
        }
        catch (RpcException exception)
        {
            if (exception.StatusCode is StatusCode.Internal or StatusCode.Unknown or StatusCode.DataLoss)
                Report(kind, bag, $"{exception.StatusCode}: {exception.Status.Detail}");
        }
        catch (Exception exception)
        {
            Report(kind, bag, exception.ToString());
        }

        return null;
    }

    // One of each kind will do.
    private void Report(RightBag kind, PropertyMap bag, string problem)
    {
        var text = JsonValues.ToText(Value.ForStruct(Wire(bag)));
        var key = $"{kind.Name}: {(problem.Length > 300 ? problem[..300] : problem)}";
        if (_problems.Count < 40)
            _problems.TryAdd(key, text.Length > 700 ? text[..700] : text);
    }

    private static Struct Wire(PropertyMap bag) => PropertyCodec.Encode(bag, new EncodeOptions(AllowUnknowns: true, KeepOutputs: true));
}
