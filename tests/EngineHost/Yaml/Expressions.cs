using Google.Protobuf.WellKnownTypes;

namespace JumpCloud.EngineHost.Yaml;

internal abstract record Expr(SourceMark Mark);

/// <summary>null, a boolean, a number or a string without interpolations.</summary>
internal sealed record LiteralExpr(SourceMark Mark, Value Value) : Expr(Mark);

/// <summary>A string that is one property access and nothing else: it keeps the value's type.</summary>
internal sealed record SymbolExpr(SourceMark Mark, PropertyAccess Access) : Expr(Mark);

internal sealed record InterpolateExpr(SourceMark Mark, IReadOnlyList<InterpolationPart> Parts) : Expr(Mark);

internal sealed record ListExpr(SourceMark Mark, IReadOnlyList<Expr> Items) : Expr(Mark);

internal sealed record ObjectExpr(SourceMark Mark, IReadOnlyList<ObjectEntry> Entries) : Expr(Mark);

internal sealed record ObjectEntry(string Key, SourceMark KeyMark, Expr Value);

internal sealed record InvokeExpr(SourceMark Mark, string Function, ObjectExpr? Arguments, InvokeOptions Options, string? Return)
    : Expr(Mark);

internal sealed record InvokeOptions(Expr? Provider, Expr? Parent, Expr? DependsOn, string? Version, string? PluginDownloadUrl);

internal sealed record JoinExpr(SourceMark Mark, Expr Delimiter, Expr Values) : Expr(Mark);

internal sealed record ToJsonExpr(SourceMark Mark, Expr Value) : Expr(Mark);

internal sealed record SecretExpr(SourceMark Mark, Expr Value) : Expr(Mark);

internal sealed record ReadFileExpr(SourceMark Mark, Expr Path) : Expr(Mark);

/// <summary>fn::fileAsset (<paramref name="Field"/> "path") or fn::stringAsset ("text").</summary>
internal sealed record AssetExpr(SourceMark Mark, string Field, Expr Source) : Expr(Mark);

/// <summary>Text, then the value of an access; no access at the end of a string.</summary>
internal sealed record InterpolationPart(string Text, PropertyAccess? Access);

/// <summary><c>root.name[0]["key"]</c>.</summary>
internal sealed record PropertyAccess(string Root, IReadOnlyList<PropertyAccessor> Tail)
{
    public override string ToString() => Root + string.Concat(Tail.Select(t => t.ToString()));
}

/// <summary>A name or a string subscript (Key), or a list index (Index).</summary>
internal sealed record PropertyAccessor(string? Key, int Index)
{
    public override string ToString() => Key is null ? $"[{Index}]" : $".{Key}";
}
