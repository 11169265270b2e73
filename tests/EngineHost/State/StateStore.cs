using System.Collections.Concurrent;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace JumpCloud.EngineHost.State;

/// <summary>A state that cannot be read or decrypted.</summary>
public sealed class StateException : Exception
{
    public StateException(string message)
        : base(message)
    {
    }

    public StateException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

/// <summary>
/// Where a stack's state is kept, in the form that <c>pulumi stack export</c> prints (deployment version 3), secrets encrypted.
/// </summary>
public abstract class StateStore
{
    private SecretsManager? _secrets;

    /// <summary>A file, written atomically after each step; absent before the first.</summary>
    public static StateStore File(string path) => new FileStateStore(path);

    /// <summary>A state that lives as long as the object; for tests.</summary>
    public static StateStore InMemory() => new MemoryStateStore();

    /// <summary>The state's text, or null before the first deployment. Holds no secret in plain text.</summary>
    public abstract string? Read();

    /// <summary>Forgets every resource; the key of the secrets is kept, as making one takes its time.</summary>
    public abstract void Clear();

    /// <summary>Puts a whole state in the place of what is there, as <c>pulumi stack import</c> does.</summary>
    public abstract void Write(string text);

    internal IReadOnlyList<ResourceState> Load(HostOptions options)
    {
        if (Read() is not { } text)
            return [];
        JObject document;
        using (var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None })
            document = JObject.Load(reader);
        if ((int?)document["version"] != 3 || document["deployment"] is not JObject deployment)
            throw new StateException("the state is not a deployment of version 3, as 'pulumi stack export' prints");
        if (deployment["secrets_providers"]?["state"]?["salt"] is { } salt)
            _secrets ??= SecretsManager.Open(options.Passphrase, (string)salt!, options.RandomBytes);
        var resources = deployment["resources"] as JArray ?? [];
        return [.. resources.Cast<JObject>().Select(resource => StateCodec.Read(resource, Secrets(options)))];
    }

    internal void Save(IReadOnlyList<ResourceState> resources, HostOptions options)
    {
        var (secrets, time) = (Secrets(options), options.Time.GetUtcNow());
        Write(() => TextOf(resources, secrets, time));
    }

    /// <param name="text">May be made later: what it is made of does not change.</param>
    protected abstract void Write(Func<string> text);

    private static string TextOf(IReadOnlyList<ResourceState> resources, SecretsManager secrets, DateTimeOffset time)
    {
        var deployment = new JObject
        {
            ["manifest"] = new JObject
            {
                ["time"] = time.ToString("O"),
                ["magic"] = "",
                ["version"] = "enginehost",
            },
            ["resources"] = new JArray(resources.Select(resource => StateCodec.Write(resource, secrets))),
            ["metadata"] = new JObject(),
        };
        if (secrets.IsUsed)
            deployment["secrets_providers"] = new JObject
            {
                ["type"] = "passphrase",
                ["state"] = new JObject { ["salt"] = secrets.State },
            };
        return new JObject { ["version"] = 3, ["deployment"] = deployment }.ToString(Formatting.Indented) + "\n";
    }

    private protected virtual SecretsManager NewSecrets(HostOptions options) =>
        SecretsManager.Create(options.Passphrase, options.RandomBytes);

    private SecretsManager Secrets(HostOptions options) => _secrets ??= NewSecrets(options);

    // A state is written after each step, and read by few.
    private sealed class MemoryStateStore : StateStore
    {
        // Making a key takes a third of a second. What never leaves this process may share one.
        private static readonly ConcurrentDictionary<string, SecretsManager> Shared = new(StringComparer.Ordinal);

        private Lazy<string>? _text;

        public override string? Read() => _text?.Value;

        public override void Clear() => _text = null;

        public override void Write(string text) => _text = new Lazy<string>(text);

        protected override void Write(Func<string> text) => _text = new Lazy<string>(text);

        private protected override SecretsManager NewSecrets(HostOptions options) =>
            Shared.GetOrAdd(options.Passphrase, _ => base.NewSecrets(options));
    }

    private sealed class FileStateStore(string path) : StateStore
    {
        public override string? Read() => System.IO.File.Exists(path) ? System.IO.File.ReadAllText(path) : null;

        public override void Clear() => System.IO.File.Delete(path);

        protected override void Write(Func<string> text) => Write(text());

        public override void Write(string text)
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
                Directory.CreateDirectory(folder);
            System.IO.File.WriteAllText(path + ".new", text);
            System.IO.File.Move(path + ".new", path, overwrite: true);
        }
    }
}
