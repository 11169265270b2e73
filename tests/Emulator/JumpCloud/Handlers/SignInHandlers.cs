using System.Net;
using System.Text;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>The token endpoint of service accounts, and the IdP's pages.</summary>
internal static class SignInHandlers
{
    private const string Basic = "Basic ";

    /// <summary>OAuth 2.0 client credentials (RFC 6749, section 4.4) [C].</summary>
    public static async Task<JumpCloudAnswer> CreateToken(JumpCloudState state, JumpCloudCall call)
    {
        if (!call.Request.HasFormContentType)
            return Refuse(400, "invalid_request");
        var form = await call.Request.ReadFormAsync(call.Cancellation);
        if (form["grant_type"] != "client_credentials")
            return Refuse(400, "unsupported_grant_type");
        if (form["scope"] != "api")
            return Refuse(400, "invalid_scope");
        var (client, secret) = Credentials(call.Header("Authorization") ?? "");
        if (state.CreateToken(client, secret) is not { } token)
            return Refuse(401, "invalid_client");
        return JumpCloudAnswer.Ok(new JObject
        {
            ["access_token"] = token,
            ["token_type"] = "bearer",
            ["expires_in"] = state.Switches.TokenSeconds,
            ["scope"] = "api",
        });
    }

    /// <summary>What a person meets who opens an IdP URL; nobody signs in here.</summary>
    public static Task<JumpCloudAnswer> OpenSsoUrl(JumpCloudState state, JumpCloudCall call)
    {
        var found = state.HasSsoUrl(call.Path);
        var text = found ? "Sign in to continue" : "Not Found";
        return Task.FromResult(new JumpCloudAnswer(found ? 200 : 404)
        {
            Text = $"<!doctype html><title>JumpCloud</title><h1>{WebUtility.HtmlEncode(text)}</h1>",
            ContentType = "text/html; charset=utf-8",
        });
    }

    private static JumpCloudAnswer Refuse(int status, string error) => new(status) { Json = new JObject { ["error"] = error } };

    private static (string Client, string Secret) Credentials(string header)
    {
        var bytes = new byte[header.Length];
        if (!header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase)
            || !Convert.TryFromBase64String(header[Basic.Length..].Trim(), bytes, out var written))
            return ("", "");
        var parts = Encoding.UTF8.GetString(bytes, 0, written).Split(':', 2);
        return parts is [var client, var secret] ? (client, secret) : ("", "");
    }
}
