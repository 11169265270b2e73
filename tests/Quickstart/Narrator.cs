namespace JumpCloud.Quickstart;

/// <summary>Tells what is done and why, and keeps count of what came out otherwise than announced.</summary>
internal sealed class Narrator(TextWriter output)
{
    public int Steps { get; private set; }

    public int Announcements { get; private set; }

    public int Surprises { get; private set; }

    public void Say(string text) => output.WriteLine(text);

    public void Step(string title, params ReadOnlySpan<string> why)
    {
        Steps++;
        output.WriteLine();
        output.WriteLine($"── {Steps}. {title} ".PadRight(96, '─'));
        foreach (var line in why)
            output.WriteLine($"   {line}");
    }

    public void Command(string command) => output.WriteLine($"\n   $ {command}");

    public void Printed(string text)
    {
        foreach (var line in text.TrimEnd().Split('\n'))
            output.WriteLine($"   │ {line.TrimEnd()}".TrimEnd());
    }

    /// <summary>States what must be so; counts a surprise where it is not.</summary>
    public void Expect(string announcement, bool isSo, string? seen = null)
    {
        Announcements++;
        if (isSo)
        {
            output.WriteLine($"   ✓ {announcement}");
            return;
        }

        Surprises++;
        output.WriteLine($"   ✗ {announcement}{(seen is null ? "" : $": {seen}")}");
    }
}
