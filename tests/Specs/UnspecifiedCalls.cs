using JumpCloud.Emulator;

namespace JumpCloud.Tests.Specs;

/// <summary>Why no spec can hold a call.</summary>
internal enum Gap
{
    /// <summary>The vendor publishes the path without any method.</summary>
    WithoutMethods,

    /// <summary>The vendor publishes the path, but not this method.</summary>
    OtherMethods,

    /// <summary>The vendor publishes an API, but this path is not in it.</summary>
    NotInSpec,

    /// <summary>The vendor publishes no OpenAPI file of this face.</summary>
    NoSpec,
}

/// <param name="Template">Its parameters are <c>{}</c>.</param>
internal sealed record UnspecifiedCall(Face Face, string Method, string Template, Gap Gap, string Reason)
{
    public override string ToString() => $"{Face} {Method} {Template}";
}

/// <summary>Every call that the emulator answers and no vendor specifies. One that is in neither fails the tests.</summary>
internal static class UnspecifiedCalls
{
    public static readonly IReadOnlyList<UnspecifiedCall> All = [];

    public static UnspecifiedCall? Find(Face face, string method, string path) =>
        All.FirstOrDefault(call => call.Face == face && call.Method == method && Paths.Match(call.Template, path));
}
