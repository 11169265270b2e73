using FluentAssertions;
using Google.Protobuf.WellKnownTypes;
using JumpCloud.EngineHost;
using JumpCloud.EngineHost.State;
using JumpCloud.EngineHost.Wire;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests.State;

/// <summary>The state file: its form, and its secrets.</summary>
public sealed class StateStoreTests
{
    private static readonly HostOptions Options = new() { Passphrase = "correct horse" };

    private static readonly ResourceState Resource = new()
    {
        Urn = "urn:pulumi:dev::proj::fake:index:Thing::one",
        Type = "fake:index:Thing",
        Custom = true,
        Id = "x",
        Inputs = new Struct
        {
            Fields =
            {
                ["list"] = Value.ForList(Value.ForNumber(1), Value.ForNull(), Values.MakeSecret(Value.ForString("hunter2plain"))),
                ["half"] = Value.ForNumber(0.5),
            },
        },
        Parent = "urn:pulumi:dev::proj::pulumi:pulumi:Stack::proj-dev",
        Protect = true,
        Dependencies = ["urn:pulumi:dev::proj::fake:index:Thing::zero"],
        InitErrors = ["half done"],
        Provider = "urn:pulumi:dev::proj::pulumi:providers:fake::default::id",
        PropertyDependencies = new Dictionary<string, IReadOnlyList<string>> { ["half"] = [] },
        CustomTimeouts = new Dictionary<string, double> { ["create"] = 300 },
        RetainOnDelete = true,
    };

    [Fact]
    public void A_state_is_read_back_as_it_was_written()
    {
        var store = StateStore.InMemory();
        store.Save([Resource], Options);

        store.Load(Options).Single().Should().BeEquivalentTo(Resource, compare => compare.ComparingByMembers<ResourceState>());
    }

    [Fact]
    public void The_file_has_the_form_of_stack_export_and_no_secret_in_plain_text()
    {
        var folder = Directory.CreateTempSubdirectory("state-");
        var path = Path.Combine(folder.FullName, "below", "dev.json");
        StateStore.File(path).Save([Resource], Options);

        var text = File.ReadAllText(path);
        folder.Delete(recursive: true);
        text.Should().NotContain("hunter2plain");
        var deployment = JObject.Parse(text);
        ((int?)deployment["version"]).Should().Be(3);
        var secret = deployment["deployment"]!["resources"]![0]!["inputs"]!["list"]![2]!;
        ((string?)secret["4dabf18193072939515e22adb298388d"]).Should().Be("1b47061264138c4ac30d75fd1eb44270");
        ((string?)secret["ciphertext"]).Should().StartWith("v1:");
        ((string?)deployment["deployment"]!["secrets_providers"]!["type"]).Should().Be("passphrase");
    }

    [Fact]
    public void Another_passphrase_is_refused()
    {
        var folder = Directory.CreateTempSubdirectory("state-");
        var path = Path.Combine(folder.FullName, "dev.json");
        StateStore.File(path).Save([Resource], Options);

        var load = () => StateStore.File(path).Load(Options with { Passphrase = "battery staple" });

        load.Should().Throw<StateException>()
            .WithMessage("incorrect passphrase: the state's secrets cannot be decrypted with it");
        folder.Delete(recursive: true);
    }

    [Fact]
    public void A_text_that_is_no_deployment_is_refused()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, """{"version": 2}""");

        var load = () => StateStore.File(path).Load(Options);

        load.Should().Throw<StateException>().WithMessage("the state is not a deployment of version 3*");
        File.Delete(path);
    }
}
