namespace JumpCloud.EngineHost.Yaml;

/// <summary>A place in the program's text; line and column count from 1. None: 0, 0.</summary>
internal readonly record struct SourceMark(int Line, int Column)
{
    public static readonly SourceMark None;

    public string In(string file) => Line == 0 ? file : $"{file}:{Line}:{Column}";
}

/// <summary>What is wrong with one program. Collected, so that one run tells everything; safe for concurrent use.</summary>
internal sealed class YamlDiagnostics(string file)
{
    private readonly Lock _lock = new();
    private readonly List<string> _errors = [];
    private readonly List<string> _warnings = [];

    public IReadOnlyList<string> Errors => Snapshot(_errors);

    public IReadOnlyList<string> Warnings => Snapshot(_warnings);

    public bool HasErrors => Errors.Count > 0;

    public void Error(SourceMark mark, string message) => Add(_errors, mark, message);

    public void Warn(SourceMark mark, string message) => Add(_warnings, mark, message);

    /// <summary>
    /// Notes the error; what is thrown tells those who depend on the value that there is none, without a further text.
    /// </summary>
    public NoValueException Fail(SourceMark mark, string message)
    {
        Error(mark, message);
        return new NoValueException(message);
    }

    private void Add(List<string> list, SourceMark mark, string message)
    {
        var text = $"{mark.In(file)}: {message}";
        lock (_lock)
        {
            if (!list.Contains(text))
                list.Add(text);
        }
    }

    private string[] Snapshot(List<string> list)
    {
        lock (_lock)
            return [.. list];
    }
}

/// <summary>A value could not be computed; the reason is among the diagnostics, or with the engine.</summary>
internal sealed class NoValueException(string message, Exception? inner = null) : Exception(message, inner);
