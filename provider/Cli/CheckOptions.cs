using JumpCloud.Core;

namespace JumpCloud.Cli;

/// <summary>A command line of <c>check</c>. No option takes a secret: other users of a machine see command lines.</summary>
/// <param name="Application">An id or a label.</param>
/// <param name="ScimTokenVariable">The environment variable that has the SCIM token; null where it is not to be proven.</param>
internal sealed record CheckOptions(string Application, string Organization, string? ScimTokenVariable, bool Json, bool Help)
{
    public const string Usage =
        """
        Checks an integration of JumpCloud with a Pulumi Cloud organization from end to end, and changes nothing.

        pulumi-resource-jumpcloud check --application <id or label> --organization <login> [--json] [--scim-token-env <name>]

          --application <id or label>   the application at JumpCloud
          --organization <login>        the organization at Pulumi Cloud, as in https://app.pulumi.com/<login>
          --scim-token-env <name>       the environment variable that has the SCIM token, to have the token proven
          --json                        the result of the function checkIntegration as JSON
          --help                        this text

        Credentials come from the environment alone: JUMPCLOUD_API_KEY, or JUMPCLOUD_CLIENT_ID and JUMPCLOUD_CLIENT_SECRET;
        PULUMI_ACCESS_TOKEN. So do JUMPCLOUD_ORGANIZATION_ID, JUMPCLOUD_REGION, JUMPCLOUD_CONSOLE_URL, JUMPCLOUD_INSIGHTS_URL,
        JUMPCLOUD_OAUTH_URL, JUMPCLOUD_SSO_URL and PULUMI_API, where they are needed.

        Exit code: 0 healthy, 1 warnings, 2 errors, 3 it could not be checked.
        """;

    private const string ApplicationOption = "--application";
    private const string OrganizationOption = "--organization";
    private const string TokenOption = "--scim-token-env";
    private const string JsonOption = "--json";
    private const string HelpOption = "--help";

    private static readonly string[] WithValue = [ApplicationOption, OrganizationOption, TokenOption];

    /// <summary>Reads a command line.</summary>
    /// <exception cref="UserErrorException">It is not one; the sentence says why.</exception>
    public static CheckOptions Parse(IReadOnlyList<string> arguments)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var index = 0; index < arguments.Count; index++)
        {
            var (name, value) = Split(arguments[index]);
            if (name is JsonOption or HelpOption && value is null)
                values[name] = "";
            else if (!WithValue.Contains(name))
                throw Wrong(Unknown(arguments[index], name));
            else if (!values.TryAdd(name, value ?? (++index < arguments.Count ? arguments[index] : "")))
                throw Wrong($"{name} is given twice");
            else if (values[name].Length == 0 || values[name].StartsWith("--", StringComparison.Ordinal))
                throw Wrong($"{name} needs a value");
        }

        var options = new CheckOptions(
            values.GetValueOrDefault(ApplicationOption, ""),
            values.GetValueOrDefault(OrganizationOption, ""),
            values.GetValueOrDefault(TokenOption),
            values.ContainsKey(JsonOption),
            values.ContainsKey(HelpOption));
        if (options.Help)
            return options;
        if (options.Application.Length == 0)
            throw Wrong($"{ApplicationOption} is missing");
        return options.Organization.Length == 0 ? throw Wrong($"{OrganizationOption} is missing") : options;
    }

    private static (string Name, string? Value) Split(string argument)
    {
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        return argument.StartsWith("--", StringComparison.Ordinal) && equals > 0
            ? (argument[..equals], argument[(equals + 1)..])
            : (argument, null);
    }

    private static string Unknown(string argument, string name)
    {
        // What is no option may be a secret that somebody gave by mistake.
        if (!argument.StartsWith('-'))
            return "there is a word that belongs to no option";
        return NearMatch.Find(name, [.. WithValue, JsonOption, HelpOption]) is { } near
            ? $"{name} is not an option; did you mean {near}?"
            : $"{name} is not an option";
    }

    private static UserErrorException Wrong(string what) =>
        new(ErrorKind.InvalidArgument, $"{what}; --help tells how the command is called");
}
