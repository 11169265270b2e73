using Pulumi.Experimental.Provider;

namespace JumpCloud.Benchmarks.Official;

/// <summary>
/// The resources of JumpCloud's schema on Pulumi's own provider classes, with the least that a provider can do: inputs are taken as they
/// are, outputs are inputs, and no service is asked. What it needs beside ours is what these classes need.
/// </summary>
internal sealed class ConstantProvider : Provider
{
    public override Task<GetSchemaResponse> GetSchema(GetSchemaRequest request, CancellationToken ct)
    {
        using var stream = typeof(ConstantProvider).Assembly.GetManifestResourceStream("schema.json")!;
        using var reader = new StreamReader(stream);
        return Task.FromResult(new GetSchemaResponse { Schema = reader.ReadToEnd() });
    }

    public override Task<CheckResponse> CheckConfig(CheckRequest request, CancellationToken ct) => Check(request, ct);

    public override Task<DiffResponse> DiffConfig(DiffRequest request, CancellationToken ct) => Diff(request, ct);

    public override Task<ConfigureResponse> Configure(ConfigureRequest request, CancellationToken ct) =>
        Task.FromResult(new ConfigureResponse { AcceptSecrets = true, AcceptResources = true, SupportsPreview = true });

    public override Task<CheckResponse> Check(CheckRequest request, CancellationToken ct) =>
        Task.FromResult(new CheckResponse { Inputs = request.NewInputs });

    public override Task<DiffResponse> Diff(DiffRequest request, CancellationToken ct)
    {
        var changed = request.OldInputs.Keys.Union(request.NewInputs.Keys)
            .Where(key => !Equals(request.OldInputs.GetValueOrDefault(key), request.NewInputs.GetValueOrDefault(key)))
            .ToArray();
        return Task.FromResult(new DiffResponse { Changes = changed.Length > 0, Diffs = changed });
    }

    public override Task<CreateResponse> Create(CreateRequest request, CancellationToken ct) =>
        Task.FromResult(new CreateResponse { Id = request.Preview ? "" : "constant", Outputs = request.Inputs });
}
