namespace JumpCloud.EngineHost.Display;

/// <summary>A command, or the preview of one.</summary>
internal sealed record CommandKind(string Name, bool DryRun)
{
    /// <summary>The line that a command's output begins with.</summary>
    public string Header(string stack) => Name switch
    {
        _ when DryRun => $"Previewing {Name} ({stack}):",
        "update" => $"Updating ({stack}):",
        "refresh" => $"Refreshing ({stack}):",
        "destroy" => $"Destroying ({stack}):",
        _ => $"Importing ({stack}):",
    };

    /// <summary>What the engine calls it when it fails.</summary>
    public string Work => DryRun ? "preview" : "update";

    public bool IsRefresh => Name == "refresh";

    public bool IsDestroy => Name == "destroy";

    public bool IsImport => Name == "import";
}
