using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Tests;

/// <summary>What an operation gets from the engine and the configuration, for tests without either.</summary>
internal static class TestOperation
{
    public static readonly ProviderConfig Config = new()
    {
        ApiKey = "admin-key-1",
        PulumiAccessToken = "pul-token-1",
        OrganizationId = "5f0000000000000000000001",
    };

    public static OperationContext Of(
        HttpMessageHandler handler, TimeProvider time, IEngineLog log, ProviderConfig? config = null, bool preview = false, CancellationToken cancellation = default) =>
        new(
            "urn:pulumi:dev::shop::jumpcloud:index:SsoApplication::pulumi",
            preview,
            log,
            new ProviderClients(config ?? Config, time, handler),
            time,
            cancellation);
}
