using System.Diagnostics;
using FluentAssertions;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using JumpCloud.Wire;
using Newtonsoft.Json.Linq;
using Pulumirpc;
using Xunit;

namespace JumpCloud.Tests.WireProvider;

/// <summary>What the recordings do not show of the scripted provider.</summary>
public sealed class WireProviderTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task The_process_prints_its_port_first_and_shakes_hands()
    {
        var start = new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, "pulumi-resource-wire"), "--logtostderr 127.0.0.1:1")
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        try
        {
            var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Limit);

            int.Parse(line!).Should().BeInRange(1, 65535);
            using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{line}");
            var answer = await new ResourceProvider.ResourceProviderClient(channel)
                .HandshakeAsync(new ProviderHandshakeRequest()).ResponseAsync.WaitAsync(Limit);
            answer.AcceptSecrets.Should().BeTrue();
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync().WaitAsync(Limit);
        }
    }

    [Fact]
    public async Task A_half_done_create_carries_id_and_outputs_in_the_trailer()
    {
        var script = WireScript.Parse(JObject.Parse("""{"halfCreate": "no luck"}"""));
        await using var provider = await WireClient.StartAsync(() => script);
        var properties = new Struct { Fields = { ["label"] = Value.ForString("alpha") } };

        var create = () => provider.Client.CreateAsync(new CreateRequest { Type = "wire:index:Thing", Properties = properties })
            .ResponseAsync.WaitAsync(Limit);

        var error = (await create.Should().ThrowAsync<RpcException>()).Which;
        var status = Google.Rpc.Status.Parser.ParseFrom(error.Trailers.GetValueBytes("grpc-status-details-bin"));
        var detail = status.Details.Single().Unpack<ErrorResourceInitFailed>();
        detail.Id.Should().Be("alpha");
        detail.Properties.Fields["gen"].StringValue.Should().Be("gen-alpha");
        detail.Reasons.Should().Equal("no luck");
    }

    [Theory]
    [InlineData("{}", """{"label": "a"}""", PropertyDiff.Types.Kind.AddReplace)]
    [InlineData("""{"size": 1}""", "{}", PropertyDiff.Types.Kind.Delete)]
    [InlineData("{}", """{"size": 1}""", PropertyDiff.Types.Kind.Add)]
    public async Task Diff_tells_added_from_deleted(string olds, string news, PropertyDiff.Types.Kind kind)
    {
        await using var provider = await WireClient.StartAsync(() => WireScript.Read(null));

        var diff = await provider.Client.DiffAsync(new DiffRequest
        {
            Olds = new Struct(), OldInputs = Struct.Parser.ParseJson(olds), News = Struct.Parser.ParseJson(news),
        }).ResponseAsync.WaitAsync(Limit);

        diff.DetailedDiff.Values.Should().ContainSingle().Which.Kind.Should().Be(kind);
    }

    [Fact]
    public void A_misspelt_script_field_is_an_error_that_lists_the_fields()
    {
        var parse = () => WireScript.Parse(JObject.Parse("""{"drfit": {}}"""));

        parse.Should().Throw<InvalidDataException>()
            .WithMessage("""WIRE_SCRIPT: unknown field "drfit"; the fields are existing, gone, *""");
    }
}
