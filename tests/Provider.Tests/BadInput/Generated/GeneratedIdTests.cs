using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Grpc.Core;
using JumpCloud.Emulator;
using Xunit;
using CheckFailure = Pulumirpc.CheckFailure;
using Wire = Pulumirpc;

namespace JumpCloud.Tests.Generated;

/// <summary>What somebody may give as the id of an import: found, gone, or refused in a sentence.</summary>
public sealed class GeneratedIdTests
{
    private const int OfEach = 400;

    private const string Application = BadInput.ApplicationId;

    private static readonly Gen<string> Part = Gen.OneOf(
        Gen.Elements<string>(Oddities.Texts),
        Gen.Elements(Application, "5d0000000000000000000005", "5e0000000000000000000001", "Design", "alice.moreau", "acme", ".", "..", "%2e%2e", "a%2fb", "аcme", "acme\n", Application + "\n"));

    private static readonly Gen<string> Ids =
        from parts in Gen.Frequency((3, Part.Select(part => new[] { part })), (4, Part.Two().Select(two => new[] { two.Item1, two.Item2 })), (1, Part.ArrayOf().Resize(6)))
        from separator in Gen.Frequency((6, Gen.Constant("/")), (1, Gen.Elements("%2F", ":", "", "\\", "//")))
        from times in Gen.Frequency((40, Gen.Constant(1)), (1, Gen.Constant(20_000)))
        select string.Concat(Enumerable.Repeat(string.Join(separator, parts), times));

    public static TheoryData<string, string, string> Refusals => new()
    {
        { "SsoApplication", "", "the id of a resource must not be empty" },
        { "SsoApplication", " ", "the id of a resource must not be empty" },
        { "UserGroup", new string('a', 10_000_000), "an id of 10000000 characters is not that of a resource: the longest has 1000; copy it again" },
        { "SsoApplication", Application + "\n", $"\"{Application}\n\" is not the id of an application: expected 24 hexadecimal characters, as in the address of the application in the Admin Portal" },
        { "SsoApplication", "../" + Application, $"\"../{Application}\" is not the id of an application: expected 24 hexadecimal characters, as in the address of the application in the Admin Portal" },
        { "IdmIntegration", "..", "\"..\" is not the id of an integration: expected the id of its application, 24 hexadecimal characters, as in the address of the application in the Admin Portal" },
        { "IdmIntegration", "a\0b", "\"a b\" is not the id of an integration: expected the id of its application, 24 hexadecimal characters, as in the address of the application in the Admin Portal" },
        { "SamlConfiguration", "..", "\"..\" is not the login name of an organization: expected the name in https://app.pulumi.com/<name>" },
        { "SamlConfiguration", "acme\n", "\"acme\n\" is not the login name of an organization: expected the name in https://app.pulumi.com/<name>" },
        { "SamlConfiguration", "acme/saml", "\"acme/saml\" is not the login name of an organization: expected the name in https://app.pulumi.com/<name>" },
        { "SamlConfiguration", "аcme", "\"аcme\" is not the login name of an organization: expected the name in https://app.pulumi.com/<name>" },
        { "GroupBinding", Application, $"\"{Application}\" is not the id of a binding: expected the form <application id>/<group id> or <application id>/<group name>, where an application id is 24 hexadecimal characters, as in the address of the application in the Admin Portal" },
        { "GroupBinding", Application + "/..", "the group .. is not the name of a user group in JumpCloud (the case of letters matters) (the id of a binding has the form <application id>/<group id> or <application id>/<group name>)" },
        { "UserGroupMembership", "{}", "\"{}\" is not the id of a membership: expected the form <group id or name>/<user id, username or email>" },
        { "UserGroup", "..", "the group .. is not the name of a user group in JumpCloud (the case of letters matters) (a user group is imported by its id or its name)" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task An_id_that_is_none_is_refused_with_what_it_should_be(string type, string id, string sentence)
    {
        await using var services = await EmulatorHost.StartAsync(new EmulatorOptions { Seed = "company" });
        await using var plugin = DirectService.Start(new NoWaiting(), new RememberingNetwork(services));
        await plugin.ConfigureAsync(services);

        var read = () => ReadAsync(plugin, $"jumpcloud:index:{type}", id);

        (await read.Should().ThrowAsync<RpcException>()).Which.Status.Detail.Should().Be(sentence);
    }

    [Fact]
    public async Task Whatever_is_given_as_an_id_is_answered()
    {
        await using var services = await EmulatorHost.StartAsync(new EmulatorOptions
        {
            Seed = "company", Arrange = services => BadInput.MakeApplication(services, "pulumi"),
        });
        var network = new RememberingNetwork(services);
        await using var plugin = DirectService.Start(new NoWaiting(), network);
        await plugin.ConfigureAsync(services);
        var (count, found) = (0, 0);
        var problems = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var resource in Registry.Resources)
        {
            foreach (var id in Draw.Of(Ids, OfEach))
            {
                count++;
                try
                {
                    found += (await ReadAsync(plugin, resource.Token, id).WaitAsync(TimeSpan.FromSeconds(5))).Id.Length > 0 ? 1 : 0;
                }
                catch (RpcException exception)
                {
                    problems.UnionWith(ProblemsOf(exception.Status).Select(problem => $"{resource.Token} {(id.Length > 60 ? id[..60] : id)}: {problem}"));
                }
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"generated: {count} ids read, {found} found, {problems.Count} refusals without a sentence");
        problems.Take(10).Should().BeEmpty();
        network.Wrongs.Should().BeEmpty();
        found.Should().BeGreaterThan(0);
    }

    private static Task<Wire.ReadResponse> ReadAsync(DirectService plugin, string token, string id) =>
        plugin.ReadAsync(new Wire.ReadRequest { Urn = $"urn:pulumi:dev::shop::{token}::it", Id = id });

    private static IEnumerable<string> ProblemsOf(Status status)
    {
        if (status.StatusCode is not (StatusCode.InvalidArgument or StatusCode.NotFound or StatusCode.FailedPrecondition))
            yield return $"{status.StatusCode} {status.Detail}";

        // A sentence about an id names no property.
        foreach (var problem in FailureRules.ProblemsOf(new CheckFailure { Property = "id", Reason = status.Detail }, ["id"], []))
            yield return $"{problem}: {status.Detail}";
    }
}
