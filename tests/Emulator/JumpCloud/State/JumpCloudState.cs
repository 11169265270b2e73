using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>
/// One JumpCloud organization: everything that the API and the portal show, and what JumpCloud does on its own. Knows no HTTP but
/// the SCIM client that provisions. Every public member is safe to call from any thread. One file per area.
/// </summary>
public sealed partial class JumpCloudState : IAsyncDisposable
{
    // One lock for all: an operation sees and leaves a whole state.
    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly Switches _switches;
    private readonly IdSource _ids;
    private readonly ApplicationTemplates _templates;
    private readonly ReadLag _lag;
    private readonly ScimConnector _scim;
    private readonly ProvisioningWorker _worker;
    private long _lastId;

    internal JumpCloudState(EmulatorContext context)
    {
        (_clock, _switches, _ids) = (context.Clock, context.Switches, context.Ids);
        _templates = new ApplicationTemplates(_switches);
        _lag = new ReadLag(_switches, _clock);
        _scim = new ScimConnector(_clock, _switches);
        Idm = new IdmService(this, _scim);
        Portal = new PortalActions(this);
        AddDefaultCredentials();
        _worker = new ProvisioningWorker(this, _scim);
    }

    public const string DefaultOrganizationId = "5f0000000000000000000001";

    private const string DefaultOrganizationName = "Acme";

    public string OrganizationId { get; private set; } = DefaultOrganizationId;

    public string OrganizationName { get; private set; } = DefaultOrganizationName;

    /// <summary>What a person does by hand in the Admin Portal.</summary>
    public PortalActions Portal { get; }

    internal IdmService Idm { get; }

    internal TimeProvider Clock => _clock;

    internal Switches Switches => _switches;

    internal ApplicationTemplates Templates => _templates;

    /// <summary>Where provisioning and import work is put.</summary>
    internal ProvisioningQueue Queue { get; } = new();

    /// <summary>Completes when all queued provisioning work is done.</summary>
    /// <exception cref="AggregateException">Provisioning failed by a defect of its own.</exception>
    public Task SettledAsync(CancellationToken cancellation = default) => _worker.SettledAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        await _worker.DisposeAsync();
        _scim.Dispose();
    }

    /// <summary>Forgets everything but the organization and its first key.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            _applications.Clear();
            _users.Clear();
            _usersByName.Clear();
            _usersByEmail.Clear();
            _groups.Clear();
            _groupsByName.Clear();
            _dynamicGroups.Clear();
            _groupsOfUser.Clear();
            _applicationsOfGroup.Clear();
            _applicationsOfUser.Clear();
            _bulkJobs.Clear();
            _events.Clear();
            _lag.Clear();
            _credentials.Clear();
            _lastId = 0;
            ApplicationImportState = "ACTIVATED";
            (OrganizationId, OrganizationName) = (DefaultOrganizationId, DefaultOrganizationName);
            AddDefaultCredentials();
        }
    }

    public void SetOrganization(string id, string name)
    {
        lock (_gate)
            (OrganizationId, OrganizationName) = (id, name);
    }

    /// <summary>The organization as <c>GET /organizations</c> gives it.</summary>
    internal JObject GetOrganization()
    {
        lock (_gate)
        {
            return new JObject
            {
                ["_id"] = OrganizationId,
                ["id"] = OrganizationId,
                ["displayName"] = OrganizationName,
                ["logoUrl"] = "",
                ["created"] = "2025-01-15T09:00:00.000Z",
                ["settings"] = new JObject
                {
                    ["name"] = OrganizationName,
                    ["newSystemUserStateDefaults"] = new JObject
                    {
                        ["applicationImport"] = ApplicationImportState,
                        ["csvImport"] = "ACTIVATED",
                        ["manualEntry"] = "ACTIVATED",
                    },
                },
            };
        }
    }

    /// <summary>Both keys of v1's documents are objects' ids: 24 hexadecimal digits, ascending.</summary>
    private string NextId() => $"6567a1b2c3{++_lastId:x14}";

    private string Now() => JumpCloudJson.Date(_clock.GetUtcNow());

    private static SortedSet<string> SetOf(Dictionary<string, SortedSet<string>> sets, string key)
    {
        if (!sets.TryGetValue(key, out var set))
            sets[key] = set = new SortedSet<string>(StringComparer.Ordinal);
        return set;
    }

    private static IReadOnlyCollection<string> Of(Dictionary<string, SortedSet<string>> sets, string key) =>
        sets.TryGetValue(key, out var set) ? set : [];
}
