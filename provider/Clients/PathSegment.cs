namespace JumpCloud.Clients;

/// <summary>A name or id as one segment of a request's path.</summary>
internal static class PathSegment
{
    /// <param name="service">For the message.</param>
    /// <exception cref="ApiException">It is none, but would lead to another path: nothing has such an id.</exception>
    public static string Of(string id, string service) => id is not ("" or "." or "..")
        ? Uri.EscapeDataString(id)
        : throw new ApiException($"{service} has nothing of the id \"{id}\"") { Service = service, Outcome = ApiOutcome.Refused, Status = 404 };
}
