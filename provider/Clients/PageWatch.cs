using Newtonsoft.Json.Linq;

namespace JumpCloud.Clients;

/// <summary>Sees to it that a list has an end, whatever the service says of it.</summary>
internal sealed class PageWatch
{
    /// <summary>Of 100 entries each: more would take longer than an operation has.</summary>
    public const int MostPages = 1000;

    private JToken? _last;
    private int _count;

    /// <param name="page">The entries of the answer.</param>
    /// <exception cref="ApiException">They were in the page before already, or there are too many pages.</exception>
    public void Take(ApiResponse response, JToken page)
    {
        if (page.HasValues && JToken.DeepEquals(page, _last))
            throw response.Origin.Unusable("with the page that it gave before, so that its list has no end");
        if (++_count > MostPages)
            throw response.Origin.Unusable($"with more than {MostPages} pages of a list");
        _last = page;
    }
}
