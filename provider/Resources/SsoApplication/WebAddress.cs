namespace JumpCloud.Resources;

/// <summary>An address that a browser can open.</summary>
internal static class WebAddress
{
    public const string Form = "must be an address that begins with https:// or http://, without control characters or white space around it";

    public static bool IsOne(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme is "https" or "http")
        && address.Host.Length > 0
        && text.Trim() == text
        && !text.Any(char.IsControl);
}
