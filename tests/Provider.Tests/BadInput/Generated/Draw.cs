using FsCheck;
using FsCheck.Fluent;

namespace JumpCloud.Tests.Generated;

/// <summary>How many of what is generated are drawn: the same ones every time, unless a variable says otherwise.</summary>
internal static class Draw
{
    // FsCheck's own.
    private const int Size = 50;

    // JUMPCLOUD_SEED=random has others.
    public static readonly ulong Seed = Environment.GetEnvironmentVariable("JUMPCLOUD_SEED") == "random" ? (ulong)Random.Shared.NextInt64() : 20261126;

    // JUMPCLOUD_GENERATED=20 has twenty times as many.
    private static readonly int Times = int.TryParse(Environment.GetEnvironmentVariable("JUMPCLOUD_GENERATED"), out var times) ? times : 1;

    public static IEnumerable<T> Of<T>(Gen<T> values, int count) => values.Sample(count * Times, new Rnd(Seed), Size);
}
