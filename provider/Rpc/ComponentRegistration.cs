using JumpCloud.Core;
using Wire = Pulumirpc;

namespace JumpCloud.Rpc;

/// <summary>What the engine's monitor is told of a component and its children.</summary>
internal static class ComponentRegistration
{
    public static Wire.RegisterResourceRequest OfComponent(Wire.ConstructRequest request)
    {
        var registration = New(request.Type, request.Name, request.Parent);
        registration.Custom = false;
        registration.Object = new();
        registration.AliasSpecs = true;
        registration.Aliases.AddRange(request.Aliases);
        registration.Dependencies.AddRange(request.Dependencies);
        registration.Providers.Add(request.Providers);
        registration.DeletedWith = request.DeletedWith;
        registration.ReplaceWith.AddRange(request.ReplaceWith);
        registration.ParentStackTraceHandle = request.StackTraceHandle;
        registration.Hooks = HooksOf(request);
        if (request.HasProtect)
            registration.Protect = request.Protect;
        if (request.HasRetainOnDelete)
            registration.RetainOnDelete = request.RetainOnDelete;
        return registration;
    }

    public static Wire.RegisterResourceRequest OfChild(
        ChildResource child, string parent, string provider, Wire.ConstructRequest component, EncodeOptions options)
    {
        var registration = New(child.Token, child.Name, parent);
        registration.Custom = true;
        registration.Object = PropertyCodec.Encode(child.Inputs, options);
        registration.Provider = provider;
        registration.Version = provider.Length == 0 ? ProviderVersion.Text : "";
        registration.SupportsPartialValues = true;
        registration.ParentStackTraceHandle = component.StackTraceHandle;
        AddDependencies(registration, child);
        AddOptions(registration, child, component);
        return registration;
    }

    private static Wire.RegisterResourceRequest New(string type, string name, string parent) => new()
    {
        Type = type,
        Name = name,
        Parent = parent,
        AcceptSecrets = true,
        AcceptResources = true,
        SupportsResultReporting = true,
    };

    private static void AddDependencies(Wire.RegisterResourceRequest registration, ChildResource child)
    {
        var all = new SortedSet<string>(child.DependsOn, StringComparer.Ordinal);
        foreach (var (name, value) in child.Inputs)
        {
            var urns = ComponentInputs.Dependencies(value);
            if (urns.IsEmpty)
                continue;
            registration.PropertyDependencies[name] = new Wire.RegisterResourceRequest.Types.PropertyDependencies { Urns = { urns } };
            all.UnionWith(urns);
        }

        registration.Dependencies.AddRange(all);
    }

    // What a program says of the component is ours to hand on; engines that hand some of it on themselves come to the same.
    private static void AddOptions(Wire.RegisterResourceRequest registration, ChildResource child, Wire.ConstructRequest component)
    {
        registration.AliasSpecs = true;
        foreach (var name in child.FormerNames)
            registration.Aliases.Add(new Wire.Alias { Spec = new Wire.Alias.Types.Spec { Name = name } });
        registration.IgnoreChanges.AddRange(child.IgnoreChanges);
        if (component.HasProtect)
            registration.Protect = component.Protect;
        if (child.DeleteBeforeReplace is { } deleteFirst)
            (registration.DeleteBeforeReplace, registration.DeleteBeforeReplaceDefined) = (deleteFirst, true);
        if (child.RetainOnDelete is { } retain)
            registration.RetainOnDelete = retain;
        else if (component.HasRetainOnDelete)
            registration.RetainOnDelete = component.RetainOnDelete;
        if (component.CustomTimeouts is { } timeouts)
        {
            registration.CustomTimeouts = new Wire.RegisterResourceRequest.Types.CustomTimeouts
            {
                Create = timeouts.Create, Update = timeouts.Update, Delete = timeouts.Delete, Read = timeouts.Read,
            };
        }
    }

    private static Wire.RegisterResourceRequest.Types.ResourceHooksBinding? HooksOf(Wire.ConstructRequest request) =>
        request.ResourceHooks is not { } hooks ? null : new Wire.RegisterResourceRequest.Types.ResourceHooksBinding
        {
            BeforeCreate = { hooks.BeforeCreate }, AfterCreate = { hooks.AfterCreate },
            BeforeUpdate = { hooks.BeforeUpdate }, AfterUpdate = { hooks.AfterUpdate },
            BeforeDelete = { hooks.BeforeDelete }, AfterDelete = { hooks.AfterDelete },
            OnError = { hooks.OnError },
        };
}
