using JumpCloud.Core;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Clients;

/// <summary>What is known of a request that failed.</summary>
internal enum ApiOutcome
{
    /// <summary>The service answered that it would not: nothing was changed.</summary>
    Refused,

    /// <summary>The request never reached the service: nothing was changed.</summary>
    NotSent,

    /// <summary>The request was sent and no usable answer came: it may have been carried out.</summary>
    Lost,
}

/// <summary>A request that a service did not carry out, or of which nobody knows. The message is a sentence for the user.</summary>
internal sealed class ApiException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>The service's name: JumpCloud, Pulumi Cloud, the SCIM server.</summary>
    public required string Service { get; init; }

    public required ApiOutcome Outcome { get; init; }

    /// <summary>The HTTP status; null where no answer came.</summary>
    public int? Status { get; init; }

    /// <summary>The service's own words, scrubbed of secrets; empty where it had none.</summary>
    public string ServiceMessage { get; init; } = "";

    /// <summary>What was asked and answered, without advice: for a sentence that has its own.</summary>
    public string Answer { get => field ?? Message; init; }

    public string? RequestId { get; init; }

    /// <summary>The answer's JSON document, where it is one.</summary>
    public JToken? Body { get; init; }

    public bool IsNotFound => Status == 404;

    public bool IsConflict => Status == 409;

    /// <summary>Whether the service cannot be reached or is out of order: what it would say is not known.</summary>
    public bool IsUnavailable => Status is null or 429 or >= 500;

    public ErrorKind Kind => (Outcome, Status) switch
    {
        (ApiOutcome.Lost, _) => ErrorKind.OutcomeUnknown,
        (_, 400 or 406 or 415 or 422) => ErrorKind.InvalidArgument,
        (_, 401) => ErrorKind.Unauthenticated,
        (_, 402 or 403) => ErrorKind.PermissionDenied,
        (_, 404 or 410) => ErrorKind.NotFound,
        (_, 409) => ErrorKind.AlreadyExists,
        (_, 412 or 428) => ErrorKind.FailedPrecondition,
        (_, 429) => ErrorKind.ResourceExhausted,
        (_, null or >= 500) => ErrorKind.Unavailable,
        _ => ErrorKind.FailedPrecondition,
    };
}
