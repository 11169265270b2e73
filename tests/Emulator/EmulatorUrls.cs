namespace JumpCloud.Emulator;

/// <summary>Where the faces listen; known once the host has started. No URL ends with a path.</summary>
public sealed class EmulatorUrls
{
    private readonly Dictionary<Face, Uri> _urls = [];

    public Uri this[Face face] => _urls[face];

    internal void Set(Face face, Uri url) => _urls[face] = url;
}
