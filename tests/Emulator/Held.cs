namespace JumpCloud.Emulator;

/// <summary>
/// Notes what is there now; the action that comes back puts it there again, as often as it is called. Documents are kept as they are: a
/// change puts another document in their place.
/// </summary>
internal static class Held
{
    /// <param name="within">Keeps what changes in a thing while it stays the same thing.</param>
    public static Action Of<T>(ICollection<T> things, Func<T, Action>? within = null)
    {
        T[] kept = [.. things];
        var parts = within is null ? Nothing : All([.. kept.Select(within)]);
        return () =>
        {
            things.Clear();
            foreach (var thing in kept)
                things.Add(thing);
            parts();
        };
    }

    public static Action All(params Action[] parts) => () =>
    {
        foreach (var part in parts)
            part();
    };

    private static void Nothing()
    {
    }
}
