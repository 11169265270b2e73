using System.Security.Cryptography;
using System.Text;

namespace JumpCloud.EngineHost.State;

/// <summary>
/// Encrypts the secrets of a state as the passphrase provider of Pulumi does: AES-256-GCM, the key from PBKDF2-SHA256 with
/// 1,000,000 rounds (sdk/go/common/resource/config/crypt.go). A ciphertext is <c>v1:NONCE:TEXT+TAG</c> in base64.
/// </summary>
internal sealed class SecretsManager
{
    private const int Rounds = 1_000_000;
    private const int SaltBytes = 8;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const string Check = "pulumi";
    private readonly Func<int, byte[]> _randomBytes;
    private readonly byte[] _salt;
    private readonly Lazy<byte[]> _key;

    private SecretsManager(string passphrase, byte[] salt, Func<int, byte[]> randomBytes)
    {
        _salt = salt;
        _randomBytes = randomBytes;
        _key = new Lazy<byte[]>(() => Rfc2898DeriveBytes.Pbkdf2(passphrase, salt, Rounds, HashAlgorithmName.SHA256, 32));
    }

    /// <summary>Whether anything was encrypted or decrypted; a state without secrets needs no key.</summary>
    public bool IsUsed => _key.IsValueCreated;

    /// <summary><c>v1:SALT:CHECK</c>: the salt, and a known word encrypted, to tell a wrong passphrase.</summary>
    public string State => $"v1:{Convert.ToBase64String(_salt)}:{Encrypt(Check)}";

    public static SecretsManager Create(string passphrase, Func<int, byte[]> randomBytes) =>
        new(passphrase, randomBytes(SaltBytes), randomBytes);

    /// <exception cref="StateException">The passphrase is not the one that the state was written with.</exception>
    public static SecretsManager Open(string passphrase, string state, Func<int, byte[]> randomBytes)
    {
        var parts = state.Split(':', 3);
        if (parts.Length != 3 || parts[0] != "v1")
            throw new StateException("the state's secrets_providers.state is not of the form v1:SALT:CHECK");
        var manager = new SecretsManager(passphrase, Convert.FromBase64String(parts[1]), randomBytes);
        manager.Decrypt(parts[2]);
        return manager;
    }

    public string Encrypt(string text)
    {
        var nonce = _randomBytes(NonceBytes);
        var plain = Encoding.UTF8.GetBytes(text);
        var sealedText = new byte[plain.Length + TagBytes];
        using var aes = new AesGcm(_key.Value, TagBytes);
        aes.Encrypt(nonce, plain, sealedText.AsSpan(0, plain.Length), sealedText.AsSpan(plain.Length));
        return $"v1:{Convert.ToBase64String(nonce)}:{Convert.ToBase64String(sealedText)}";
    }

    /// <exception cref="StateException">The text was encrypted with another key, or is damaged.</exception>
    public string Decrypt(string ciphertext)
    {
        var parts = ciphertext.Split(':', 3);
        if (parts.Length != 3 || parts[0] != "v1")
            throw new StateException("a ciphertext of the state is not of the form v1:NONCE:TEXT");
        var sealedText = Convert.FromBase64String(parts[2]);
        var plain = new byte[sealedText.Length - TagBytes];
        using var aes = new AesGcm(_key.Value, TagBytes);
        try
        {
            aes.Decrypt(
                Convert.FromBase64String(parts[1]), sealedText.AsSpan(0, plain.Length), sealedText.AsSpan(plain.Length), plain);
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new StateException("incorrect passphrase: the state's secrets cannot be decrypted with it", e);
        }

        return Encoding.UTF8.GetString(plain);
    }
}
