namespace JumpCloud.EngineHost;

/// <summary>A program in C# that speaks to the monitor itself, for tests of the host.</summary>
public sealed class DelegateProgram(Func<ProgramContext, CancellationToken, Task> run) : IProgram
{
    public DelegateProgram(Func<ProgramContext, Task> run)
        : this((context, _) => run(context))
    {
    }

    public Task RunAsync(ProgramContext context, CancellationToken ct) => run(context, ct);
}
