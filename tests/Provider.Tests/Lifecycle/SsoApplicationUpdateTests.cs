using FluentAssertions;
using JumpCloud.Emulator;
using Newtonsoft.Json.Linq;
using Xunit;
using static JumpCloud.Tests.LifecycleCommand;

namespace JumpCloud.Tests;

/// <summary>Updates of an application that meet something unusual.</summary>
public sealed class SsoApplicationUpdateTests
{
    private static readonly Dictionary<string, string?> NoRetries = new() { ["maxRetries"] = "0" };

    [Fact]
    public async Task Another_spelling_of_the_template_replaces_nothing_even_when_the_catalog_is_down()
    {
        await using var stack = await ProviderFixture.StartAsync(config: NoRetries);
        var respelled = Pulumi("Pulumi Cloud").Replace("template: pulumi", "template: Pulumi", StringComparison.Ordinal);
        await stack.RunAsync(new LifecycleStep(Up, Pulumi("Pulumi Cloud"), "create 2"));
        stack.Services.Faults.Add(new Fault(new FaultKind.Status(503), Face.Console, "GET", "/application-templates$", Count: 2));

        await stack.RunAsync(
            new LifecycleStep(Preview, respelled, "same 2") { Warnings = ["The template Pulumi and what it needs could not be verified"] },
            new LifecycleStep(Up, respelled, "same 2") { Warnings = ["The template Pulumi and what it needs could not be verified"] },
            new LifecycleStep(Preview, respelled, "same 2") { Calls = [] },

            // The output takes the program's spelling over.
            new LifecycleStep(Refresh, "", "same 1, update 1"),
            new LifecycleStep(Preview, respelled, "same 2") { Calls = [] },
            new LifecycleStep(Preview, Pulumi("Pulumi Cloud"), "same 2"));
    }

    [Fact]
    public async Task What_somebody_changed_in_a_filled_in_setting_is_not_overwritten_in_passing()
    {
        await using var stack = await ProviderFixture.StartAsync();
        await stack.RunAsync(new LifecycleStep(Up, Pulumi("Pulumi Cloud"), "create 2"));
        var id = IdOf(stack);

        await stack.RunAsync(new LifecycleStep(Up, Pulumi("Infrastructure"), "same 1, update 1")
        {
            Before = services => services.JumpCloud.Portal.PatchApplication(
                id, JObject.Parse("""{"config":{"spEntityId":{"value":"https://by-hand.test"}}}""")),
        });
        Value(stack, id, "config.spEntityId.value").Should().Be("https://by-hand.test");

        await stack.RunAsync(new LifecycleStep(
            Up, Pulumi("Infrastructure").Replace("acme", "other", StringComparison.Ordinal), "same 1, update 1"));
        Value(stack, id, "config.spEntityId.value").Should().Be("https://api.pulumi.com/login/other/sso/saml/metadata");
    }

    [Fact]
    public async Task An_update_of_an_application_that_is_gone_tells_what_to_run()
    {
        await using var stack = await ProviderFixture.StartAsync();
        await stack.RunAsync(new LifecycleStep(Up, Pulumi("Pulumi Cloud"), "create 2"));
        var id = IdOf(stack);

        await stack.RunAsync(
            new LifecycleStep(Up, Pulumi("Infrastructure"), "same 1")
            {
                Before = services => services.JumpCloud.Portal.DeleteApplication(id),
                Errors = [$"The application Pulumi Cloud ({id}) is gone; run pulumi refresh, then pulumi up"],
            },
            new LifecycleStep(Refresh, "", "delete 1, same 1"),
            new LifecycleStep(Up, Pulumi("Infrastructure"), "create 1, same 1"));
    }

    [Theory]
    [InlineData("logo.svg", "<svg/>", "image/svg+xml")]
    [InlineData("logo.png", "GIF89a", "image/gif")]
    [InlineData("logo", "who knows", "application/octet-stream")]
    public async Task Which_images_there_may_be_is_left_to_JumpCloud(string file, string content, string mediaType)
    {
        await using var stack = await ProviderFixture.StartAsync();
        var image = Path.Combine(stack.WorkingDirectory, file);
        await File.WriteAllTextAsync(image, content);
        var program = Pulumi("Pulumi Cloud") + $"      logo:\n        fn::fileAsset: {image}\n";

        await stack.RunAsync(new LifecycleStep(Up, program, "create 2"));

        stack.Services.JumpCloud.FindApplication(IdOf(stack))!.Logo.Should().Equal(System.Text.Encoding.UTF8.GetBytes(content));
        stack.Services.Requests.All.Single(request => request.Path.EndsWith("/logo", StringComparison.Ordinal))
            .Body.Should().Contain($"Content-Type: {mediaType}");
    }

    [Fact]
    public async Task An_image_that_JumpCloud_refuses_leaves_the_application_and_says_why()
    {
        await using var stack = await ProviderFixture.StartAsync();
        stack.Services.Switches.MaxLogoBytes = 10;

        await stack.RunAsync(new LifecycleStep(Up, Pulumi("Pulumi Cloud") + Logo(stack), "create 1")
        {
            Errors = ["the image is too large"],
        });

        stack.Services.JumpCloud.Applications().Should().ContainSingle();
    }

    [Fact]
    public async Task A_logo_that_is_gone_already_is_removed()
    {
        await using var stack = await ProviderFixture.StartAsync(config: NoRetries);
        var program = Pulumi("Pulumi Cloud");
        await stack.RunAsync(new LifecycleStep(Up, program + Logo(stack), "create 2"));
        stack.Services.Faults.Add(new Fault(new FaultKind.Status(404), Face.Console, "DELETE", "/logo$"));

        await stack.RunAsync(
            new LifecycleStep(Up, program, "same 1, update 1"),
            new LifecycleStep(Preview, program, "same 2") { Calls = [] });
    }

    [Fact]
    public async Task A_logo_that_could_not_be_removed_is_removed_by_the_next_up()
    {
        await using var stack = await ProviderFixture.StartAsync(config: NoRetries);
        var program = Pulumi("Pulumi Cloud");
        await stack.RunAsync(new LifecycleStep(Up, program + Logo(stack), "create 2"));
        var id = IdOf(stack);
        stack.Services.Faults.Add(new Fault(new FaultKind.Status(500), Face.Console, "DELETE", "/logo$"));

        await stack.RunAsync(
            new LifecycleStep(Up, Pulumi("Infrastructure"), "same 1") { Errors = ["exists, but its logo was not removed: JumpCloud answered 500"] });
        Value(stack, id, "displayLabel").Should().Be("Infrastructure");
        Value(stack, id, "logo.url").Should().Contain(id);
        await stack.RunAsync(
            new LifecycleStep(Up, Pulumi("Infrastructure"), "same 1, update 1"),
            new LifecycleStep(Preview, Pulumi("Infrastructure"), "same 2") { Calls = [] });

        Value(stack, id, "logo.url").Should().NotContain(id);
    }

    [Fact]
    public async Task A_refresh_that_fails_in_part_does_not_forget_that_the_logo_is_missing()
    {
        await using var stack = await ProviderFixture.StartAsync(config: NoRetries);
        var program = Pulumi("Pulumi Cloud") + Logo(stack);
        stack.Services.Faults.Add(new Fault(new FaultKind.Status(500), Face.Console, "POST", "/logo$"));
        await stack.RunAsync(new LifecycleStep(Up, program, "create 1") { Errors = ["exists, but its logo was not uploaded"] });
        var id = IdOf(stack);
        stack.Services.Faults.Add(new Fault(new FaultKind.Status(503), Face.Console, "GET", "metadata.xml"));

        await stack.RefreshAsync();
        await stack.RunAsync(new LifecycleStep(Up, program, "same 1, update 1"));

        Value(stack, id, "logo.url").Should().Contain(id);
    }

    [Theory]
    [InlineData(EmptyPrivateKey.Kept, true)]
    [InlineData(EmptyPrivateKey.KeyPairRemade, false)]
    public async Task A_key_pair_that_an_update_leaves_alone_is_what_the_service_makes_of_it_and_the_metadata_tell(
        EmptyPrivateKey behaviour, bool isKept)
    {
        await using var stack = await ProviderFixture.StartAsync();
        stack.Services.Switches.EmptyPrivateKeyOnPut = behaviour;
        await stack.RunAsync(new LifecycleStep(Up, Pulumi("Pulumi Cloud"), "create 2"));
        var id = IdOf(stack);
        var before = Value(stack, id, "config.idpCertificate.value");

        await stack.RunAsync(new LifecycleStep(Up, Pulumi("Infrastructure"), "same 1, update 1"));

        var after = Value(stack, id, "config.idpCertificate.value");
        (after == before).Should().Be(isKept);
        ((string?)stack.Resource("SsoApplication", "app")!.SelectToken("outputs.idpCertificate"))
            .Should().Be(JumpCloud.Clients.PemText.FromFile(after));
    }

    private static string Pulumi(string label) =>
        $"resources:\n  app:\n    type: jumpcloud:SsoApplication\n    properties:\n      template: pulumi\n      displayLabel: {label}\n"
        + "      placeholders: { YOUR_ORGANIZATION: acme }\n";

    private static string Logo(ProviderFixture stack)
    {
        var image = Path.Combine(stack.WorkingDirectory, "logo.png");
        File.WriteAllBytes(image, Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="));
        return $"      logo:\n        fn::fileAsset: {image}\n";
    }

    private static string IdOf(ProviderFixture stack) => (string)stack.Resource("SsoApplication", "app")!["id"]!;

    private static string Value(ProviderFixture stack, string id, string path) =>
        stack.Services.JumpCloud.FindApplication(id)!.Document.SelectToken(path)?.ToString() ?? "";
}
