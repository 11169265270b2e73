namespace JumpCloud.EngineHost.Display;

/// <summary>The CLI's signs and words for operations (pkg/resource/deploy/step.go).</summary>
internal static class Words
{
    /// <summary>Two columns.</summary>
    public static string Sign(OperationKind operation) => operation switch
    {
        OperationKind.Create => "+ ",
        OperationKind.Update or OperationKind.Refresh => "~ ",
        OperationKind.Delete => "- ",
        OperationKind.Replace => "+-",
        OperationKind.CreateReplacement => "++",
        OperationKind.DeleteReplaced => "--",
        OperationKind.Read => "> ",
        OperationKind.ReadDiscard => "< ",
        OperationKind.Import => "= ",
        _ => "  ",
    };

    /// <summary>What a preview says will be done.</summary>
    public static string Plain(OperationKind operation) => operation switch
    {
        OperationKind.Same => "same",
        OperationKind.CreateReplacement => "create replacement",
        OperationKind.DeleteReplaced => "delete original",
        OperationKind.ReadDiscard => "discard",
        _ => operation.ToString().ToLowerInvariant(),
    };

    public static string Present(OperationKind operation) => operation switch
    {
        OperationKind.Create => "creating",
        OperationKind.Update => "updating",
        OperationKind.Delete => "deleting",
        OperationKind.Replace => "replacing",
        OperationKind.CreateReplacement => "creating replacement",
        OperationKind.DeleteReplaced => "deleting original",
        OperationKind.Read => "reading",
        OperationKind.Refresh => "refreshing",
        OperationKind.ReadDiscard => "discarding",
        OperationKind.Import => "importing",
        _ => "",
    };

    public static string Past(OperationKind operation) => operation switch
    {
        OperationKind.Create => "created",
        OperationKind.Update => "updated",
        OperationKind.Delete => "deleted",
        OperationKind.Replace => "replaced",
        OperationKind.CreateReplacement => "created replacement",
        OperationKind.DeleteReplaced => "deleted original",
        OperationKind.Read => "read",
        OperationKind.Refresh => "refreshed",
        OperationKind.ReadDiscard => "discarded",
        OperationKind.Import => "imported",
        _ => "",
    };
}
