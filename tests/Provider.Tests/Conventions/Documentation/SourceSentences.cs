using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace JumpCloud.Tests.Conventions.Documentation;

/// <summary>
/// The texts of a source file: its string literals, a sentence that is written in several parts as one, and <c>…</c> for what is put in.
/// </summary>
internal static class SourceSentences
{
    private const string Filled = "…";

    public static IEnumerable<string> Of(string source) => CSharpSyntaxTree.ParseText(source).GetRoot()
        .DescendantNodes(IsNoText)
        .OfType<ExpressionSyntax>()
        .Where(IsText)
        .Select(TextOf)
        .Select(text => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    // What is inside of a text belongs to it, but for the texts that are chosen from to be put in.
    private static bool IsNoText(SyntaxNode node) => node is not ExpressionSyntax expression || !IsText(expression) || HasChoice(node);

    private static bool HasChoice(SyntaxNode node) => node.DescendantNodes().Any(inner => inner is ConditionalExpressionSyntax or SwitchExpressionSyntax);

    private static bool IsText(ExpressionSyntax node) => node switch
    {
        LiteralExpressionSyntax literal => literal.IsKind(SyntaxKind.StringLiteralExpression) && node.Parent is not BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression },
        InterpolatedStringExpressionSyntax => node.Parent is not BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression },
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum =>
            node.Parent is not BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } && PartsOf(sum).Any(part => part is not Filled),
        _ => false,
    };

    private static string TextOf(ExpressionSyntax node) =>
        string.Concat(PartsOf(node)).Replace(Filled + Filled, Filled, StringComparison.Ordinal);

    private static IEnumerable<string> PartsOf(ExpressionSyntax node) => node switch
    {
        LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) => [literal.Token.ValueText],
        InterpolatedStringExpressionSyntax text => text.Contents.Select(part =>
            part is InterpolatedStringTextSyntax written ? written.TextToken.ValueText : Filled),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum => PartsOf(sum.Left).Concat(PartsOf(sum.Right)),
        ParenthesizedExpressionSyntax inner => PartsOf(inner.Expression),
        _ => [Filled],
    };
}
