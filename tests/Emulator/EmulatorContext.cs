namespace JumpCloud.Emulator;

/// <summary>What both services share: time, switches, made-up ids and where the faces listen. Never each other's state.</summary>
public sealed record EmulatorContext(EmulatorClock Clock, Switches Switches, IdSource Ids, EmulatorUrls Urls);
