using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Functions;

/// <summary>The application's settings against what the organization expects (Pulumi docs, guides/saml/jumpcloud).</summary>
internal static class SamlSettingFindings
{
    // Names as Pulumi Cloud reads them (Pulumi docs, SAML guides), JumpCloud's properties behind them.
    private static readonly (string Name, string Property)[] Attributes =
        [("email", "email"), ("firstName", "firstname"), ("lastName", "lastname")];

    public static void Add(
        Findings findings, JumpCloudFacts jumpCloud, PulumiFacts pulumi, PulumiCloudAddresses addresses, string organization)
    {
        var (saml, label) = (jumpCloud.Saml, jumpCloud.Label);
        AddEntityId(findings, saml, label, addresses, organization);
        AddAcsUrl(findings, saml, label, addresses, organization);
        AddRelayState(findings, saml, label, addresses);
        AddNameId(findings, jumpCloud);
        var isScimExpected = jumpCloud.IsProvisioning?.Value == true || pulumi.Organization?.Value is { HasScim: true };
        AddAttributes(findings, saml, label, isScimExpected);
    }

    private static void AddEntityId(
        Findings findings, PropertyMap saml, string label, PulumiCloudAddresses addresses, string organization)
    {
        var live = saml.Find("spEntityId")?.AsString;
        if (live == addresses.SpEntityId)
        {
            findings.Ok("spEntityId", Finding.Both, $"The application {label} names the service provider as {organization} "
                + $"expects: {live}.");
        }
        else
        {
            findings.Error(
                "spEntityId", Finding.JumpCloud, $"The application {label} names the service provider {Shown(live)} and not "
                    + $"{addresses.SpEntityId}.",
                $"Set saml.spEntityId to {addresses.SpEntityId}; the organization's name is case-sensitive.");
        }
    }

    private static void AddAcsUrl(
        Findings findings, PropertyMap saml, string label, PulumiCloudAddresses addresses, string organization)
    {
        var urls = saml.Find("acsUrls")?.AsList?.Select(url => url.AsString ?? "").ToList() ?? [];
        if (urls.FirstOrDefault() == addresses.AcsUrl)
        {
            findings.Ok("acsUrl", Finding.Both, $"The application {label} sends assertions where {organization} takes them: "
                + $"{addresses.AcsUrl}.");
            return;
        }

        var isListed = urls.Contains(addresses.AcsUrl);
        findings.Problem(
            !isListed, "acsUrl", Finding.JumpCloud,
            isListed
                ? $"The application {label} sends assertions to {urls[0]} by default; {addresses.AcsUrl} is only another "
                    + "address of it."
                : $"The application {label} sends assertions to {Shown(string.Join(", ", urls))} and not to {addresses.AcsUrl}.",
            $"Set saml.acsUrls to {addresses.AcsUrl}; the organization's name is case-sensitive.");
    }

    private static void AddRelayState(Findings findings, PropertyMap saml, string label, PulumiCloudAddresses addresses)
    {
        var live = saml.Find("defaultRelayState")?.AsString;
        if (live == addresses.RelayState)
        {
            findings.Ok("relayState", Finding.Both, $"The application {label} sends people on to {live}.");
        }
        else
        {
            findings.Warning(
                "relayState", Finding.JumpCloud,
                $"The application {label} sends people on to {Shown(live)} and not to {addresses.RelayState}: sign-in that "
                    + "begins at JumpCloud may end nowhere.",
                $"Set saml.defaultRelayState to {addresses.RelayState}.");
        }
    }

    private static void AddNameId(Findings findings, JumpCloudFacts facts)
    {
        var nameId = facts.Saml.Find("nameId")?.AsMap ?? PropertyMap.Empty;
        var (attribute, format) = (nameId.Find("attribute")?.AsString, nameId.Find("format")?.AsString);
        if (format is not (SamlMetadataRules.EmailFormat or SamlMetadataRules.PersistentFormat))
        {
            findings.Error(
                "nameId", Finding.JumpCloud, $"The application {facts.Label} sends a NameID of the format {Shown(format)}, "
                    + "which Pulumi Cloud refuses.",
                $"Set saml.nameId.format to {SamlMetadataRules.EmailFormat}, before anybody has signed in: who a person is "
                    + "hangs on it.");
        }
        else if (attribute != "email")
        {
            findings.Problem(
                format == SamlMetadataRules.EmailFormat, "nameId", Finding.JumpCloud,
                $"The application {facts.Label} fills the NameID of the format {format} from {Shown(attribute)} and not from "
                    + "email.",
                "Set saml.nameId.attribute to email, before anybody has signed in: who a person is hangs on it.");
        }
        else
        {
            findings.Ok("nameId", Finding.JumpCloud, $"The application {facts.Label} sends the email as a NameID of the format "
                + $"{format}.");
        }
    }

    // That all three are needed for SCIM is inferred: Pulumi's guides for other identity providers say so.
    private static void AddAttributes(Findings findings, PropertyMap saml, string label, bool isScimExpected)
    {
        var sent = (saml.Find("userAttributes")?.AsList ?? [])
            .Select(row => row.AsMap ?? PropertyMap.Empty)
            .Select(row => (Name: row.Find("name")?.AsString ?? "", Property: row.Find("value")?.AsString ?? ""))
            .ToList();
        var missing = Attributes.Where(wanted => !sent.Any(row => row.Name == wanted.Name)).ToList();
        var wrong = sent
            .Where(row => Attributes.Any(wanted => wanted.Name == row.Name && wanted.Property != row.Property))
            .ToList();
        if (missing.Count == 0 && wrong.Count == 0)
        {
            findings.Ok("attributes", Finding.JumpCloud, $"The application {label} sends email, firstName and lastName.");
            return;
        }

        string[] parts =
        [
            .. missing.Count == 0 ? [] : new[] { $"does not send {string.Join(", ", missing.Select(row => row.Name))}" },
            .. wrong.Select(row => $"fills {row.Name} from {row.Property}"),
        ];
        var seen = $"The application {label} {string.Join(" and ", parts)}.";
        var remedy = "Add to saml.userAttributes: "
            + $"{string.Join(", ", Attributes.Select(row => $"{row.Name} from {row.Property}"))}.";
        if (isScimExpected || wrong.Count > 0)
            findings.Warning("attributes", Finding.JumpCloud, seen, remedy);
        else
            findings.Info("attributes", Finding.JumpCloud, seen, $"{remedy} Without SCIM they are optional.");
    }

    private static string Shown(string? text) => string.IsNullOrEmpty(text) ? "nothing" : text;
}
