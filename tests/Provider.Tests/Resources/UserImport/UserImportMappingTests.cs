using FluentAssertions;
using JumpCloud.Clients;
using JumpCloud.Resources;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests.Resources;

public sealed class UserImportMappingTests
{
    [Fact]
    public void A_user_is_written_with_all_that_the_list_gives_but_its_id_and_manager()
    {
        var document = JObject.Parse(
            """
            {
              "id": "u-1", "username": "ada", "email": "ada@acme.test", "firstname": "Ada", "lastname": "Lovelace", "middlename": "",
              "jobTitle": "Analyst", "manager": "Babbage", "department": null,
              "addresses": [{"type": "work", "locality": "London", "region": ""}, {}],
              "phoneNumbers": [{"type": "mobile", "value": "+44 1"}],
              "attributes": [{"name": "engine", "value": "difference"}]
            }
            """);

        var user = UserImportMapping.ToUser(new ImportUser("u-1", "ada", "ada@acme.test", "Ada", "Lovelace", document));

        JToken.DeepEquals(user, JObject.Parse(
            """
            {
              "username": "ada", "email": "ada@acme.test", "firstname": "Ada", "lastname": "Lovelace", "jobTitle": "Analyst",
              "addresses": [{"type": "work", "locality": "London"}],
              "phoneNumbers": [{"type": "mobile", "number": "+44 1"}],
              "attributes": [{"name": "engine", "value": "difference"}]
            }
            """)).Should().BeTrue(user.ToString());
    }

    [Theory]
    [InlineData("finished", true, true)]
    [InlineData("DONE", true, true)]
    [InlineData("error", true, false)]
    [InlineData("Pending", false, false)]
    [InlineData("", false, false)]
    public void A_jobs_words_are_understood_in_any_case(string status, bool isFinal, bool isGood)
    {
        var result = new BulkResult("ada", "", status, "");

        (BulkStatus.IsFinal(result), BulkStatus.IsGood(result)).Should().Be((isFinal, isGood));
    }
}
