namespace JumpCloud.Tests.Transcripts;

/// <summary>Where EngineHost differs from the recordings, and why. Nothing else may.</summary>
internal static class Deviations
{
    /// <summary>Left out of the comparison everywhere, with the reason.</summary>
    public static readonly IReadOnlyDictionary<string, string> Everywhere = new Dictionary<string, string>
    {
        ["ports, UUIDs, seeds, folders, durations, ciphertexts"] =
            "differ in every run; the recordings have most of them blanked",
        ["order of calls about different resources"] =
            "the engine works on them at once; compared where the program makes them depend on each other",
        ["GetSchema"] = "the recording has two lines of requests for one call, and no answer",
        ["SupportsFeature, GetDeploymentInfo"] = "asked by the component's SDK, not by the scripted provider",
        ["'@ updating....', 'Stack running' rows"] = "printed by a timer",
    };

    /// <summary>Fields that the state has, as the real one, and the recordings leave out.</summary>
    public static readonly IReadOnlyList<string> FieldsNotRecorded =
    [
        "additionalSecretOutputs", "aliases", "created", "customTimeouts", "ignoreChanges", "importID", "modified",
        "refreshBeforeUpdate", "retainOnDelete",
    ];

    /// <summary>Steps whose order of calls is free: resources that do not depend on each other.</summary>
    public static readonly IReadOnlyDictionary<string, string> FreeOrder = new Dictionary<string, string>
    {
        ["import/02"] = "kept and also are registered at once",
        ["import/03"] = "kept and also are registered at once",
        ["import/04"] = "kept and also are registered at once",
        ["component/04"] = "the old pair-a and pair-b are deleted at once",
        ["component/05"] = "pair-a and pair-b are deleted at once",
    };

    /// <summary>Steps that fail while the stack's outputs are being registered: answered or not, as it happens.</summary>
    public static readonly IReadOnlySet<string> FreeAnswer = new HashSet<string> { "failures/02", "failures/03" };

    /// <summary>Steps whose resources stand in another order in the state.</summary>
    public static readonly IReadOnlyDictionary<string, string> StateOrder = new Dictionary<string, string>
    {
        ["import/03"] = "kept and also are finished in any order",
        ["import/04"] = "kept and also are finished in any order",
        ["import/05"] = "kept and also are finished in any order",
        ["options/02"] = "the invoke's default provider and prov are registered at once",
        ["options/03"] = "the invoke's default provider and prov are registered at once",
        ["options/04"] = "the invoke's default provider and prov are registered at once",
        ["options/05"] = "the invoke's default provider and prov are registered at once",
    };

    /// <summary>Steps whose printed lines come in another order.</summary>
    public static readonly IReadOnlyDictionary<string, string> TextOrder = new Dictionary<string, string>
    {
        ["dependents/05"] = "the stack's last row is printed by a timer, before or after 'deleted'",
        ["component/05"] = "pair-a and pair-b are deleted at once, and the stack's last row is printed by a timer",
        ["component/04"] = "the old pair-a and pair-b are deleted at once",
    };
}
