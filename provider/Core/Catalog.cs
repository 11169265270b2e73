using System.Collections.Frozen;

namespace JumpCloud.Core;

/// <summary>Everything that the provider offers, found by token.</summary>
internal sealed class Catalog(
    IReadOnlyList<IResource> resources, IReadOnlyList<IFunction> functions, IReadOnlyList<IComponent> components)
{
    private readonly FrozenDictionary<string, IResource> _resources = resources.ToFrozenDictionary(resource => resource.Token);
    private readonly FrozenDictionary<string, IFunction> _functions = functions.ToFrozenDictionary(function => function.Token);
    private readonly FrozenDictionary<string, IComponent> _components = components.ToFrozenDictionary(component => component.Token);

    public IReadOnlyList<IResource> Resources => resources;

    public IReadOnlyList<IFunction> Functions => functions;

    public IReadOnlyList<IComponent> Components => components;

    /// <exception cref="UserErrorException">There is no such resource.</exception>
    public IResource Resource(string token) => Find(_resources, token, "resource");

    /// <exception cref="UserErrorException">There is no such function.</exception>
    public IFunction Function(string token) => Find(_functions, token, "function");

    /// <exception cref="UserErrorException">There is no such component.</exception>
    public IComponent Component(string token) => Find(_components, token, "component");

    private static T Find<T>(FrozenDictionary<string, T> known, string token, string what) =>
        known.TryGetValue(token, out var found)
            ? found
            : throw new UserErrorException(ErrorKind.InvalidArgument, Unknown(known.Keys, token, what));

    private static string Unknown(IEnumerable<string> known, string token, string what)
    {
        var start = $"the jumpcloud provider {ProviderVersion.Text} has no {what} {token}";
        if (NearMatch.Find(token, known) is { } near)
            return $"{start}; did you mean {near}?";
        var all = string.Join(", ", known.Order(StringComparer.Ordinal));
        return all.Length == 0 ? start : $"{start}; it has {all}";
    }
}
