using System.Text;
using JumpCloud.Emulator;
using Newtonsoft.Json.Linq;
using Xunit;

namespace JumpCloud.Tests;

/// <summary>An answer with its body read.</summary>
public sealed record Answer(int Status, string ContentType, string Text, HttpResponseMessage Message)
{
    public JToken Json => JToken.Parse(Text);

    public string? Header(string name) =>
        Message.Headers.TryGetValues(name, out var values) || Message.Content.Headers.TryGetValues(name, out values) ? values.First() : null;
}

/// <summary>An emulator of its own for each test, and what a client sends to it.</summary>
public abstract class EmulatorTest : IAsyncLifetime
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(20) };
    private EmulatorHost? _host;

    protected EmulatorHost Host => _host!;

    protected virtual EmulatorOptions Options => new();

    public async ValueTask InitializeAsync() => _host = await EmulatorHost.StartAsync(Options);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_host is not null)
            await _host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Sends one request; headers are <c>Name: value</c>.</summary>
    protected async Task<Answer> SendAsync(
        Uri baseUrl, string method, string path, string? body = null, string contentType = "application/json", params string[] headers)
    {
        using var message = new HttpRequestMessage(new HttpMethod(method), new Uri(baseUrl, path));
        foreach (var header in headers)
        {
            var (name, value) = (header[..header.IndexOf(':', StringComparison.Ordinal)], header[(header.IndexOf(':', StringComparison.Ordinal) + 1)..]);
            message.Headers.TryAddWithoutValidation(name, value.Trim());
        }

        if (body is not null)
            message.Content = new StringContent(body, Encoding.UTF8, contentType);
        var response = await _http.SendAsync(message);
        var text = await response.Content.ReadAsStringAsync();
        return new Answer((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType ?? "", text, response);
    }

    /// <summary>Ends every request of this test's that waits for an answer.</summary>
    protected void GiveUp() => _http.CancelPendingRequests();

    protected Task<Answer> ControlAsync(string method, string path, string? body = null) =>
        SendAsync(Host.ConsoleUrl, method, $"/_control/{path}", body);
}
