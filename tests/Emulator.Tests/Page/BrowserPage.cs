using Deque.AxeCore.Commons;
using FluentAssertions;
using Newtonsoft.Json.Linq;
using PuppeteerSharp;
using PuppeteerSharp.Input;

namespace JumpCloud.Tests;

/// <summary>
/// The emulator's page as a person uses it: things are pressed by their accessible names. A page that complains on its console or asks
/// another server for something fails its test when it is closed.
/// </summary>
internal sealed class BrowserPage : IAsyncDisposable
{
    private const int Patience = 30_000;

    private readonly IPage _tab;

    public BrowserPage(IPage tab, Uri url)
    {
        _tab = tab;
        tab.Console += (_, said) => Complaints.Add($"console: {said.Message.Text}");
        tab.PageError += (_, error) => Complaints.Add($"error: {error.Message}");
        tab.Request += (_, asked) =>
        {
            if (!asked.Request.Url.StartsWith(url.AbsoluteUri, StringComparison.Ordinal))
                Complaints.Add($"request: {asked.Request.Url}");
        };
    }

    /// <summary>What went wrong so far; none is left when the page is closed.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Waits until an expression is true.</summary>
    public Task UntilAsync(string expression) =>
        _tab.WaitForExpressionAsync(expression, new WaitForFunctionOptions { Timeout = Patience, PollingInterval = 30 });

    /// <summary>Waits until the element's text has these words.</summary>
    public Task UntilTextAsync(string selector, string words) =>
        UntilAsync($"document.querySelector({Quoted(selector)})?.innerText.includes({Quoted(words)})");

    public Task<T> ReadAsync<T>(string expression) => _tab.EvaluateExpressionAsync<T>(expression);

    /// <summary>The visible text of an element, white space made single.</summary>
    public async Task<string> TextAsync(string selector) =>
        string.Join(' ', (await ReadAsync<string>($"document.querySelector({Quoted(selector)}).innerText")).Split((char[])[], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The accessible name of what has the focus, or the text of it.</summary>
    public Task<string> FocusedAsync() =>
        ReadAsync<string>("document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent.trim()");

    /// <summary>Puts the focus on the button of this accessible name and presses Enter, as without a mouse.</summary>
    public async Task PressAsync(string name)
    {
        var element = await FindAsync(name, "button");
        await element.FocusAsync();
        await _tab.Keyboard.PressAsync(Key.Enter);
    }

    public Task KeyAsync(string key) => _tab.Keyboard.PressAsync(key);

    public async Task ClickAsync(string name) => await (await FindAsync(name, "button")).ClickAsync();

    public async Task UnfoldAsync(string summary) => await (await FindAsync(summary, "DisclosureTriangle")).ClickAsync();

    public async Task CheckAsync(string name) => await (await FindAsync(name, "checkbox")).ClickAsync();

    public async Task TypeAsync(string name, string text) => await (await FindAsync(name, "textbox")).TypeAsync(text);

    public Task ChooseAsync(string selector, string value) => _tab.SelectAsync(selector, value);

    public Task ResizeAsync(int width, int height) => _tab.SetViewportAsync(new ViewPortOptions { Width = width, Height = height });

    public Task PictureAsync(string file, bool isWhole = false) => _tab.ScreenshotAsync(file, new ScreenshotOptions { FullPage = isWhole });

    /// <summary>What axe finds wrong in an element, as "rule: element".</summary>
    public async Task<IReadOnlyList<string>> FaultsOfAccessAsync(string selector)
    {
        // Not as a script element: the page's policy lets no foreign script in.
        await _tab.EvaluateExpressionAsync(new BundledAxeScriptProvider().GetScript());
        var result = await _tab.EvaluateExpressionAsync<string>($"axe.run({Quoted(selector)}).then(result => JSON.stringify(result.violations))");
        return [.. JArray.Parse(result).SelectMany(rule => rule["nodes"]!.Select(node => $"{rule["id"]}: {node["html"]} {node["failureSummary"]}"))];
    }

    public async ValueTask DisposeAsync()
    {
        await _tab.CloseAsync();
        Complaints.Should().BeEmpty();
    }

    // A table's cell is named after the button in it: the role tells them apart.
    private async Task<IElementHandle> FindAsync(string name, string role) => await _tab.WaitForSelectorAsync(
        $"::-p-aria([name=\"{name}\"][role=\"{role}\"])", new WaitForSelectorOptions { Timeout = Patience, Visible = true });

    private static string Quoted(string text) => Newtonsoft.Json.JsonConvert.ToString(text);
}
