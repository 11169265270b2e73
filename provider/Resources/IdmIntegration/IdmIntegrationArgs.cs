using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>The inputs of an integration. The rows say what each one is.</summary>
internal sealed record IdmIntegrationArgs
{
    public required Input<string> ApplicationId { get; init; }

    public required Input<string> BaseUrl { get; init; }

    public required Input<string> Token { get; init; }

    public required Input<bool> ManageGroups { get; init; }

    public required Input<string> Mode { get; init; }

    public required Input<string> TestUserEmail { get; init; }

    /// <summary>Seconds.</summary>
    public required Input<int> WaitForActivation { get; init; }

    /// <summary>What JumpCloud is to be told; every input is known outside of a preview.</summary>
    public ProvisionSettings Settings => new(BaseUrl.Value, Token.Value, ManageGroups.Or(true), TestUserEmail.OrDefault());

    public static IdmIntegrationArgs Read(PropertyReader reader) => new()
    {
        ApplicationId = reader.String("applicationId"),
        BaseUrl = reader.String("baseUrl"),
        Token = reader.String("token"),
        ManageGroups = reader.Boolean("manageGroups"),
        Mode = reader.String("mode"),
        TestUserEmail = reader.String("testUserEmail"),
        WaitForActivation = reader.Integer("waitForActivation"),
    };

    public override string ToString() => "[inputs of an integration]";
}
