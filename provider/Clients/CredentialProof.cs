using JumpCloud.Core;

namespace JumpCloud.Clients;

/// <summary>The services whose credentials are configured.</summary>
internal enum ConfiguredService
{
    JumpCloud,
    PulumiCloud,
}

/// <summary>
/// Whether a service accepts the configured credentials, asked at most once in the life of a configuration, and only where no
/// other request has told.
/// </summary>
/// <param name="ask">The cheapest request that needs credentials.</param>
internal sealed class CredentialProof(ApiClient api, Func<CancellationToken, Task> ask, TimeProvider time)
{
    // A preview of a small change must not hang on a service that is away.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private Task<ApiException?>? _answer;

    /// <exception cref="ApiException">The credentials are not accepted.</exception>
    public async ValueTask RunAsync(IEngineLog log, CancellationToken cancellation)
    {
        if (api.IsAccepted)
            return;
        var (answer, isFirst) = Begin();
        if (await answer.WaitAsync(cancellation) is not { } failure)
            return;
        if (failure.Status == 401)
            throw failure;
        if (isFirst && failure.IsUnavailable)
            await log.WarningAsync($"Whether the credentials are accepted could not be verified: {failure.Message}");
    }

    private (Task<ApiException?> Answer, bool IsFirst) Begin()
    {
        lock (_gate)
        {
            if (_answer is not null)
                return (_answer, false);

            // Others wait for it when the one who asked gives up.
            _answer = Task.Run(AskAsync, CancellationToken.None);
            return (_answer, true);
        }
    }

    private async Task<ApiException?> AskAsync()
    {
        using var limit = new CancellationTokenSource(LongestWait, time);
        try
        {
            await ask(limit.Token);
            return null;
        }
        catch (ApiException exception)
        {
            return exception;
        }
        catch (OperationCanceledException exception)
        {
            return new ApiException($"{api.Service.Name} did not answer within {LongestWait.TotalSeconds:0} s", exception)
            {
                Service = api.Service.Name,
                Outcome = ApiOutcome.NotSent,
            };
        }
    }
}
