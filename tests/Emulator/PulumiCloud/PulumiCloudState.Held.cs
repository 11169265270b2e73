namespace JumpCloud.Emulator;

public sealed partial class PulumiCloudState
{
    internal Action Keep()
    {
        lock (Gate)
        {
            var parts = Held.All(
                Held.Of(_organizations, pair => pair.Value.Keep()),
                Held.Of(_accounts, pair => pair.Value.Keep()),
                Held.Of(_accountsByEmail),
                Held.Of(_accessTokens),
                Held.Of(_scimTokens),
                Held.Of(_auditLog));
            return () =>
            {
                lock (Gate)
                    parts();
            };
        }
    }
}
