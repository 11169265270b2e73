using Google.Protobuf.WellKnownTypes;

namespace JumpCloud.EngineHost.Deployment;

/// <summary>What happens in a deployment, in order; called by one thread at a time.</summary>
internal interface IDeploymentEvents
{
    void Started(Step step);

    void Finished(Step step);

    void Failed(Step step);

    /// <summary>A component or the stack gave its outputs.</summary>
    void Outputs(Step step, Struct outputs);

    void Diagnosed(Diagnostic diagnostic, bool ephemeral);
}
