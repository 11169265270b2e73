namespace JumpCloud.Tests.Faults;

/// <summary>One lifecycle: what is there, and the command that is disturbed.</summary>
/// <param name="Name">The resource and its lifecycle: <c>GroupBinding replace</c>.</param>
/// <param name="Command">What is run.</param>
/// <param name="Wanted">The program, from <c>resources:</c> on; of a destroy, the one whose resources are destroyed.</param>
internal sealed record Scenario(string Name, LifecycleCommand Command, Func<ProviderFixture, string> Wanted)
{
    /// <summary>The program of an earlier up; null where there was none.</summary>
    public Func<ProviderFixture, string>? Earlier { get; init; }

    /// <summary>What happens at the services in between, by other hands.</summary>
    public Func<ProviderFixture, Task>? Meanwhile { get; init; }

    /// <summary>With it the command is an import of what is there by then.</summary>
    public Import? Import { get; init; }

    public override string ToString() => Name;
}

/// <param name="Name">In the program.</param>
/// <param name="Id">Told when the services are where the command starts.</param>
internal sealed record Import(string Type, string Name, Func<ProviderFixture, string> Id);
