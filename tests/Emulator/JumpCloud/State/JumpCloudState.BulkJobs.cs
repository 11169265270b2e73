using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

public sealed partial class JumpCloudState
{
    // [I] The words of a work result's status are not published.
    private const string Pending = "pending";
    private const string Finished = "finished";
    private const string Failed = "error";

    private readonly Dictionary<string, BulkJob> _bulkJobs = new(StringComparer.Ordinal);

    /// <summary>
    /// The state of imported users: the organization's <c>newSystemUserStateDefaults.applicationImport</c> [D].
    /// </summary>
    public string ApplicationImportState { get; set; } = "ACTIVATED";

    /// <summary>Queues the creation of users.</summary>
    /// <param name="source">The header <c>creation-source</c>.</param>
    internal string CreateBulkJob(IReadOnlyList<JObject> users, string source, Actor actor)
    {
        lock (_gate)
        {
            var id = NextId();
            var now = Now();
            var results = users.Select(user => new JObject
            {
                ["id"] = NextId(),
                ["status"] = Pending,
                ["statusMsg"] = "",
                ["meta"] = new JObject(),
                ["persistedFields"] = new JObject { ["username"] = user["username"], ["email"] = user["email"] },
                ["createdAt"] = now,
                ["updatedAt"] = now,
            });
            _bulkJobs[id] = new BulkJob([.. users], [.. results], source, actor);
            Queue.Add(new BulkUsersTask(id));
            return id;
        }
    }

    internal IReadOnlyList<JObject> ListBulkResults(string jobId)
    {
        lock (_gate)
        {
            var job = _bulkJobs.GetValueOrDefault(jobId) ?? throw JumpCloudErrors.NotFound();
            return [.. job.Results.Select(result => (JObject)result.DeepClone())];
        }
    }

    internal void RunBulkJob(string jobId)
    {
        lock (_gate)
        {
            if (!_bulkJobs.TryGetValue(jobId, out var job))
                return;
            foreach (var (user, result) in job.Users.Zip(job.Results))
            {
                RunBulkRow(user, result, job);
                result["updatedAt"] = Now();
            }
        }
    }

    private void RunBulkRow(JObject user, JObject result, BulkJob job)
    {
        var body = (JObject)user.DeepClone();
        if (job.Source == "jumpcloud:scim")
            body["state"] ??= ApplicationImportState;
        try
        {
            var created = CreateUser(body, job.Actor);
            result["status"] = Finished;
            result["statusMsg"] = "User created";
            result["meta"] = new JObject { ["systemUserId"] = created["_id"] };
        }
        catch (JumpCloudException exception)
        {
            result["status"] = Failed;
            result["statusMsg"] = exception.Message;
        }
    }

    private sealed record BulkJob(List<JObject> Users, List<JObject> Results, string Source, Actor Actor);
}
