using JumpCloud.Components;
using JumpCloud.Core;
using JumpCloud.Functions;
using JumpCloud.Resources;

namespace JumpCloud;

/// <summary>What the provider offers: one line per resource, function and component.</summary>
internal static class Registry
{
    public static IReadOnlyList<IResource> Resources { get; } =
    [
        new GroupBinding(),
        new IdmIntegration(),
        new SamlConfiguration(),
        new SsoApplication(),
        new UserGroupMembership(),
        new UserGroupResource(),
        new UserImport(),
    ];

    public static IReadOnlyList<IFunction> Functions { get; } =
    [
        new CheckIntegration(),
        new GetApplicationTemplate(),
        new GetDeprovisioningImpact(),
        new GetImportableUsers(),
        new GetProvisioningEvents(),
        new GetPulumiOrganization(),
        new GetSsoApplication(),
        new GetUserGroup(),
    ];

    public static IReadOnlyList<IComponent> Components { get; } =
    [
        new PulumiIntegration(),
    ];

    public static Catalog Catalog { get; } = new(Resources, Functions, Components);
}
