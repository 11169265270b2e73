namespace JumpCloud.Emulator;

/// <content>
/// JumpCloud's behaviour where the public facts end. Marks: [S] official spec, [D] official documentation, [C] official client,
/// [L] observed by a third party, [I] inferred.
/// </content>
public sealed partial class Switches
{
    /// <summary>
    /// [I] Whether the <c>provision</c> paths answer as those of a tenant that offers no API for Identity Management.
    /// </summary>
    public bool StrictProvisioning { get; set; }

    /// <summary>[I] What a strict tenant answers on the <c>provision</c> paths: 404, 401, 403 or 405.</summary>
    public int StrictProvisioningStatus { get; set; } = 404;

    /// <summary>[C] Seconds that a service account's token lives.</summary>
    public int TokenSeconds { get; set; } = 3600;

    /// <summary>[I] The name of Pulumi's template. Its display name is always <c>Pulumi</c>.</summary>
    public string PulumiTemplateName { get; set; } = "pulumi";

    /// <summary>[I] What a PUT with another <c>ssoUrl</c> does; the portal does not let a person edit it [D].</summary>
    public FieldChange SsoUrlChange { get; set; } = FieldChange.Refused;

    /// <summary>[I] What happens to a <c>config</c> key that the application's template lacks.</summary>
    public FieldChange UnknownConfigKey { get; set; } = FieldChange.Refused;

    /// <summary>
    /// [I] What a PUT with an empty <c>idpPrivateKey</c>, as a read gives it, does to the stored key. One client sends it [T].
    /// </summary>
    public EmptyPrivateKey EmptyPrivateKeyOnPut { get; set; } = EmptyPrivateKey.Kept;

    /// <summary>[S] DELETE of an application or of a group answers 200 with the object; 204 was seen too [C][T].</summary>
    public bool DeleteAnswersNoContent { get; set; }

    /// <summary>[S] for 200 and [C] for clients that take 201 too.</summary>
    public bool CreateApplicationAnswersCreated { get; set; }

    /// <summary>
    /// [I] 400 or 404 for an association with a type that an application cannot be bound to: the sources differ.
    /// </summary>
    public int BadAssociationTypeStatus { get; set; } = 400;

    /// <summary>[I] The largest logo in bytes; 0, the default, for none: the spec [S] knows of no limit.</summary>
    public int MaxLogoBytes { get; set; }

    /// <summary>[I] Whether a logo that is no PNG, JPEG or GIF is refused; the spec [S] says only that it is a file.</summary>
    public bool LogosMustBeCommonImages { get; set; }

    /// <summary>[I] Whether a second group of the same name is refused with 409.</summary>
    public bool UniqueGroupNames { get; set; } = true;

    /// <summary>[I] The status of import/users on an application without an active connection: 404 or 400.</summary>
    public int ImportWithoutConnectionStatus { get; set; } = 404;

    /// <summary>
    /// [I] Whether import/users goes on by the <c>cursor</c> of its answers; otherwise by <c>skip</c>. The spec has both [S].
    /// </summary>
    public bool ImportByCursor { get; set; }

    /// <summary>[I] The greatest page that the application gives to import/users, whatever is asked for.</summary>
    public int ImportPageSize { get; set; } = 100;

    /// <summary>[S] 201 by the public spec; 200 by the SDK's.</summary>
    public int BulkUsersStatus { get; set; } = 201;

    /// <summary>
    /// Of <c>idm_integration_deactivate</c> (SIEM list [D]) and <c>idm_integration_delete</c> (article [D]): which is written.
    /// </summary>
    public string DeactivateEventType { get; set; } = "idm_integration_deactivate";

    /// <summary>[S] that Directory Insights answers 402 where the plan does not have it.</summary>
    public bool DirectoryInsightsInPlan { get; set; } = true;

    /// <summary>
    /// [I] Whether taking over a group of the same name removes those members that JumpCloud's group does not have.
    /// </summary>
    public bool TakeOverRemovesStrangers { get; set; } = true;

    /// <summary>[I] As many reads of a thing after its change see it as it was before; 0 is off.</summary>
    public int ReadLagReads { get; set; }

    /// <summary>[I] For so long after a change reads see the thing as it was before; zero is off. Both lags may be on.</summary>
    public TimeSpan ReadLagTime { get; set; }

    /// <summary>
    /// [I] The wait before the first repetition of a provisioning request that met 429 or 5xx; doubles with each one.
    /// </summary>
    public TimeSpan ProvisioningRetryDelay { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>[I] How often a provisioning request that met 429 or 5xx is repeated.</summary>
    public int ProvisioningRetries { get; set; } = 3;

    internal bool HasReadLag => ReadLagReads > 0 || ReadLagTime > TimeSpan.Zero;
}

/// <summary>What becomes of an application's key pair when it is written with an empty private key.</summary>
public enum EmptyPrivateKey
{
    /// <summary>The stored key stays.</summary>
    Kept,

    /// <summary>Certificate and key are made anew, as without a certificate.</summary>
    KeyPairRemade,

    /// <summary>503, as a POST with one.</summary>
    Refused,
}

/// <summary>What a service does with a field that it may not want.</summary>
public enum FieldChange
{
    /// <summary>400.</summary>
    Refused,

    /// <summary>200, and the field is as it was.</summary>
    Ignored,

    /// <summary>200, and the field is as asked for.</summary>
    Obeyed,
}
