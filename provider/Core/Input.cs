namespace JumpCloud.Core;

/// <summary>An input as a resource sees it: absent, not known yet (in a preview), or a value. Secret wrappers are off.</summary>
internal readonly struct Input<T>
{
    private readonly T? _value;

    private Input(T? value, bool isPresent, bool isKnown) => (_value, IsPresent, IsKnown) = (value, isPresent, isKnown);

    public static Input<T> Absent => default;

    public static Input<T> Unknown => new(default, isPresent: true, isKnown: false);

    /// <summary>Given by the program, known or not.</summary>
    public bool IsPresent { get; }

    /// <summary>Given and known: <see cref="Value"/> may be read.</summary>
    public bool IsKnown { get; }

    public bool IsUnknown => IsPresent && !IsKnown;

    /// <exception cref="InvalidOperationException">The input is absent or unknown: a bug in the caller.</exception>
    public T Value => IsKnown ? _value! : throw new InvalidOperationException("the input is absent or not known yet");

    public static Input<T> Of(T value) => new(value, isPresent: true, isKnown: true);

    public static implicit operator Input<T>(T value) => Of(value);

    /// <summary>The value where it is known, else <paramref name="other"/>.</summary>
    public T Or(T other) => IsKnown ? _value! : other;

    /// <summary>The value where it is known, else null (or the type's default).</summary>
    public T? OrDefault() => IsKnown ? _value : default;

    public override string ToString() => IsKnown ? "[known]" : IsPresent ? "[unknown]" : "[absent]";
}
