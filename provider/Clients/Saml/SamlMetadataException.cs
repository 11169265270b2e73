namespace JumpCloud.Clients;

/// <summary>
/// A document that cannot be read as the metadata of an identity provider. The message completes "the metadata …".
/// </summary>
internal sealed class SamlMetadataException(string message, Exception? cause = null) : Exception(message, cause);
