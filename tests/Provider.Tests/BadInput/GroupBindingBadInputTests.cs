using Xunit;

namespace JumpCloud.Tests;

public sealed class GroupBindingBadInputTests
{
    private const string NoId = "must be the id of an application, 24 hexadecimal characters: the applicationId of an SsoApplication";
    private const string Nowhere = "6567a1b2c3ffffffffffffff";

    public static TheoryData<BadInputCase> Cases => new(All);

    private static IReadOnlyList<BadInputCase> All =>
    [
        new("nothing at all", "{}",
            "applicationId: is required",
            "userGroupId: or userGroupName is required: the group that gets access"),
        new("a label for an application's id", Binding("""{"applicationId": "Pulumi Cloud"}"""), $"applicationId: {NoId}"),
        new("an application that is not there", Binding("{}"),
            $"applicationId: {Nowhere} is not the id of an application in JumpCloud; give the applicationId of an SsoApplication, or run pulumi refresh if the application was deleted"),
        Grouped("a group with a letter missing", "Enginering",
            "userGroupName: Enginering is not the name of a user group in JumpCloud; did you mean Engineering?"),
        Grouped("a group in the wrong case", "engineering",
            "userGroupName: engineering is not the name of a user group in JumpCloud; did you mean Engineering?"),
        Grouped("a group like no other", "Accounts payable",
            "userGroupName: Accounts payable is not the name of a user group in JumpCloud (the case of letters matters)"),
        new("a group's id that is nobody's", """{"userGroupId": "5dffffffffffffffffffffff"}""",
            "applicationId: is required",
            "userGroupId: 5dffffffffffffffffffffff is not the id of a user group in JumpCloud; copy the id from the group's address in the Admin Portal, or give userGroupName"),
        new("a name for a group's id", """{"userGroupId": "Engineering"}""",
            "applicationId: is required",
            "userGroupId: must be the id of a user group, 24 hexadecimal characters; for its name there is userGroupName"),
        new("a group by name and id", Binding("""{"userGroupId": "5d0000000000000000000001"}"""),
            $"applicationId: {Nowhere} is not the id of an application in JumpCloud; give the applicationId of an SsoApplication, or run pulumi refresh if the application was deleted",
            "userGroupId: cannot be given together with userGroupName; keep one of the two"),
        new("http for the service provider", ServiceProvider("http://scim.example.com/v2", "tok"),
            "applicationId: is required",
            "serviceProvider.scimBaseUrl: must begin with https://; plain http:// would show the token to the network and is accepted for loopback hosts only"),
        new("a password in the service provider's address", ServiceProvider("https://me:hush-hush@scim.example.com/v2", "tok"),
            "applicationId: is required",
            "serviceProvider.scimBaseUrl: must not hold a user name or password; the token goes into a property of its own"),
        new("a token with a line break", ServiceProvider("https://scim.example.com/v2", "hush\\nhush"),
            "applicationId: is required",
            "serviceProvider.scimToken holds white space or a letter outside ASCII, which no such value does; copy it again"),
        new("waiting without a service provider", BadInput.Over(Unbound, """{"waitForSync": true}"""),
            "applicationId: is required",
            "waitForSync: needs serviceProvider: without it nobody can look whether the members and the group have arrived"),
        new("an unknown property", BadInput.Over(Unbound, """{"userGroup": "Engineering"}"""),
            "applicationId: is required",
            "userGroup: is not a known property; did you mean userGroupId?"),
        new("a team of the group's name, and existingGroup deny", $$$"""
            {
              "applicationId": "{{{BadInput.ApplicationId}}}", "userGroupName": "Platform", "existingGroup": "deny",
              "serviceProvider": {"scimBaseUrl": "{scim}/acme", "scimToken": "{scimToken}"}
            }
            """,
            "existingGroup: is deny, and a team named Platform exists already in Pulumi Cloud ({pulumi}/scim/v2/acme); teams made in the console or from GitHub count too. JumpCloud would take it over. Deleting the JumpCloud group later deletes the team and its grants on stacks and environments. Rename one of the two, or set existingGroup to warn or adopt")
        {
            Arrange = services => BadInput.MakeApplication(services, "pulumi"),
        },
        new("a wrong SCIM token, and existingGroup deny", $$$"""
            {
              "applicationId": "{{{BadInput.ApplicationId}}}", "userGroupName": "Platform", "existingGroup": "deny",
              "serviceProvider": {"scimBaseUrl": "{scim}/acme", "scimToken": "hush-hush"}
            }
            """,
            "The SCIM server answered 401 Unauthorized to GET /scim/v2/acme/Groups: The SCIM token is missing or invalid. Check the SCIM token: it was not accepted")
        {
            Arrange = services => BadInput.MakeApplication(services, "pulumi"), Secret = "hush-hush",
        },
        new("four things at once", """{"applicationId": "x", "userGroupName": "Enginering", "existingGroup": "take", "waitForSync": true}""",
            $"applicationId: {NoId}",
            "userGroupName: Enginering is not the name of a user group in JumpCloud; did you mean Engineering?",
            "existingGroup: must be one of warn, deny, adopt",
            "waitForSync: needs serviceProvider: without it nobody can look whether the members and the group have arrived"),
        new("the import of a name", "Engineering",
            "\"Engineering\" is not the id of a binding: expected the form <application id>/<group id> or <application id>/<group name>, where an application id is 24 hexadecimal characters, as in the address of the application in the Admin Portal")
        {
            IsImport = true,
        },
        new("the import of a group that is not there", $"{Nowhere}/Enginering",
            "the group Enginering is not the name of a user group in JumpCloud; did you mean Engineering? (the id of a binding has the form <application id>/<group id> or <application id>/<group name>)")
        {
            IsImport = true,
        },
    ];

    private static string Unbound => """{"userGroupName": "Engineering"}""";

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Is_told_before_anything_is_changed(BadInputCase bad) => BadInput.VerifyAsync("GroupBinding", bad);

    private static string Binding(string properties) =>
        BadInput.Over($$"""{"applicationId": "{{Nowhere}}", "userGroupName": "Engineering"}""", properties);

    private static BadInputCase Grouped(string name, string group, string sentence) =>
        new(name, $$"""{"applicationId": "{{BadInput.ApplicationId}}", "userGroupName": "{{group}}"}""", sentence)
        {
            Arrange = services => BadInput.MakeApplication(services, "pulumi"),
        };

    private static string ServiceProvider(string url, string token) =>
        $$$"""{"userGroupName": "Engineering", "serviceProvider": {"scimBaseUrl": "{{{url}}}", "scimToken": "{{{token}}}"}}""";
}
