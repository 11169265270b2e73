using System.Collections.Immutable;

namespace JumpCloud.Core;

/// <summary>A component resource: it owns nothing at a service, but registers children with the engine.</summary>
internal interface IComponent
{
    /// <summary>The type token, such as <c>jumpcloud:index:PulumiIntegration</c>.</summary>
    string Token { get; }

    /// <summary>One row per property, inputs and outputs.</summary>
    ImmutableArray<Property> Properties { get; }

    /// <summary>Validates inputs: the engine does not call Check for components. Never looks at unknowns.</summary>
    void Check(PropertyMap inputs, Failures failures);

    /// <summary>Registers the children and returns the component's outputs.</summary>
    /// <param name="inputs">Checked by the rows, with constant defaults. Values keep their secretness, and their dependencies.</param>
    ValueTask<PropertyMap> ConstructAsync(PropertyMap inputs, IComponentScope scope, OperationContext operation);
}

/// <summary>The component that is being made, and the engine that its children are registered with.</summary>
internal interface IComponentScope
{
    /// <summary>The component's logical name: children are named after it.</summary>
    string Name { get; }

    /// <summary>The component's URN, the parent of its children.</summary>
    string Urn { get; }

    /// <summary>Paths of the component's own properties whose changes the program wants ignored: the children's business.</summary>
    ImmutableArray<string> IgnoreChanges { get; }

    /// <summary>Registers a child and waits until the engine has made it (or, in a preview, foretold it).</summary>
    /// <exception cref="UserErrorException">The engine refused it or did not carry it out.</exception>
    ValueTask<RegisteredResource> RegisterAsync(ChildResource child, CancellationToken cancellation);
}

/// <summary>A child of a component.</summary>
/// <param name="Token">The type token.</param>
/// <param name="Name">The logical name, unique among the stack's resources of this type.</param>
/// <param name="Inputs">Values that came from other resources are outputs: they carry their dependencies.</param>
internal sealed record ChildResource(string Token, string Name, PropertyMap Inputs)
{
    /// <summary>URNs of resources that must exist before this one, and outlive it.</summary>
    public ImmutableArray<string> DependsOn { get; init; } = [];

    /// <summary>Aliases: former names under the same parent.</summary>
    public ImmutableArray<string> FormerNames { get; init; } = [];

    /// <summary>Paths of the child's properties.</summary>
    public ImmutableArray<string> IgnoreChanges { get; init; } = [];

    public bool? DeleteBeforeReplace { get; init; }

    public bool? RetainOnDelete { get; init; }
}

/// <summary>A child as the engine answered.</summary>
/// <param name="Id">Unknown in the preview of a create.</param>
/// <param name="Outputs">In a preview, what is not known is absent.</param>
internal sealed record RegisteredResource(string Urn, PropertyValue Id, PropertyMap Outputs, bool Preview)
{
    /// <summary>An output to hand on to another child: with this resource as its dependency, unknown where it is not known yet.</summary>
    public PropertyValue Output(string name)
    {
        var value = Outputs.Find(name);
        if (value is null)
            return Preview ? new PropertyValue.OutputValue(null, false, [Urn]) : PropertyValue.Null;
        return new PropertyValue.OutputValue(value.IsUnknown ? null : value.Plain, value.IsSecret, [Urn]);
    }

    /// <summary>The id to hand on to another child, with this resource as its dependency.</summary>
    public PropertyValue IdOutput => new PropertyValue.OutputValue(Id.IsUnknown ? null : Id, false, [Urn]);
}
