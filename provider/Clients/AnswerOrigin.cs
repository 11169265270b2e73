namespace JumpCloud.Clients;

/// <summary>Which answer a document is, for what has to be said about it. A document and its copies carry it with them.</summary>
/// <param name="Operation">The method and the path, without secrets.</param>
/// <param name="Outcome">Of the request, where the answer is of no use.</param>
/// <param name="Remedy">A sentence without its full stop.</param>
internal sealed record AnswerOrigin(string Service, string Operation, int Status, ApiOutcome Outcome, string Remedy)
{
    /// <param name="what">What is wrong, after "answered 200 to GET /a": <c>without an id</c>.</param>
    public ApiException Unusable(string what) => new(
        $"{Service} answered {Status} to {Operation} {what}. {Remedy}; if that is so, its API has changed: look for a newer version of the provider")
    {
        Service = Service,
        Outcome = Outcome,
        Status = Status,
    };
}
