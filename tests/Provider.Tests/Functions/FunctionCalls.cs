using FluentAssertions;
using JumpCloud.EngineHost;
using JumpCloud.Emulator;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Tests.Functions;

/// <summary>Calls of functions as a program makes them.</summary>
internal static class FunctionCalls
{
    /// <param name="arguments">As YAML in one line: <c>applicationId: x, limit: 5</c>.</param>
    public static string Program(string function, string arguments) =>
        $"variables:\n  answer:\n    fn::invoke:\n      function: jumpcloud:{function}\n      arguments: {{ {arguments} }}\n"
        + "outputs:\n  answer: ${answer}";

    /// <summary>The function's answer.</summary>
    public static async Task<JObject> InvokeAsync(this ProviderFixture fixture, string function, string arguments)
    {
        var result = await fixture.UpAsync(Program(function, arguments));
        result.Succeeded.Should().BeTrue(result.Text);
        var stack = JObject.Parse(fixture.State).SelectToken("deployment.resources")!
            .Single(resource => (string?)resource["type"] == "pulumi:pulumi:Stack");
        return (JObject)stack["outputs"]!["answer"]!;
    }

    /// <summary>The text of a call that fails.</summary>
    public static async Task<string> FailAsync(this ProviderFixture fixture, string function, string arguments)
    {
        CommandResult result = await fixture.PreviewAsync(Program(function, arguments));
        result.Succeeded.Should().BeFalse(result.Text);
        return result.Text;
    }

    /// <summary>Pulumi's application, made by hand, with Identity Management active or not.</summary>
    /// <returns>Its id.</returns>
    public static async Task<string> ApplicationAsync(this ProviderFixture fixture, bool isActive = true)
    {
        BadInput.MakeApplication(fixture.Services, "pulumi");
        if (isActive)
        {
            var settings = new IdmSettings(
                new Uri(Programs.ScimBaseUrl(fixture)), Programs.ScimToken(fixture), ManageGroups: true);
            await fixture.Services.JumpCloud.Portal.ActivateIdmAsync(BadInput.ApplicationId, settings);
        }

        return BadInput.ApplicationId;
    }

    /// <summary>A member of the organization acme at Pulumi Cloud.</summary>
    public static void AddMember(this ProviderFixture fixture, string login, string email)
    {
        fixture.Services.PulumiCloud.AddAccount(login, email);
        fixture.Services.PulumiCloud.AddMember("acme", login);
    }
}
