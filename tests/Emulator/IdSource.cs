using System.Globalization;

namespace JumpCloud.Emulator;

/// <summary>Makes up ids and tokens, the same ones in every run with the same start value. Thread-safe.</summary>
/// <param name="tokenTail">What every token ends with.</param>
public sealed class IdSource(int seed, string tokenTail = "")
{
    private readonly Lock _gate = new();
    private Random _random = new(seed);
    private int _made;

    /// <summary>24 lower-case hex digits, as JumpCloud's object ids.</summary>
    public string ObjectId() => Convert.ToHexStringLower(Bytes(12));

    /// <summary>A random (version 4) UUID in lower case with dashes.</summary>
    public string Uuid()
    {
        var bytes = Bytes(16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D", CultureInfo.InvariantCulture);
    }

    /// <summary>Lower-case hex digits for a token or key, and the tail.</summary>
    public string Token(int digits) => WithTail(Convert.ToHexStringLower(Bytes((digits + 1) / 2))[..digits]);

    public string WithTail(string token) => token + tokenTail;

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        lock (_gate)
        {
            _random.NextBytes(bytes);
            _made += count;
        }

        return bytes;
    }

    internal Action Keep()
    {
        lock (_gate)
        {
            var made = _made;
            return () =>
            {
                // A source with a start value gives each byte by a step of its own.
                Reset();
                Bytes(made);
            };
        }
    }

    internal void Reset()
    {
        lock (_gate)
            (_random, _made) = (new Random(seed), 0);
    }
}
