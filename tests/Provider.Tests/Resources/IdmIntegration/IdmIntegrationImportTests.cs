using FluentAssertions;
using Newtonsoft.Json.Linq;
using Pulumirpc;
using Xunit;
using static JumpCloud.Tests.LifecycleCommand;

namespace JumpCloud.Tests;

/// <summary>An import finds a connection without its token, which JumpCloud gives to nobody.</summary>
public sealed class IdmIntegrationImportTests
{
    [Theory]
    [InlineData("      token: ''\n")]
    [InlineData("")]
    public async Task The_generated_program_is_accepted_as_it_is_and_changes_nothing(string token)
    {
        await using var stack = await ImportedAsync();

        // The YAML host wants what the schema requires; other languages may leave it out.
        if (token.Length > 0)
            await stack.RunAsync(new LifecycleStep(Preview, Program(stack, token), "same 2") { Calls = [] });
        await stack.RunAsync(new LifecycleStep(Refresh, "", "same 2"));
    }

    [Fact]
    public async Task A_change_of_the_connection_needs_the_token()
    {
        await using var stack = await ImportedAsync();

        await stack.RunAsync(new LifecycleStep(Preview, Program(stack, "      token: ''\n      manageGroups: false\n"), "same 1")
        {
            Calls = [],
            Errors =
            [
                "token is required to change an imported connection: JumpCloud does not give back the one that it has. Set the SCIM token that it is to use",
            ],
        });
    }

    private static async Task<ProviderFixture> ImportedAsync()
    {
        var stack = await ProviderFixture.StartAsync();
        BadInput.MakeApplication(stack.Services, "pulumi");
        var organization = stack.Services.PulumiCloud.Organization("acme");
        await stack.Services.JumpCloud.Portal.ActivateIdmAsync(
            BadInput.ApplicationId, new JumpCloud.Emulator.IdmSettings(new Uri($"{stack.Services.PulumiApiUrl}scim/v2/acme"), organization.ScimToken, true, null));
        await stack.Services.SettledAsync();
        stack.Services.JumpCloud.Portal.PatchApplication(BadInput.ApplicationId, new JObject
        {
            ["config"] = new JObject { ["spEntityId"] = new JObject { ["value"] = $"{stack.Services.PulumiApiUrl}login/acme/sso/saml/metadata" } },
        });

        var import = await stack.ImportAsync("IdmIntegration", "idm", BadInput.ApplicationId);

        import.Succeeded.Should().BeTrue(import.Text);
        Lifecycle.MessagesOf(import, LogSeverity.Warning).Should().BeEmpty();
        return stack;
    }

    private static string Program(ProviderFixture stack, string properties) =>
        "resources:\n  idm:\n    type: jumpcloud:IdmIntegration\n    properties:\n"
        + $"      applicationId: {BadInput.ApplicationId}\n      baseUrl: {stack.Services.PulumiApiUrl}scim/v2/acme\n{properties}";
}
