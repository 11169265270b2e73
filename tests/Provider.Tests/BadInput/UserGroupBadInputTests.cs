using Xunit;

namespace JumpCloud.Tests;

public sealed class UserGroupBadInputTests
{
    public static TheoryData<BadInputCase> Cases => new(All);

    private static IReadOnlyList<BadInputCase> All =>
    [
        new("nothing at all", "{}", "name: is required"),
        new("an empty name", """{"name": " "}""", "name: must not be empty"),
        new("a name that is taken", """{"name": "Design"}""",
            "name: is taken: JumpCloud has a user group Design (5d0000000000000000000005) already. To manage it, run pulumi import jumpcloud:index:UserGroup it 5d0000000000000000000005; to have another one, give another name; if it is this stack's own under a former resource name, set the resource option aliases"),
        new("an unknown property", """{"name": "Ops", "membersQuery": []}""",
            "membersQuery: is not a known property; did you mean memberQuery?"),
        new("properties whose names are none", """{"name": "Ops", "": 1, "a.b": 2, "a\\": {"c\"": 3}}""",
            "[\"\"]: is not a known property; the known ones are attributes, deletionPolicy, description, email, memberQuery, memberQueryExemptions, memberQueryLanguage, memberSuggestionsNotify, membershipMethod, name",
            "[\"a.b\"]: is not a known property; the known ones are attributes, deletionPolicy, description, email, memberQuery, memberQueryExemptions, memberQueryLanguage, memberSuggestionsNotify, membershipMethod, name",
            "[\"a\\\"]: is not a known property; the known ones are attributes, deletionPolicy, description, email, memberQuery, memberQueryExemptions, memberQueryLanguage, memberSuggestionsNotify, membershipMethod, name"),
        new("what JumpCloud makes", """{"name": "Ops", "ldapGroups": ["ops"]}""",
            "ldapGroups: is set by the provider and cannot be given as an input; remove it"),
        new("a method that there is not", """{"name": "Ops", "membershipMethod": "DYNAMIC"}""",
            "membershipMethod: must be one of NOTSET, STATIC, DYNAMIC_REVIEW_REQUIRED, DYNAMIC_AUTOMATED"),
        new("a dynamic group without a rule", """{"name": "Ops", "membershipMethod": "DYNAMIC_REVIEW_REQUIRED"}""",
            "memberQuery: is required with membershipMethod DYNAMIC_REVIEW_REQUIRED: the rule that decides on the members"),
        new("a rule that is no JSON", """{"name": "Ops", "memberQuery": {"queryType": "Search", "searchFilters": "department = Data", "filters": ["{}", "{"]}}""",
            "memberQuery.searchFilters: is not JSON; write filters as texts of JSON, such as {\"field\":\"department\",\"operator\":\"eq\",\"value\":\"Data\"}",
            "memberQuery.filters[1]: is not JSON; write filters as texts of JSON, such as {\"field\":\"department\",\"operator\":\"eq\",\"value\":\"Data\"}"),
        new("a kind in the language without kinds", """{"name": "Ops", "memberQueryLanguage": "v2", "memberQuery": {"queryType": "Filter", "filters": ["{}"]}}""",
            "memberQuery.queryType: has to be left out with memberQueryLanguage v2, whose rules have no kind"),
        new("half of what sudo needs", """{"name": "Ops", "attributes": {"sudo": {"withoutPassword": true}}}""",
            "attributes.sudo.enabled: is required"),
        new("a POSIX group whose number is a text", """{"name": "Ops", "attributes": {"posixGroups": [{"id": "5000", "name": "ops"}]}}""",
            "attributes.posixGroups[0].id: must be a whole number, but is a string"),
        new("four things at once", """{"name": "Data", "email": "data", "deletionPolicy": "always", "memberQueryExemptions": [{"id": "ada"}]}""",
            "deletionPolicy: must be one of refuse, force",
            "email: is not an email address; give one such as team@example.com, or leave it out",
            "memberQueryExemptions[0].id: must be the id of a user, 24 hexadecimal characters",
            "name: is taken: JumpCloud has a user group Data (5d0000000000000000000004) already. To manage it, run pulumi import jumpcloud:index:UserGroup it 5d0000000000000000000004; to have another one, give another name; if it is this stack's own under a former resource name, set the resource option aliases"),
        new("the import of a name that there is not", "Desing",
            "the group Desing is not the name of a user group in JumpCloud; did you mean Design? (a user group is imported by its id or its name)")
        {
            IsImport = true,
        },
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Is_told_before_anything_is_changed(BadInputCase bad) => BadInput.VerifyAsync("UserGroup", bad);
}
