using Google.Protobuf.WellKnownTypes;
using Pulumirpc;
using JumpCloud.EngineHost.Wire;

namespace JumpCloud.EngineHost.Yaml;

/// <summary>
/// One run of a program: the stack, then the schemas and what they say about the program, then every resource and variable at
/// once, each as soon as what it refers to is there, and the stack's outputs as soon as theirs is.
/// </summary>
internal sealed class YamlRun(ProgramContext context, Template template, YamlDiagnostics diagnostics, MonitorClient monitor)
{
    /// <summary>Empty until the stack is registered.</summary>
    public string StackUrn { get; private set; } = "";

    /// <summary>
    /// Ends without an exception when the program has failed, too: the diagnostics say so, or <see cref="IsBrokenOff"/>.
    /// </summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var stack = new RegisterResourceRequest
        {
            Type = "pulumi:pulumi:Stack", Name = $"{context.Project}-{context.Stack}", Object = new Struct(),
        };
        StackUrn = (await monitor.RegisterAsync(stack, SourceMark.None, ct)).Urn;

        var config = new ConfigReader(context, diagnostics).Read(template);
        var nodes = ProgramOrder.Sort(template, config.Keys, diagnostics);
        if (diagnostics.HasErrors)
            return;
        var schemas = new ProgramSchemas(context.Schemas);
        await schemas.LoadAsync(template, diagnostics, ct);
        if (!diagnostics.HasErrors)
            new SchemaCheck(template, schemas, diagnostics).Run();
        if (!diagnostics.HasErrors)
            await EvaluateAsync(nodes, new Evaluator(context, config, diagnostics, monitor, schemas), schemas, ct);
    }

    /// <summary>True when a resource was refused or the engine broke the run off, which the engine tells itself.</summary>
    public bool IsBrokenOff { get; private set; }

    private async Task EvaluateAsync(
        IReadOnlyList<object> nodes, Evaluator evaluator, ProgramSchemas schemas, CancellationToken ct)
    {
        var registrar = new ResourceRegistrar(evaluator, schemas, monitor, StackUrn, diagnostics);
        var tasks = new List<Task>();
        foreach (var node in nodes)
        {
            if (node is ResourceDeclaration resource)
            {
                var state = registrar.RegisterAsync(resource, ct);
                evaluator.Add(resource.Key, state);
                tasks.Add(state);
            }
            else if (node is VariableDeclaration variable)
            {
                var value = evaluator.EvaluateAsync(variable.Value, ct);
                evaluator.Add(variable.Name, value);
                tasks.Add(value);
            }
        }
        tasks.Add(RegisterOutputsAsync(evaluator, ct));
        foreach (var task in tasks)
        {
            try
            {
                await task;
            }
            catch (NoValueException)
            {
                // Noted where it arose; what depends on it has no value either.
                IsBrokenOff = true;
            }
        }
    }

    private async Task RegisterOutputsAsync(Evaluator evaluator, CancellationToken ct)
    {
        var outputs = new Struct();
        foreach (var output in template.Outputs)
        {
            var value = OutputValue.Flatten(await evaluator.EvaluateAsync(output.Value, ct));
            if (!Values.IsNull(value))
                outputs.Fields[output.Name] = value;
        }
        await monitor.RegisterOutputsAsync(StackUrn, outputs, ct);
    }
}
