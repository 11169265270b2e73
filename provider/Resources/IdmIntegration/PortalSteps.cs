using JumpCloud.Clients;

namespace JumpCloud.Resources;

/// <summary>
/// What a person does in the Admin Portal where there is no API. The labels are those of JumpCloud's article on Pulumi.
/// </summary>
internal static class PortalSteps
{
    public const string NoApi = "JumpCloud publishes no API for it";

    public static string Activate(IntegratedApplication application, ProvisionSettings settings, Uri consoleUrl) => Join(
        Open(application, consoleUrl),
        "choose Configure",
        EnterSettings(settings),
        Groups(settings),
        "choose Activate, wait until it says that the connection was verified, and save",
        "run up again: it reads that the connection is active and completes");

    public static string Change(IntegratedApplication application, ProvisionSettings settings, Uri consoleUrl) => Join(
        Open(application, consoleUrl),
        "deactivate the connection (users and groups at the service provider stay as they are)",
        EnterSettings(settings),
        Groups(settings),
        "choose Activate, wait until it says that the connection was verified, and save",
        "run up again: it looks for the event of the activation, which may take a minute to appear, and completes");

    public static string Deactivate(IntegratedApplication application, Uri consoleUrl) => Join(
        Open(application, consoleUrl),
        "deactivate the connection (users and groups at the service provider stay as they are)",
        "run this again: it reads that the connection is inactive and completes");

    private static string Open(IntegratedApplication application, Uri consoleUrl) =>
        $"in the Admin Portal ({consoleUrl.AbsoluteUri.TrimEnd('/')}) open SSO Applications > {application.Label} "
            + $"({application.Id}) > Identity Management";

    private static string EnterSettings(ProvisionSettings settings) =>
        $"enter the Base URL {settings.BaseUrl} and, as Token Key, the SCIM token of this program (not shown here)"
        + (settings.TestUserEmail is null ? "" : $", and the Test User Email {settings.TestUserEmail}");

    private static string Groups(ProvisionSettings settings) =>
        $"{(settings.ManageGroups ? "tick" : "untick")} \"Enable management of User Groups and Group Membership in this "
            + "application\"";

    private static string Join(params IReadOnlyList<string> steps) =>
        string.Concat(steps.Select((step, index) => $"\n  {index + 1}. {step}"));
}
