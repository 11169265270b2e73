using System.Collections.Immutable;
using System.Globalization;
using JumpCloud.Core;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Clients;

/// <summary>What Identity Management of an application is told.</summary>
/// <param name="Token">The SCIM server's token: a secret.</param>
/// <param name="TestUserEmail">For custom SCIM; null otherwise.</param>
internal sealed record ProvisionSettings(string BaseUrl, string Token, bool ManageGroups, string? TestUserEmail)
{
    public override string ToString() => $"Identity Management for {BaseUrl}";
}

/// <summary>One call: a verb and a path in which <c>{id}</c> stands for the application's id.</summary>
internal sealed record ProvisionCall(HttpMethod Method, string Path);

/// <summary>
/// How Identity Management of an application is activated, changed and deactivated. INFERRED: JumpCloud's official API files
/// name these paths without any method, and nothing public says what they take. Everything that is guessed is in this file and
/// can be changed without a new version: the environment variable <c>JUMPCLOUD_PROVISION_API</c> names a JSON file with any of
/// <c>activate</c>, <c>reactivate</c>, <c>deactivate</c> (each <c>{"method", "path"}</c>), <c>headers</c>,
/// <c>body</c> and <c>notOffered</c>. What it leaves out stays as it is here.
/// </summary>
internal sealed record ProvisionApi
{
    public const string FileVariable = "JUMPCLOUD_PROVISION_API";

    private const string Root = "api/v2/applications/{id}/provision";

    public static ProvisionApi Default { get; } = new();

    public ProvisionCall Activate { get; init; } = new(HttpMethod.Post, $"{Root}/activate");

    /// <summary>Puts a connection to work again, with new settings.</summary>
    public ProvisionCall Reactivate { get; init; } = new(HttpMethod.Put, $"{Root}/reactivate");

    public ProvisionCall Deactivate { get; init; } = new(HttpMethod.Delete, Root);

    /// <summary>The one header that the official files name for these paths.</summary>
    public ImmutableDictionary<string, string> Headers { get; init; } =
        ImmutableDictionary<string, string>.Empty.Add("X-Requested-With", "XMLHttpRequest");

    /// <summary>
    /// The body of activate and reactivate. <c>{baseUrl}</c>, <c>{token}</c>, <c>{manageGroups}</c> and <c>{testUserEmail}</c>
    /// stand for the values; a field whose value is not given is left out. The names are those of schemas that an official file
    /// of 2020 had, and of the template's <c>provision</c>.
    /// </summary>
    public JObject Body { get; init; } = new()
    {
        ["type"] = "scim",
        ["vanity_url"] = "{baseUrl}",
        ["api_key"] = "{token}",
        ["groups_supported"] = "{manageGroups}",
        ["test_user_email"] = "{testUserEmail}",
    };

    /// <summary>The answers of a tenant that lets only its portal do this.</summary>
    public ImmutableArray<int> NotOffered { get; init; } = [401, 403, 404, 405];

    /// <summary>Whether an answer of one of the calls means that the tenant offers no API for them.</summary>
    public bool IsNotOffered(ApiException exception) => exception.Status is { } status && NotOffered.Contains(status);

    public JObject BodyOf(ProvisionSettings settings)
    {
        var body = new JObject();
        foreach (var (name, value) in Body)
        {
            var filled = (string?)(value as JValue) switch
            {
                "{baseUrl}" => new JValue(settings.BaseUrl),
                "{token}" => new JValue(settings.Token),
                "{manageGroups}" => new JValue(settings.ManageGroups),
                "{testUserEmail}" => settings.TestUserEmail is null ? null : new JValue(settings.TestUserEmail),
                _ => value?.DeepClone(),
            };
            if (filled is not null)
                body[name] = filled;
        }

        return body;
    }

    /// <param name="file">Null for the default.</param>
    /// <exception cref="UserErrorException">The file cannot be read or is not of the form.</exception>
    public static ProvisionApi Load(string? file)
    {
        if (file is null)
            return Default;
        try
        {
            return Parse(File.ReadAllText(file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new UserErrorException(
                ErrorKind.InvalidArgument,
                $"the file {file} that {FileVariable} names cannot be used: {exception.Message}",
                exception);
        }
    }

    /// <exception cref="FormatException">The document is not of the form above; the message says where.</exception>
    public static ProvisionApi Parse(string json)
    {
        var document = JsonText.TryParse(json) as JObject ?? throw new FormatException("it is not a JSON object");
        string[] known = ["activate", "reactivate", "deactivate", "headers", "body", "notOffered"];
        if (document.Properties().FirstOrDefault(property => !known.Contains(property.Name)) is { } unknown)
            throw new FormatException($"{unknown.Name} is not one of {string.Join(", ", known)}");
        return Default with
        {
            Activate = CallOf(document, "activate") ?? Default.Activate,
            Reactivate = CallOf(document, "reactivate") ?? Default.Reactivate,
            Deactivate = CallOf(document, "deactivate") ?? Default.Deactivate,
            Headers = (document["headers"] as JObject)?.Properties().ToImmutableDictionary(
                header => header.Name, header => header.Value.ToString()) ?? Default.Headers,
            Body = document["body"] as JObject ?? Default.Body,
            NotOffered = (document["notOffered"] as JArray)?.Select(StatusOf).ToImmutableArray() ?? Default.NotOffered,
        };
    }

    private static int StatusOf(JToken status) => status is JValue { Type: JTokenType.Integer }
        ? status.Value<int>()
        : throw new FormatException("notOffered must be a list of HTTP statuses");

    private static ProvisionCall? CallOf(JObject document, string name)
    {
        if (document[name] is not { } token)
            return null;
        if (token is JObject call && (string?)(call["method"] as JValue) is { Length: > 0 } method
            && (string?)(call["path"] as JValue) is { Length: > 0 } path && path.Contains("{id}", StringComparison.Ordinal))
        {
            // The credentials and the SCIM token go with it.
            var below = path.TrimStart('/');
            return !below.Contains('\\', StringComparison.Ordinal) && !Uri.TryCreate(below, UriKind.Absolute, out _)
                ? new ProvisionCall(new HttpMethod(method.ToUpper(CultureInfo.InvariantCulture)), below)
                : throw new FormatException($"the path of {name} must be one of the console's, without a host of its own");
        }

        throw new FormatException($"{name} must have a method and a path with {{id}} in it");
    }
}
