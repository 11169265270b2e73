using System.Collections.Immutable;
using Moq;
using Newtonsoft.Json;
using Pulumi;
using Pulumi.Testing;

namespace JumpCloud.Sdk.Tests;

/// <summary>
/// Runs a program without an engine, on Pulumi's mocks: a resource comes into being with the inputs that it was given and the
/// outputs that a test says its type has. The id is the resource's name.
/// </summary>
internal sealed class MockedEngine
{
    /// <summary>A program reads its configuration from the environment of the process, of which there is one.</summary>
    public const string OneAtATime = "programs on mocks";

    private readonly Mock<IMocks> _mocks = new();
    private readonly List<MockResourceArgs> _registered = [];
    private readonly Dictionary<string, Dictionary<string, object>> _outputs = [];

    /// <param name="config">As <c>pulumi config</c> has it; what is no text is JSON.</param>
    public MockedEngine(string project, Dictionary<string, object> config)
    {
        Environment.SetEnvironmentVariable("PULUMI_CONFIG", JsonConvert.SerializeObject(config.ToDictionary(
            pair => $"{project}:{pair.Key}", pair => pair.Value as string ?? JsonConvert.SerializeObject(pair.Value))));
        Options = new TestOptions { IsPreview = false, ProjectName = project, StackName = "test" };
        _mocks.Setup(mocks => mocks.NewResourceAsync(It.IsAny<MockResourceArgs>())).ReturnsAsync((MockResourceArgs resource) =>
        {
            lock (_registered)
                _registered.Add(resource);
            var outputs = _outputs.GetValueOrDefault(resource.Type!) ?? [];
            return ($"{resource.Name}-id", resource.Inputs.SetItems(outputs));
        });
    }

    public IMocks Mocks => _mocks.Object;

    public TestOptions Options { get; }

    /// <summary>What the program registered, in the order in which it came: <c>jumpcloud:index:GroupBinding</c> and so on.</summary>
    public IReadOnlyList<MockResourceArgs> Registered => _registered;

    /// <summary>Every resource of the type comes with these outputs.</summary>
    public MockedEngine With(string type, Dictionary<string, object> outputs)
    {
        _outputs[type] = outputs;
        return this;
    }

    /// <summary>A function answers with these results.</summary>
    public MockedEngine WithFunction(string token, Dictionary<string, object> results)
    {
        _mocks.Setup(mocks => mocks.CallAsync(It.Is<MockCallArgs>(call => call.Token == token))).ReturnsAsync(results.ToImmutableDictionary());
        return this;
    }

    /// <summary>The only resource of the type.</summary>
    public MockResourceArgs The(string type) => _registered.Single(resource => resource.Type == type);

    /// <summary>All resources of the type.</summary>
    public IEnumerable<MockResourceArgs> Each(string type) => _registered.Where(resource => resource.Type == type);

    public async Task<TStack> RunAsync<TStack>()
        where TStack : Stack, new()
    {
        var resources = await Deployment.TestAsync<TStack>(Mocks, Options);
        return resources.OfType<TStack>().Single();
    }
}

internal static class Outputs
{
    /// <summary>The value of an output that is known.</summary>
    public static Task<T> ValueAsync<T>(this Output<T> output)
    {
        var value = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        output.Apply(known =>
        {
            value.SetResult(known);
            return known;
        });
        return value.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }
}
