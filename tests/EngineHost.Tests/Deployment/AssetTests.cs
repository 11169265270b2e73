using FluentAssertions;
using Google.Protobuf.WellKnownTypes;
using JumpCloud.EngineHost.Wire;
using Pulumirpc;
using Xunit;
using static JumpCloud.Tests.Deployment.Fixture;

namespace JumpCloud.Tests.Deployment;

/// <summary>Assets: whole where they are new, a hash where they are old.</summary>
public sealed class AssetTests
{
    // SHA-256 of "body".
    private const string Hash = "230d8358dc8e8890b4c58deeb62912ee2f20357ae92a5cc861b98e68fe31acb5";

    private const string Given = """{"4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", "text": "body"}""";

    private static readonly Struct Whole = Props(
        """{"4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", "text": "body", "hash": "HASH"}"""
            .Replace("HASH", Hash));

    private static readonly Struct Elided = Props(
        """{"4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", "hash": "HASH"}""".Replace("HASH", Hash));

    [Fact]
    public async Task A_registered_asset_is_hashed_and_created_whole()
    {
        await using var stack = await StartAsync();

        await stack.UpAsync(Logo(1));

        stack.Provider.Requests<CreateRequest>().Single().Properties.Fields["logo"].StructValue.Should().Be(Whole);
    }

    [Fact]
    public async Task A_file_that_is_not_there_fails_the_registration()
    {
        await using var stack = await StartAsync();

        var result = await stack.UpAsync(Thing(
            "one",
            """{"logo": {"4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", "path": "none.png"}}"""));

        result.Text.Should().Contain("error: failed to open asset file");
    }

    [Fact]
    public async Task Old_values_have_it_by_hash_only_and_new_ones_whole()
    {
        await using var stack = await StartAsync();
        await stack.UpAsync(Logo(1));

        await stack.UpAsync(Logo(2));

        var diff = stack.Provider.Requests<DiffRequest>()[^1];
        diff.OldInputs.Fields["logo"].StructValue.Should().Be(Elided);
        diff.News.Fields["logo"].StructValue.Should().Be(Elided);
        var update = stack.Provider.Requests<UpdateRequest>().Single();
        update.OldInputs.Fields["logo"].StructValue.Should().Be(Elided);
        update.News.Fields["logo"].StructValue.Should().Be(Whole);
    }

    [Fact]
    public async Task A_read_that_echoes_the_hash_keeps_the_contents_in_the_state()
    {
        await using var stack = await StartAsync();
        await stack.UpAsync(Logo(1));

        await stack.WithHost((host, ct) => host.RefreshAsync(ct: ct));

        stack.Provider.Requests<ReadRequest>().Single().Inputs.Fields["logo"].StructValue.Should().Be(Elided);
        var logo = JsonValues.FromJson(stack.Resources["one"]["inputs"]!["logo"]!);
        logo.StructValue.Should().Be(Whole);
    }

    private static RegisterResourceRequest Logo(int size) =>
        Thing("one", """{"label": "a", "size": SIZE, "logo": LOGO}""".Replace("SIZE", $"{size}").Replace("LOGO", Given));
}
