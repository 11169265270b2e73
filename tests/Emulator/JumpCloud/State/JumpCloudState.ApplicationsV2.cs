using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

public sealed partial class JumpCloudState
{
    internal IReadOnlyList<JObject> ListApplicationViews()
    {
        lock (_gate)
        {
            return [.. _lag.SeenAll("application-v2:",
                _applications.Values.Select(item => ("application-v2:" + item.Id, ApplicationView.V2(item, _clock))))];
        }
    }

    internal JObject GetApplicationView(string id)
    {
        lock (_gate)
        {
            var current = _applications.GetValueOrDefault(id) is { } application ? ApplicationView.V2(application, _clock) : null;
            return _lag.Seen("application-v2:" + id, current) ?? throw JumpCloudErrors.NotFound();
        }
    }
}
