using BenchmarkDotNet.Attributes;
using Google.Protobuf.WellKnownTypes;
using JumpCloud.Core;
using JumpCloud.Rpc;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Benchmarks.Micro;

/// <summary>Property maps from the wire and back.</summary>
public class CodecBenchmarks
{
    private const int Branches = 10;
    private const int LeavesOfABranch = 100;
    private static readonly EncodeOptions ForAnswers = new(AllowUnknowns: false);

    private Struct _application = null!;
    private Struct _tree = null!;
    private PropertyMap _decodedApplication = null!;
    private PropertyMap _decodedTree = null!;

    [GlobalSetup]
    public void Arrange()
    {
        _application = Inputs.StructOf(Inputs.All["jumpcloud:index:SsoApplication"]);
        _tree = Inputs.StructOf(new JObject(Enumerable.Range(0, Branches).Select(branch => new JProperty(
            $"branch{branch}",
            new JArray(Enumerable.Range(0, LeavesOfABranch).Select(leaf => new JObject { ["name"] = $"leaf {leaf}", ["size"] = leaf, ["open"] = true }))))));
        _decodedApplication = PropertyCodec.Decode(_application);
        _decodedTree = PropertyCodec.Decode(_tree);
    }

    [Benchmark(Description = "decode an SsoApplication's inputs")]
    public object DecodeApplication() => PropertyCodec.Decode(_application);

    [Benchmark(Description = "encode an SsoApplication's inputs")]
    public object EncodeApplication() => PropertyCodec.Encode(_decodedApplication, ForAnswers);

    [Benchmark(Description = "decode a tree of 1,000 objects")]
    public object DecodeTree() => PropertyCodec.Decode(_tree);

    [Benchmark(Description = "encode a tree of 1,000 objects")]
    public object EncodeTree() => PropertyCodec.Encode(_decodedTree, ForAnswers);
}
