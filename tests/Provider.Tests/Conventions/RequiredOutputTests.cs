using FluentAssertions;
using JumpCloud.Emulator;
using JumpCloud.Rpc;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests.Conventions;

/// <summary>What the schema calls a required output is always there: also after an import, which knows least.</summary>
public sealed class RequiredOutputTests
{
    private static readonly JObject Schema = JObject.Parse(PackageSchema.Text);

    [Theory]
    [InlineData("SsoApplication", "pulumi", BadInput.ApplicationId)]
    [InlineData("SsoApplication", "saml2", BadInput.ApplicationId)]
    [InlineData("SsoApplication", "bookmark", BadInput.ApplicationId)]
    [InlineData("GroupBinding", "bookmark", BadInput.ApplicationId + "/" + ExampleGroup)]
    [InlineData("IdmIntegration", "pulumi", BadInput.ApplicationId)]
    [InlineData("SamlConfiguration", "bookmark", "acme")]
    public async Task A_required_output_is_known_after_an_import(string type, string template, string id)
    {
        await using var stack = await ProviderFixture.StartAsync();
        BadInput.MakeApplication(stack.Services, template);
        stack.Services.JumpCloud.Portal.BindGroup(BadInput.ApplicationId, ExampleGroup);
        if (template == "pulumi")
            await ActivateAsync(stack);

        var import = await stack.ImportAsync(type, "it", id);

        import.Succeeded.Should().BeTrue(import.Text);
        var outputs = ((JObject)stack.Resource(type, "it")!["outputs"]!).Properties()
            .Where(property => property.Value.Type != JTokenType.Null).Select(property => property.Name);
        Schema["resources"]![$"jumpcloud:index:{type}"]!["required"]!.Select(name => (string?)name).Should().BeSubsetOf(outputs);
    }

    private const string ExampleGroup = "5d0000000000000000000001";

    private static Task ActivateAsync(ProviderFixture stack) => stack.Services.JumpCloud.Portal.ActivateIdmAsync(
        BadInput.ApplicationId,
        new IdmSettings(new Uri(Programs.ScimBaseUrl(stack)), Programs.ScimToken(stack), true, null));
}
