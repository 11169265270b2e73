using System.Buffers.Binary;
using FluentAssertions;
using JumpCloud.Tests.Interop;
using Xunit;

namespace JumpCloud.Tests;

/// <summary>How the page looks, and who can use it.</summary>
public sealed class BrowserLookTests(Browser browser) : BrowserTest, IClassFixture<Browser>
{
    [Theory]
    [InlineData(1280, false)]
    [InlineData(1280, true)]
    [InlineData(320, false)]
    public async Task Axe_finds_nothing_wrong(int width, bool isDark)
    {
        await IntegrateAsync();
        await using var page = await browser.OpenAsync(Host, width, isDark: isDark);
        await page.UntilTextAsync("#events", "Platform");
        // One of each kind: what is folded away is not looked at, and every unfolded list costs a second.
        await page.ReadAsync<object>(
            """
            document.querySelectorAll('#applications tr:nth-child(2) details, article:first-child .by-hand, #organizations tr:first-child details')
              .forEach(details => details.open = true)
            """);

        (await page.FaultsOfAccessAsync("html")).Should().BeEmpty();

        await page.PressAsync("Reset…");
        (await page.FaultsOfAccessAsync("#reset-dialog")).Should().BeEmpty();
    }

    [Fact]
    public async Task Nothing_is_cut_off_or_scrolls_sideways_on_a_small_screen_and_at_twice_the_size()
    {
        await IntegrateAsync();
        await using var page = await browser.OpenAsync(Host);
        await page.UntilTextAsync("#events", "Platform");
        await page.ReadAsync<object>("document.querySelectorAll('details').forEach(details => details.open = true)");

        // At twice the size, a window of 1280 × 800 is one of 640 × 400.
        foreach (var (width, height) in new[] { (1280, 800), (640, 400), (320, 640) })
        {
            await page.ResizeAsync(width, height);
            (await page.ReadAsync<int>("document.documentElement.scrollWidth")).Should().Be(width);
            (await page.ReadAsync<string[]>(
                """
                [...document.querySelectorAll('main *')]
                  .filter(item => item.getClientRects().length > 0 && !item.closest('.unseen') && item.getBoundingClientRect().right > innerWidth)
                  .map(item => item.outerHTML)
                """)).Should().BeEmpty($"at {width} × {height}");
        }
    }

    [Fact]
    public async Task The_documentation_has_a_picture_of_it()
    {
        var file = Path.Combine(Repository.Root, "docs", "images", "emulator.png");
        if (Environment.GetEnvironmentVariable("ACCEPT_GOLDEN") == "1")
            await DrawAsync(file);

        var header = (await File.ReadAllBytesAsync(file)).AsMemory(16, 8);
        (BinaryPrimitives.ReadInt32BigEndian(header.Span), BinaryPrimitives.ReadInt32BigEndian(header.Span[4..])).Should().Be((1280, 800));
    }

    private async Task DrawAsync(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var application = await IntegrateAsync();
        await using var page = await browser.OpenAsync(Host);
        Host.Faults.Add(new Emulator.Fault(new Emulator.FaultKind.Status(503), Emulator.Face.Pulumi, "PATCH", "/Users/"));
        await page.ClickAsync("Unbind Platform from Pulumi Cloud");
        await page.UntilTextAsync("#outcome", "Platform was unbound");
        await Host.SettledAsync(Limit);
        Portal.SetUserState(Host.JumpCloud.FindUserByName("hugo.lindqvist")!.Id, "SUSPENDED");
        await Host.SettledAsync(Limit);
        await page.UntilTextAsync("#events", "user_deprovision");
        await page.UntilTextAsync("#work", "Provisioning is settled");
        await page.PictureAsync(file);
    }
}
