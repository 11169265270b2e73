using JumpCloud.Emulator;
using PuppeteerSharp;
using Xunit;

namespace JumpCloud.Tests;

/// <summary>
/// One headless Chromium for all browser tests: the one that <c>JUMPCLOUD_BROWSER</c> names or that is on the PATH; where there is
/// none, they are skipped.
/// </summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Programs = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--hide-scrollbars",
    ];

    private readonly string _profile = Directory.CreateTempSubdirectory("jumpcloud-browser-").FullName;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Find() is { } program)
            _browser = await Puppeteer.LaunchAsync(new LaunchOptions { ExecutablePath = program, Headless = true, Args = Flags, UserDataDir = _profile, Timeout = 60_000 });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        if (Directory.Exists(_profile))
            Directory.Delete(_profile, recursive: true);
    }

    /// <summary>The emulator's page in a tab of its own, once it shows something.</summary>
    internal async Task<BrowserPage> OpenAsync(EmulatorHost host, int width = 1280, int height = 800, bool isDark = false)
    {
        Assert.SkipWhen(
            _browser is null,
            "there is no chromium or chrome on the PATH (Debian: apt-get install chromium), and JUMPCLOUD_BROWSER names none");
        var tab = await _browser!.NewPageAsync();
        await tab.SetViewportAsync(new ViewPortOptions { Width = width, Height = height });
        await tab.EmulateMediaFeaturesAsync(
            [new MediaFeatureValue { MediaFeature = MediaFeature.PrefersColorScheme, Value = isDark ? "dark" : "light" }]);
        var page = new BrowserPage(tab, host.PageUrl);
        await tab.GoToAsync(host.PageUrl.AbsoluteUri, WaitUntilNavigation.Load);
        await page.UntilAsync("document.querySelector('#connection').textContent === 'Live' && document.querySelector('#work').textContent !== ''");
        return page;
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("JUMPCLOUD_BROWSER") is { Length: > 0 } named)
            return named;
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return Programs.SelectMany(program => folders.Select(folder => Path.Combine(folder, program))).FirstOrDefault(File.Exists);
    }
}
