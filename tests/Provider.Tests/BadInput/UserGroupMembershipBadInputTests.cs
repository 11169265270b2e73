using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests;

public sealed class UserGroupMembershipBadInputTests
{
    private const string Design = "5d0000000000000000000005";
    private const string Form = "(the id of a membership has the form <group id or name>/<user id, username or email>)";

    public static TheoryData<BadInputCase> Cases => new(All);

    private static IReadOnlyList<BadInputCase> All =>
    [
        new("nothing at all", "{}",
            "userGroupId: is required",
            "userId: or username or email is required: the user that becomes a member"),
        new("a name for the group's id", """{"userGroupId": "Design", "username": "anton.fuchs"}""",
            "userGroupId: must be the id of a user group, 24 hexadecimal characters: the userGroupId of a UserGroup or of the function getUserGroup"),
        new("a group that is not there", """{"userGroupId": "5dffffffffffffffffffffff", "username": "anton.fuchs"}""",
            "userGroupId: 5dffffffffffffffffffffff is not the id of a user group in JumpCloud; give the userGroupId of a UserGroup, or run pulumi refresh if the group was deleted"),
        Member("a name for the user's id", """{"userId": "anton.fuchs"}""",
            "userId: must be the id of a user, 24 hexadecimal characters; for names there are username and email"),
        Member("a user by name and address", """{"username": "anton.fuchs", "email": "anton.fuchs@acme.test"}""",
            "userId: username and email are ways to name one user; keep one of the three"),
        Member("a username with a letter missing", """{"username": "anton.fuch"}""",
            "username: anton.fuch is not the username of a user in JumpCloud; did you mean anton.fuchs?"),
        Member("an address with two letters exchanged", """{"email": "anton.fuhcs@acme.test"}""",
            "email: anton.fuhcs@acme.test is not the address of a user in JumpCloud; did you mean anton.fuchs@acme.test?"),
        Member("an unknown property", """{"usrname": "anton.fuchs"}""",
            "usrname: is not a known property; did you mean username?",
            "userId: or username or email is required: the user that becomes a member"),
        Member("a dynamic group", """{"username": "anton.fuchs"}""",
            "userGroupId: is Design, a dynamic group (membershipMethod DYNAMIC_AUTOMATED): its memberQuery decides who is a member, and JumpCloud ignores a member that is added by hand. Let memberQuery match the user, name the user in memberQueryExemptions, or make the group STATIC")
            with
        {
            Arrange = services => services.JumpCloud.Portal.PatchGroup(Design, new JObject
            {
                ["membershipMethod"] = "DYNAMIC_AUTOMATED",
                ["memberQuery"] = new JObject { ["queryType"] = "Filter", ["filters"] = new JArray("""{"field":"department","value":"Design"}""") },
            }),
        },
        Import("the import of a name alone", "Design",
            "\"Design\" is not the id of a membership: expected the form <group id or name>/<user id, username or email>"),
        Import("the import of a group that is not there", "Desing/hana.sato",
            $"the group Desing is not the name of a user group in JumpCloud; did you mean Design? {Form}"),
        Import("the import of a user that is not there", "Design/hana.satto",
            $"the user hana.satto is not the username of a user in JumpCloud; did you mean hana.sato? {Form}"),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Is_told_before_anything_is_changed(BadInputCase bad) => BadInput.VerifyAsync("UserGroupMembership", bad);

    private static BadInputCase Member(string name, string user, params string[] sentences) =>
        new(name, BadInput.Over($$"""{"userGroupId": "{{Design}}"}""", user), sentences);

    private static BadInputCase Import(string name, string id, string sentence) => new(name, id, sentence) { IsImport = true };
}
