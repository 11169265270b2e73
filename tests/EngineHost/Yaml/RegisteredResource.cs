using Google.Protobuf.WellKnownTypes;
using JumpCloud.EngineHost.Wire;

namespace JumpCloud.EngineHost.Yaml;

/// <summary>A resource once the monitor has answered.</summary>
/// <param name="Urn">Empty for a resource that a preview cannot read yet, its id being unknown.</param>
/// <param name="Id">Null when it is not known yet, and for components.</param>
internal sealed record RegisteredResource(
    ResourceDeclaration Declaration, ResourceSchema Schema, string Urn, string? Id, Struct Outputs)
{
    /// <summary>urn::id, by which a provider resource is named in requests.</summary>
    public string ProviderReference => $"{Urn}::{Id ?? Values.Unknown}";

    /// <summary>What a value of this resource depends on: the resource.</summary>
    public IEnumerable<string> Dependencies => Urn.Length == 0 ? [] : [Urn];

    public Value IdValue => OutputValue.Make(Id is null ? null : Value.ForString(Id), false, Dependencies);

    public Value UrnValue => OutputValue.Make(Urn.Length == 0 ? null : Value.ForString(Urn), false, Dependencies);

    /// <summary>The resource itself as a value: a reference, which depends on it.</summary>
    public Value ReferenceValue()
    {
        var reference = new Struct
        {
            Fields = { [Values.SignatureKey] = Value.ForString(Values.ReferenceSignature), ["urn"] = Value.ForString(Urn) },
        };
        if (!Schema.IsComponent)
            reference.Fields["id"] = Value.ForString(Id ?? Values.Unknown);
        return OutputValue.Make(Urn.Length == 0 ? null : Value.ForStruct(reference), false, Dependencies);
    }

    /// <summary>The outputs as one value. What the schema has and a preview does not tell yet is unknown.</summary>
    public Value OutputsValue(bool dryRun)
    {
        var outputs = Outputs.Clone();
        if (dryRun)
        {
            foreach (var name in Schema.Outputs.Keys.Where(n => !outputs.Fields.ContainsKey(n)))
                outputs.Fields[name] = Values.UnknownValue;
        }
        return Value.ForStruct(outputs);
    }
}
