namespace JumpCloud.Emulator;

/// <summary>The form of a SCIM error body.</summary>
public enum ScimErrorForm
{
    /// <summary>RFC 7644 section 3.12, bare.</summary>
    Bare,

    /// <summary>With the RFC form inside <c>response</c>, as Pulumi's docs print it.</summary>
    Wrapped,
}

/// <summary>The <c>scimType</c> of a refused change of <c>userName</c>.</summary>
public enum UserNameScimType
{
    /// <summary>As Pulumi's docs spell it.</summary>
    Immutability,

    /// <summary>As RFC 7644 spells it.</summary>
    Mutability,
}

/// <summary>How a SCIM PATCH answers.</summary>
public enum ScimPatchAnswer
{
    OkWithBody,
    NoContent,
}

/// <summary>How <c>DELETE /Users/{id}</c>, for which there is no route, answers.</summary>
public enum ScimDeleteUser
{
    NotFoundPlainText,
    MethodNotAllowed,
}

/// <summary>How a SCIM token of another organization is refused.</summary>
public enum ScimWrongOrganization
{
    Unauthorized,
    NotFound,
}

/// <content>The switches of Pulumi Cloud's SCIM server.</content>
public sealed partial class Switches
{
    /// <summary>Error bodies. Inferred: the docs print the wrapped form, which may be an IdP's log.</summary>
    public ScimErrorForm ScimErrorForm { get; set; } = ScimErrorForm.Bare;

    /// <summary>Documented as <c>immutability</c>; the RFC has <c>mutability</c>.</summary>
    public UserNameScimType ScimUserNameType { get; set; } = UserNameScimType.Immutability;

    /// <summary>Inferred: the docs do not say which of the RFC's two answers.</summary>
    public ScimPatchAnswer ScimPatchAnswer { get; set; } = ScimPatchAnswer.OkWithBody;

    /// <summary>Documented: no route. Inferred: what that answers.</summary>
    public ScimDeleteUser ScimDeleteUser { get; set; } = ScimDeleteUser.NotFoundPlainText;

    /// <summary>Inferred.</summary>
    public ScimWrongOrganization ScimWrongOrganization { get; set; } = ScimWrongOrganization.Unauthorized;

    /// <summary>Takes a new user without a work address. Inferred: the docs call it required "in effect".</summary>
    public bool ScimAcceptsMissingEmail { get; set; }

    /// <summary>Compares <c>userName</c> in filters with its case. RFC 7643: without; Pulumi's server unknown.</summary>
    public bool ScimUserNameFilterCaseExact { get; set; }

    /// <summary>Compares a group's <c>displayName</c> in filters with its case. RFC 7643: without; Pulumi's server unknown.</summary>
    public bool ScimGroupNameFilterCaseExact { get; set; }

    /// <summary>Users of a page when <c>count</c> is absent. Inferred: the default is unpublished.</summary>
    public int ScimDefaultCount { get; set; } = 100;

    /// <summary>How many identities the check of group members reads (documented: 3000).</summary>
    public int ScimMemberCheckWindow { get; set; } = 3000;

    /// <summary>Leaves a deprovisioned person in the teams. Inferred: unknown; removal from an organization does remove (official).</summary>
    public bool ScimDeactivationKeepsTeams { get; set; }
}
