namespace JumpCloud.Emulator;

/// <summary>A request that a face carried out, and the answer that it meant: as it was before a planned fault could spoil it.</summary>
/// <param name="Answer">As UTF-8 text; empty when there is none.</param>
public sealed record Exchange(RecordedRequest Request, int Status, string? ContentType, string Answer);

/// <summary>A method and a path template that a face answers, the catch-all ones aside.</summary>
public sealed record FaceRoute(Face Face, string Method, string Template);
