using System.Globalization;

namespace JumpCloud.Core;

/// <summary>Points of time as text, RFC 3339 in UTC.</summary>
internal static class TimeText
{
    /// <summary>To the second, as outputs and messages have it.</summary>
    public static string Of(DateTimeOffset time) => Write(time, "yyyy-MM-dd'T'HH:mm:ss'Z'");

    public static string WithMilliseconds(DateTimeOffset time) => Write(time, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'");

    /// <summary>As exact as it is known.</summary>
    public static string Exact(DateTimeOffset time) => Write(time, "o");

    public static string Day(DateTimeOffset time) => Write(time, "yyyy-MM-dd");

    private static string Write(DateTimeOffset time, string format) =>
        time.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
