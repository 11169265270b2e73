using Grpc.Core;
using JumpCloud.Core;
using Wire = Pulumirpc;

namespace JumpCloud.Rpc;

/// <summary>The provider's own configuration.</summary>
internal sealed partial class ResourceProviderService
{
    private const string VariablePrefix = "jumpcloud:config:";

    /// <summary>
    /// Gives the inputs back as they came, credentials as secrets: the state must not hold them in plain text, and what stands in
    /// the environment not at all.
    /// </summary>
    public override Task<Wire.CheckResponse> CheckConfig(Wire.CheckRequest request, ServerCallContext context)
    {
        var news = PropertyCodec.Decode(request.News);
        var inputs = RowSecrets.Mark(ProviderConfigRows.All, news);
        var response = new Wire.CheckResponse { Inputs = PropertyCodec.Encode(inputs, new EncodeOptions(AllowUnknowns: true)) };
        response.Failures.AddRange(ProviderConfigCheck.Run(news, options.Environment).Select(failure => Nameless(failure, news)));
        return Task.FromResult(response);
    }

    // Nothing tells here which inputs are secret, and the engine prints the value of one that a failure names: a misspelt apiKey, say.
    private static Wire.CheckFailure Nameless(CheckFailure failure, PropertyMap news) =>
        failure.Path.Length == 0 || ProviderConfigRows.All.Any(row => row.Name == PropertyPath.Head(failure.Path)) || news.Find(failure.Path) is null
            ? new Wire.CheckFailure { Property = failure.Path, Reason = failure.Reason }
            : new Wire.CheckFailure { Reason = $"{failure.Path} {failure.Reason}" };

    public override Task<Wire.DiffResponse> DiffConfig(Wire.DiffRequest request, ServerCallContext context)
    {
        var olds = PropertyCodec.DecodeOptional(request.OldInputs) ?? PropertyCodec.Decode(request.Olds);
        var diff = ProviderConfigDiff.Run(olds, PropertyCodec.Decode(request.News));
        return Task.FromResult(DiffAnswer.Write(IgnoredChanges.Remove(diff, request.IgnoreChanges)));
    }

    /// <summary>
    /// Without any request to a service: a preview without changes works offline. A wrong key shows in the preview of any change, see
    /// <see cref="Clients.CredentialProof"/>.
    /// </summary>
    public override Task<Wire.ConfigureResponse> Configure(Wire.ConfigureRequest request, ServerCallContext context)
    {
        var inputs = PropertyCodec.DecodeOptional(request.Args) ?? Variables(request);
        var config = ProviderConfigReader.Read(inputs, options.Environment);
        SessionOf(context).Configure(config, request.AcceptResources);

        // Engines that shook hands do not read this any more; older ones do, and it must say the same.
        return Task.FromResult(new Wire.ConfigureResponse
        {
            AcceptSecrets = true,
            SupportsPreview = true,
            AcceptResources = true,
            AcceptOutputs = true,
            SupportsAutonamingConfiguration = false,
        });
    }

    private static PropertyMap Variables(Wire.ConfigureRequest request) =>
        PropertyMap.Of(request.Variables
            .Where(variable => variable.Key.StartsWith(VariablePrefix, StringComparison.Ordinal))
            .Select(variable => KeyValuePair.Create(variable.Key[VariablePrefix.Length..], PropertyValue.Of(variable.Value))));
}
