using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>The inputs of a binding. The rows say what each one is.</summary>
internal sealed record GroupBindingArgs
{
    public required Input<string> ApplicationId { get; init; }

    /// <summary>Given, or what <see cref="UserGroupName"/> was resolved to.</summary>
    public required Input<string> UserGroupId { get; init; }

    public required Input<string> UserGroupName { get; init; }

    public required Input<ServiceProviderArgs> ServiceProvider { get; init; }

    public required Input<string> ExistingGroup { get; init; }

    public required Input<bool> WaitForSync { get; init; }

    public static GroupBindingArgs Read(PropertyReader reader) => new()
    {
        ApplicationId = reader.String("applicationId"),
        UserGroupId = reader.String("userGroupId"),
        UserGroupName = reader.String("userGroupName"),
        ServiceProvider = reader.Object("serviceProvider", ServiceProviderArgs.Read),
        ExistingGroup = reader.String("existingGroup"),
        WaitForSync = reader.Boolean("waitForSync"),
    };
}

/// <summary>How to look at the service provider.</summary>
internal sealed record ServiceProviderArgs
{
    public required Input<string> ScimBaseUrl { get; init; }

    public required Input<string> ScimToken { get; init; }

    public bool IsKnown => ScimBaseUrl.IsKnown && ScimToken.IsKnown;

    public static ServiceProviderArgs Read(PropertyReader reader) => new()
    {
        ScimBaseUrl = reader.String("scimBaseUrl"),
        ScimToken = reader.String("scimToken"),
    };

    public override string ToString() => "[service provider]";
}
