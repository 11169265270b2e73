using System.Globalization;
using System.Runtime.CompilerServices;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Clients;

/// <summary>Lists that come in pages, by <c>limit</c> and <c>skip</c>.</summary>
internal sealed partial class JumpCloudClient
{
    /// <summary>The greatest page that v1 and v2 give (official specs).</summary>
    private const int PageSize = 100;

    private const string TotalCount = "x-total-count";

    // Half of the default maxConcurrency: a long list leaves room for everybody else.
    private const int PagesAtOnce = 4;

    /// <summary>All entries of a v2 list: bare arrays, with <c>x-total-count</c> on most of them.</summary>
    private IAsyncEnumerable<JObject> ListV2Async(string path, CancellationToken cancellation) =>
        ListV2Async(path, 0, cancellation);

    /// <summary>The same after the first <paramref name="passed"/> entries.</summary>
    private IAsyncEnumerable<JObject> ListV2Async(string path, int passed, CancellationToken cancellation) =>
        ListAsync(path, passed, response => response.List, response => response.Header(TotalCount), cancellation);

    /// <summary>All entries of a v1 list (<c>{totalCount, results}</c>).</summary>
    private IAsyncEnumerable<JObject> ListV1Async(string path, CancellationToken cancellation) =>
        ListV1Async(path, 0, cancellation);

    /// <summary>The same after the first <paramref name="passed"/> entries.</summary>
    private IAsyncEnumerable<JObject> ListV1Async(string path, int passed, CancellationToken cancellation) =>
        ListAsync(path, passed, ResultsOf, response => response.Object["totalCount"]?.ToString(), cancellation);

    /// <summary>The entries of a v1 list. An answer without any list is not an empty one.</summary>
    private static JArray ResultsOf(ApiResponse response) =>
        response.Object["results"] as JArray ?? throw response.Instead("list of results");

    // The end is a page that is not full, or the last of as many entries as the service said. Once a second page is wanted, the others
    // are read at the same time where it is known how many there are.
    private async IAsyncEnumerable<JObject> ListAsync(
        string path, int passed, Func<ApiResponse, JArray> entriesOf, Func<ApiResponse, string?> totalOf,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        var watch = new PageWatch();
        var total = passed;
        var asked = passed;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var under = new Queue<Task<ApiResponse>>();
        try
        {
            for (var read = passed; ; read += PageSize)
            {
                while (under.Count == 0 || (under.Count < PagesAtOnce && asked < total))
                {
                    under.Enqueue(SendAsync(ApiRequest.Get($"{path}{separator}limit={PageSize}&skip={asked}"), stop.Token));
                    asked += PageSize;
                }

                var response = await under.Dequeue();
                var page = entriesOf(response);
                watch.Take(response, page);
                total = CountOf(totalOf(response)) ?? total;
                foreach (var entry in page.Objects())
                    yield return entry;

                // A service that counts the page alone would say so of the first, and all others would be missed.
                if (page.Count < PageSize || (read > passed && read + page.Count == total))
                    yield break;
            }
        }
        finally
        {
            // Who has enough, or has failed, leaves no request behind that outlives the operation.
            await stop.CancelAsync();
            foreach (var page in under)
                await ((Task)page).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // What is no number tells nothing; the list is then read to its end.
    private static int? CountOf(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
}
