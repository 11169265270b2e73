using System.Diagnostics;
using FluentAssertions;
using JumpCloud.Clients;
using JumpCloud.Core;
using JumpCloud.Emulator;
using JumpCloud.Resources;
using Xunit;
using static JumpCloud.Tests.Values;

namespace JumpCloud.Tests.Resources;

/// <summary>A cancel stops what waits within a second, and what exists is kept.</summary>
public sealed class CancelTests : IAsyncLifetime
{
    private const string Data = "5d0000000000000000000004";

    private readonly RecordingLog _log = new();
    private ProviderFixture _fixture = null!;
    private string _application = "";

    public async ValueTask InitializeAsync()
    {
        _fixture = await ProviderFixture.StartAsync();
        var result = await _fixture.UpAsync(Programs.Of(Programs.Application(_fixture)));
        result.Succeeded.Should().BeTrue(result.Text);
        _application = _fixture.Services.JumpCloud.Applications().Single().Id;
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Waiting_for_a_synchronization_keeps_the_binding()
    {
        var inputs = Map(
            ("applicationId", _application),
            ("userGroupId", Data),
            ("waitForSync", true),
            ("serviceProvider", Map(
                ("scimBaseUrl", Programs.ScimBaseUrl(_fixture)), ("scimToken", Programs.ScimToken(_fixture)))));
        var partial = await CancelAsync(new GroupBinding(), inputs);
        partial.Id.Should().Be($"{_application}/{Data}");
        partial.Reasons.Should().ContainSingle().Which.Should().StartWith("Data is bound, but waiting ended before it was "
            + "synchronized");
        _log.Warnings.Should().ContainSingle().Which.Should().Contain("Identity Management is not active on Pulumi Cloud");
    }

    [Fact]
    public async Task Waiting_for_a_person_keeps_the_integration()
    {
        _fixture.Services.Switches.StrictProvisioning = true;
        var inputs = Map(
            ("applicationId", _application),
            ("baseUrl", Programs.ScimBaseUrl(_fixture)),
            ("token", Programs.ScimToken(_fixture)),
            ("waitForActivation", 60));
        var partial = await CancelAsync(new IdmIntegration(), inputs);
        partial.Id.Should().Be(_application);
        partial.Outputs.Find("status")!.AsString.Should().Be("pending");
        partial.Outputs.Find("token")!.IsSecret.Should().BeTrue();
        partial.Reasons.Should().ContainSingle().Which.Should().Contain("must be activated by a person");
    }

    [Fact]
    public async Task An_interrupted_activation_is_kept_as_inactive()
    {
        _fixture.Services.Faults.Add(new Fault(
            new FaultKind.Delay(TimeSpan.FromSeconds(20)), Face.Console, "POST", "/provision/activate$"));
        var inputs = Map(
            ("applicationId", _application),
            ("baseUrl", Programs.ScimBaseUrl(_fixture)),
            ("token", Programs.ScimToken(_fixture)));
        var partial = await CancelAsync(new IdmIntegration(), inputs);
        partial.Outputs.Find("status")!.AsString.Should().Be("inactive");
    }

    private async Task<PartialFailureException> CancelAsync(IResource resource, PropertyMap inputs)
    {
        var ready = _fixture.Services;
        var config = new ProviderConfig
        {
            ApiKey = JumpCloudState.DefaultApiKey,
            ConsoleUrl = ready.ConsoleUrl,
            InsightsUrl = ready.InsightsUrl,
            PulumiApiUrl = ready.PulumiApiUrl,
        };
        using var clients = new ProviderClients(config, TimeProvider.System);
        using var cancellation = new CancellationTokenSource();
        var operation = new OperationContext(
            "urn:pulumi:dev::shop::jumpcloud:index:Any::it",
            Preview: false,
            _log,
            clients,
            TimeProvider.System,
            cancellation.Token);
        var create = resource.CreateAsync(inputs, operation).AsTask();
        await Task.Delay(TimeSpan.FromSeconds(1.5), TimeProvider.System, default);
        create.IsCompleted.Should().BeFalse();
        var watch = Stopwatch.StartNew();
        await cancellation.CancelAsync();
        var thrown = await create.Invoking(task => task).Should().ThrowAsync<PartialFailureException>();
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(1));
        return thrown.Which;
    }
}
