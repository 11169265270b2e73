namespace JumpCloud.Resources;

/// <summary>An address that a browser can open.</summary>
internal static class WebAddress
{
    public static bool IsOne(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme is "https" or "http")
        && address.Host.Length > 0;
}
