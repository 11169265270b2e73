namespace JumpCloud.EngineHost.Yaml;

/// <summary>The expressions below an expression, and the names that they refer to.</summary>
internal static class References
{
    public static IEnumerable<(string Root, SourceMark Mark)> Of(ResourceDeclaration resource)
        => ExpressionsOf(resource).SelectMany(Of);

    public static IEnumerable<(string Root, SourceMark Mark)> Of(Expr expression)
        => AccessesOf(expression).Select(a => (a.Access.Root, a.Mark));

    public static IEnumerable<(PropertyAccess Access, SourceMark Mark)> AccessesOf(Expr expression)
        => SelfAndBelow(expression).SelectMany(e => e switch
        {
            SymbolExpr symbol => [(symbol.Access, symbol.Mark)],
            InterpolateExpr interpolate
                => interpolate.Parts.Where(p => p.Access is not null).Select(p => (p.Access!, interpolate.Mark)),
            _ => Enumerable.Empty<(PropertyAccess, SourceMark)>(),
        });

    public static IEnumerable<Expr> ExpressionsOf(ResourceDeclaration resource)
    {
        var options = resource.Options;
        Expr?[] all =
        [
            resource.Properties, resource.Get, options.DependsOn, options.Parent, options.Protect, options.Provider,
            .. options.Aliases.SelectMany(a => new[] { a.Urn, a.Name, a.Type, a.Stack, a.Project, a.Parent }),
            options.CustomTimeouts?.Create, options.CustomTimeouts?.Update, options.CustomTimeouts?.Delete,
            options.CustomTimeouts?.Read,
        ];
        return all.OfType<Expr>();
    }

    public static IEnumerable<Expr> SelfAndBelow(Expr expression)
    {
        Expr?[] below = expression switch
        {
            ListExpr list => [.. list.Items],
            ObjectExpr o => [.. o.Entries.Select(e => e.Value)],
            InvokeExpr i => [i.Arguments, i.Options.Provider, i.Options.Parent, i.Options.DependsOn],
            JoinExpr join => [join.Delimiter, join.Values],
            ToJsonExpr json => [json.Value],
            SecretExpr secret => [secret.Value],
            ReadFileExpr file => [file.Path],
            AssetExpr asset => [asset.Source],
            _ => [],
        };
        return below.OfType<Expr>().SelectMany(SelfAndBelow).Prepend(expression);
    }
}
