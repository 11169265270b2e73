namespace JumpCloud.Emulator;

/// <summary>What both services of one emulator held at a time when they were settled.</summary>
public sealed class Checkpoint
{
    internal Checkpoint(Action restore) => Restore = restore;

    internal Action Restore { get; }
}
