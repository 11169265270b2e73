using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Functions;

/// <summary>
/// What Pulumi Cloud tells of an organization. What depends on an answer that did not come is null: it was not asked.
/// </summary>
internal sealed record PulumiFacts
{
    /// <summary>Null where no access token is configured.</summary>
    public Answer<OrganizationMetadata>? Organization { get; init; }

    /// <summary>Null for an organization that is not SAML.</summary>
    public Answer<SamlOrganization>? Saml { get; init; }

    /// <inheritdoc cref="Saml"/>
    public Answer<IReadOnlyList<string>>? SamlAdmins { get; init; }

    public Answer<IReadOnlyList<string>>? Admins { get; init; }

    /// <summary>Whether it is known that the organization has no SCIM: its server need not be asked.</summary>
    public bool LacksScim => Organization?.Value is { } organization && !(organization.IsSaml && organization.HasScim);

    public static async Task<PulumiFacts> GatherAsync(string organization, Questions questions, OperationContext operation)
    {
        if (operation.Clients.PulumiCloud is not { } pulumiCloud)
            return new PulumiFacts();
        var metadata = await questions.AskAsync(token => pulumiCloud.ReadOrganizationMetadataAsync(organization, token));
        if (!metadata.IsGiven)
            return new PulumiFacts { Organization = metadata };
        var admins = questions.AskAsync(token => pulumiCloud.ListOrganizationAdminsAsync(organization, token));
        var isSaml = metadata.Value.IsSaml;
        var saml = isSaml ? questions.AskAsync(token => pulumiCloud.ReadSamlOrganizationAsync(organization, token)) : null;
        var samlAdmins = isSaml ? questions.AskAsync(token => pulumiCloud.ListSamlAdminsAsync(organization, token)) : null;
        return new PulumiFacts
        {
            Organization = metadata,
            Saml = saml is null ? null : await saml,
            SamlAdmins = samlAdmins is null ? null : await samlAdmins,
            Admins = await admins,
        };
    }
}
