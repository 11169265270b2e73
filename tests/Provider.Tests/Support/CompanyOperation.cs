using JumpCloud.Clients;
using JumpCloud.Core;
using JumpCloud.Emulator;
using Xunit;

namespace JumpCloud.Tests;

/// <summary>An operation that works on an emulator's services, for what is called without an engine: functions and lists.</summary>
internal static class CompanyOperation
{
    public static OperationContext Of(EmulatorHost services, IEngineLog? log = null)
    {
        var config = new ProviderConfig
        {
            ApiKey = JumpCloudState.DefaultApiKey,
            ConsoleUrl = services.ConsoleUrl,
            InsightsUrl = services.InsightsUrl,
            PulumiApiUrl = services.PulumiApiUrl,
        };
        var clients = new ProviderClients(config, TimeProvider.System);
        return new OperationContext("", true, log ?? new RecordingLog(), clients, TimeProvider.System, TestContext.Current.CancellationToken);
    }
}
