using System.Collections.Immutable;

namespace JumpCloud.Core;

/// <summary>What the rows alone tell about inputs: unknown names, kinds, required, allowed values, lengths; and defaults.</summary>
internal static class RowCheck
{
    /// <summary>Reports every problem and returns the inputs without nulls and with constant defaults. Unknowns pass.</summary>
    /// <param name="olds">The checked inputs of the last update; null or empty on create.</param>
    public static PropertyMap Run(ImmutableArray<Property> rows, PropertyMap news, Failures failures, PropertyMap? olds = null) =>
        CheckFields(rows, WithoutUnread(rows, news, olds), "", failures, olds);

    private static PropertyMap CheckFields(
        ImmutableArray<Property> rows, PropertyMap fields, string path, Failures failures, PropertyMap? olds = null)
    {
        foreach (var name in fields.Keys)
        {
            // Keys that begin with two underscores belong to the engine and the SDKs.
            if (!name.StartsWith("__", StringComparison.Ordinal) && fields.Find(name) is not null)
                CheckName(rows, name, path, failures);
        }

        var inputs = new Dictionary<string, PropertyValue>(StringComparer.Ordinal);
        foreach (var (name, value) in fields)
        {
            if (!value.IsNull)
                inputs[name] = value;
        }

        foreach (var row in rows)
        {
            if (row.OutputOnly)
                continue;
            if (inputs.TryGetValue(row.Name, out var value))
                inputs[row.Name] = CheckValue(row, value, Join(path, row.Name), failures);
            else if (row.Default is not null)
                inputs[row.Name] = row.Default;
            else if (row.Required && !IsUnread(row, olds))
                failures.Add(row, Join(path, row.Name), "is required");
        }

        return PropertyMap.Of(inputs);
    }

    /// <summary>
    /// What an import could not read, because the service does not give it back: it need not be given before it is needed.
    /// </summary>
    private static bool IsUnread(Property row, PropertyMap? olds) =>
        row is { Required: true, WriteOnly: true } && olds is { Count: > 0 } && olds.Find(row.Name) is null;

    // pulumi import writes an empty text where a required property has no value.
    private static PropertyMap WithoutUnread(ImmutableArray<Property> rows, PropertyMap fields, PropertyMap? olds) =>
        rows.Where(row => IsUnread(row, olds) && fields.Find(row.Name)?.AsString is { Length: 0 })
            .Aggregate(fields, (rest, row) => rest.Without(row.Name));

    private static void CheckName(ImmutableArray<Property> rows, string name, string path, Failures failures)
    {
        var row = rows.FirstOrDefault(candidate => candidate.Name == name);
        var place = PropertyPath.Key(path, name);
        if (row is { OutputOnly: true })
            failures.Add(place, "is set by the provider and cannot be given as an input; remove it");
        else if (row is null)
            failures.Add(place, UnknownName(rows, name));
    }

    private static string UnknownName(ImmutableArray<Property> rows, string name)
    {
        var inputs = rows.Where(row => !row.OutputOnly).Select(row => row.Name).Order(StringComparer.Ordinal).ToList();
        return NearMatch.Find(name, inputs) is { } near
            ? $"is not a known property; did you mean {near}?"
            : $"is not a known property; the known ones are {string.Join(", ", inputs)}";
    }

    private static PropertyValue CheckValue(Property row, PropertyValue value, string path, Failures failures)
    {
        if (value.IsUnknown)
            return value;
        if (!IsOfKind(row.Kind, value))
        {
            failures.Add(row, path, $"must be {Words(row.Kind)}, but is {value.KindName}");
            return value;
        }

        switch (row.Kind)
        {
            case PropertyKind.String:
                CheckString(row, value.AsString!, path, failures);
                return value;
            case PropertyKind.Object:
                return Rewrap(value, PropertyValue.Of(CheckFields(row.Fields, value.AsMap!, path, failures)));
            case PropertyKind.List when row.Fields.Length > 0:
                return Rewrap(value, PropertyValue.Of(value.AsList!.Value
                    .Select((item, index) => CheckItem(row, item, PropertyPath.Index(path, index), failures)).ToList()));
            case PropertyKind.List:
                CheckElements(row, value.AsList!.Value.Select((item, index) => (PropertyPath.Index(path, index), item)), failures);
                return value;
            case PropertyKind.Map:
                CheckElements(row, value.AsMap!.Select(entry => (PropertyPath.Key(path, entry.Key), entry.Value)), failures);
                return value;
            default:
                return value;
        }
    }

    private static PropertyValue CheckItem(Property row, PropertyValue item, string path, Failures failures)
    {
        if (item.IsUnknown)
            return item;
        if (item.AsMap is { } fields)
            return Rewrap(item, PropertyValue.Of(CheckFields(row.Fields, fields, path, failures)));
        failures.Add(row, path, $"must be an object, but is {item.KindName}");
        return item;
    }

    private static void CheckElements(Property row, IEnumerable<(string Path, PropertyValue Value)> elements, Failures failures)
    {
        foreach (var (path, value) in elements)
        {
            if (!value.IsUnknown && !IsOfKind(row.Element, value))
                failures.Add(row, path, $"must be {Words(row.Element)}, but is {value.KindName}");
        }
    }

    private static void CheckString(Property row, string text, string path, Failures failures)
    {
        if (row.Required && string.IsNullOrWhiteSpace(text))
            failures.Add(row, path, "must not be empty");
        else if (row.MaxLength is { } max && text.Length > max)
            failures.Add(row, path, $"is {text.Length} characters long; at most {max} are allowed");
        else if (row.IsHeaderValue && HeaderValue.ProblemOf(text) is { } problem)
            failures.Add(row, path, problem);
        else if (!row.Allowed.IsEmpty && !row.Allowed.Contains(text))
            failures.Add(row, path, $"must be one of {string.Join(", ", row.Allowed)}");
    }

    private static bool IsOfKind(PropertyKind kind, PropertyValue value) => kind switch
    {
        PropertyKind.String => value.AsString is not null,
        PropertyKind.Boolean => value.AsBool is not null,
        PropertyKind.Integer => value.AsNumber is { } number && number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue,
        PropertyKind.Asset => value.Plain is PropertyValue.AssetValue,
        PropertyKind.List => value.AsList is not null,
        _ => value.AsMap is not null,
    };

    private static string Words(PropertyKind kind) => kind switch
    {
        PropertyKind.String => "a string",
        PropertyKind.Boolean => "a boolean",
        PropertyKind.Integer => "a whole number",
        PropertyKind.Asset => "an asset (a file, text or URL asset)",
        PropertyKind.List => "a list",
        _ => "an object",
    };

    // Checked inputs keep the secrets and dependencies they came with, at the depth they came.
    private static PropertyValue Rewrap(PropertyValue original, PropertyValue value) => original switch
    {
        PropertyValue.SecretValue secret => PropertyValue.Secret(Rewrap(secret.Inner, value)),
        PropertyValue.OutputValue { Value: { } inner } output => output with { Value = Rewrap(inner, value) },
        _ => value,
    };

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
