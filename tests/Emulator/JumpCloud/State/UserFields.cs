namespace JumpCloud.Emulator;

/// <summary>The fields of v1's system user [S].</summary>
internal static class UserFields
{
    private static readonly BodyRule Short = Body.TextOf(1024);

    private static readonly BodyRule Address = Body.Object(new BodyFields
    {
        ["id"] = Body.Text, ["type"] = Short, ["streetAddress"] = Short, ["extendedAddress"] = Short, ["locality"] = Short,
        ["region"] = Short, ["postalCode"] = Short, ["poBox"] = Short, ["country"] = Short,
    });

    private static readonly BodyRule Phone = Body.Object(
        new BodyFields { ["id"] = Body.Text, ["number"] = Short, ["type"] = Short });

    private static readonly BodyRule Attribute = Body.Object(new BodyFields { ["name"] = Body.Text, ["value"] = Short });

    public static readonly BodyFields Table = Build();

    private static BodyFields Build()
    {
        var fields = new BodyFields
        {
            ["addresses"] = Body.ListOf(Address),
            ["attributes"] = Body.ListOf(Attribute),
            ["phoneNumbers"] = Body.ListOf(Phone),
            ["mfa"] = Body.AnyObject,
            ["recoveryEmail"] = Body.AnyObject,
            ["relationships"] = Body.ListOf(Body.AnyObject),
            ["restrictedFields"] = Body.Anything,
            ["delegatedAuthority"] = Body.AnyObject,
            ["state"] = Body.OneOf("STAGED", "ACTIVATED", "SUSPENDED"),
            ["employeeIdentifier"] = Body.TextOf(256),
            ["unix_guid"] = Body.Integer,
            ["unix_uid"] = Body.Integer,
        };
        string[] texts =
        [
            "_id", "id", "alternateEmail", "company", "costCenter", "created", "creationSource", "department", "description",
            "displayname",
            "email", "employeeType", "external_dn", "external_password_expiration_date", "external_source_type", "firstname",
            "jobTitle",
            "lastname", "location", "managedAppleId", "manager", "middlename", "organization", "password", "public_key",
            "username",
        ];
        string[] flags =
        [
            "account_locked", "activated", "allow_public_key", "disableDeviceMaxLoginAttempts", "enable_managed_uid",
            "enable_user_portal_multifactor", "externally_managed", "ldap_binding_user", "password_never_expires",
            "passwordless_sudo",
            "samba_service_user", "sudo", "suspended", "totp_enabled",
        ];
        foreach (var name in texts)
            fields[name] = Short;
        foreach (var name in flags)
            fields[name] = Body.Bool;
        return fields;
    }
}
