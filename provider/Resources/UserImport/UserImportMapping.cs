using JumpCloud.Clients;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Resources;

/// <summary>
/// From v2's <c>importUser</c> to v1's user. Fields of the same name mean the same; a phone number's <c>value</c> is a user's
/// <c>number</c>. The manager is left out: at JumpCloud that is the id of another user.
/// </summary>
internal static class UserImportMapping
{
    private static readonly string[] Texts =
    [
        "username", "email", "alternateEmail", "firstname", "middlename", "lastname", "displayname", "department", "jobTitle",
        "costCenter", "company", "location", "employeeType", "employeeIdentifier",
    ];

    private static readonly string[] AddressTexts = ["type", "streetAddress", "locality", "region", "postalCode", "country"];

    public static JArray ToUsers(IEnumerable<ImportUser> users) => new(users.Select(ToUser));

    public static JObject ToUser(ImportUser user)
    {
        var document = TextsOf(user.Document, Texts);
        Add(document, "addresses", ItemsOf(user, "addresses").Select(address => TextsOf(address, AddressTexts)));
        Add(document, "phoneNumbers", ItemsOf(user, "phoneNumbers").Select(ToPhoneNumber));
        Add(document, "attributes", ItemsOf(user, "attributes").Select(attribute => TextsOf(attribute, ["name", "value"])));
        return document;
    }

    private static JObject ToPhoneNumber(JObject phone)
    {
        var number = TextsOf(phone, ["type"]);
        if (TextOf(phone, "value") is { } value)
            number["number"] = value;
        return number;
    }

    private static IEnumerable<JObject> ItemsOf(ImportUser user, string name) =>
        (user.Document[name] as JArray ?? []).OfType<JObject>();

    private static void Add(JObject document, string name, IEnumerable<JObject> items)
    {
        var filled = items.Where(item => item.Count > 0).ToList();
        if (filled.Count > 0)
            document[name] = new JArray(filled);
    }

    private static JObject TextsOf(JObject source, string[] names)
    {
        var texts = new JObject();
        foreach (var name in names)
        {
            if (TextOf(source, name) is { } text)
                texts[name] = text;
        }

        return texts;
    }

    private static string? TextOf(JObject source, string name) =>
        source[name] is JValue { Type: JTokenType.String } value && (string?)value is { Length: > 0 } text ? text : null;
}
