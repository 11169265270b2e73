namespace JumpCloud.Emulator;

/// <content>JumpCloud's switches.</content>
public sealed partial class Switches
{
}
