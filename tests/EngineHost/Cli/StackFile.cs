using System.Security.Cryptography;
using JumpCloud.EngineHost.State;
using JumpCloud.EngineHost.Yaml;

namespace JumpCloud.EngineHost.Cli;

/// <summary>
/// Pulumi.STACK.yaml: the stack's configuration, secrets encrypted with the passphrase as the CLI's passphrase provider does
/// (<c>encryptionsalt</c>, <c>secure</c>). What else is in the file stays there; comments do not.
/// </summary>
internal sealed class StackFile
{
    private readonly string _path;
    private readonly Func<string> _passphrase;
    private readonly Lazy<SecretsManager> _secrets;
    private ObjectNode _root;

    /// <param name="passphrase">Asked for when a secret is read or written; may throw.</param>
    /// <exception cref="CliException">The file cannot be read.</exception>
    public StackFile(string directory, string stack, Func<string> passphrase)
    {
        _path = Path.Combine(directory, $"Pulumi.{stack}.yaml");
        _passphrase = passphrase;
        _root = ReadRoot();
        _secrets = new Lazy<SecretsManager>(OpenSecrets);
    }

    /// <summary>Full key to value, decrypted.</summary>
    public IReadOnlyDictionary<string, ConfigValue> Values()
        => Config.Entries.ToDictionary(e => e.Key.Value, e => Decrypted(e.Value));

    public ConfigValue? Value(string fullKey) => Config[fullKey] is { } node ? Decrypted(node) : null;

    public void Set(string fullKey, string value, bool secret)
    {
        YamlNode node = Text(value);
        if (secret)
        {
            node = Entry("secure", Text(_secrets.Value.Encrypt(value)));
            _root = With(_root, "encryptionsalt", _root["encryptionsalt"] ?? Text(_secrets.Value.State));
        }
        _root = With(_root, "config", With(Config, fullKey, node));
        Save();
    }

    /// <summary>False when there was no such key.</summary>
    public bool Remove(string fullKey)
    {
        var config = Config;
        var rest = config with { Entries = [.. config.Entries.Where(e => e.Key.Value != fullKey)] };
        if (rest.Entries.Count == config.Entries.Count)
            return false;
        _root = With(_root, "config", rest);
        Save();
        return true;
    }

    /// <summary>Writes the salt, so that the passphrase is fixed from the start.</summary>
    /// <exception cref="CliException">The stack has a file already.</exception>
    public void Create()
    {
        if (File.Exists(_path))
            throw new CliException($"a stack with the configuration file {Path.GetFileName(_path)} already exists");
        _root = With(_root, "encryptionsalt", Text(_secrets.Value.State));
        Save();
    }

    public void Delete() => File.Delete(_path);

    private ObjectNode Config => _root["config"] as ObjectNode ?? new ObjectNode(SourceMark.None, []);

    private ConfigValue Decrypted(YamlNode node)
    {
        var secret = false;
        var plain = Map(node, cipher =>
        {
            secret = true;
            return _secrets.Value.Decrypt(cipher);
        });
        return new ConfigValue(ConfigText.Of(plain), secret);
    }

    private static YamlNode Map(YamlNode node, Func<string, string> decrypt) => node switch
    {
        ObjectNode { Entries: [{ Key.Value: "secure", Value: StringNode cipher }] }
            => new StringNode(node.Mark, decrypt(cipher.Value)),
        ObjectNode o => o with { Entries = [.. o.Entries.Select(e => e with { Value = Map(e.Value, decrypt) })] },
        ListNode list => list with { Items = [.. list.Items.Select(i => Map(i, decrypt))] },
        _ => node,
    };

    private SecretsManager OpenSecrets()
    {
        try
        {
            return _root["encryptionsalt"] is StringNode salt
                ? SecretsManager.Open(_passphrase(), salt.Value, RandomNumberGenerator.GetBytes)
                : SecretsManager.Create(_passphrase(), RandomNumberGenerator.GetBytes);
        }
        catch (StateException e)
        {
            throw new CliException($"{Path.GetFileName(_path)}: incorrect passphrase", e);
        }
    }

    private ObjectNode ReadRoot()
    {
        var text = File.Exists(_path) ? File.ReadAllText(_path) : "";
        if (text.Trim().Length == 0)
            return new ObjectNode(SourceMark.None, []);
        var diagnostics = new YamlDiagnostics(Path.GetFileName(_path));
        var root = YamlReader.Read(text, diagnostics);
        return root is null || diagnostics.HasErrors
            ? throw new CliException(string.Join(Environment.NewLine, diagnostics.Errors))
            : root;
    }

    private void Save() => File.WriteAllText(_path, YamlWriter.Write(_root));

    private static StringNode Text(string value) => new(SourceMark.None, value);

    private static ObjectNode Entry(string key, YamlNode value) => new(SourceMark.None, [new YamlEntry(Text(key), value)]);

    /// <summary>The object with the key's value put in its place, or at the end.</summary>
    private static ObjectNode With(ObjectNode node, string key, YamlNode value)
    {
        if (node[key] is null)
            return node with { Entries = [.. node.Entries, .. Entry(key, value).Entries] };
        return node with { Entries = [.. node.Entries.Select(e => e.Key.Value == key ? e with { Value = value } : e)] };
    }
}
