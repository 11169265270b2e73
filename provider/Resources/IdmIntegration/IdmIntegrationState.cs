using System.Globalization;
using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>Something that a person has to do in the portal.</summary>
/// <param name="Since">When it was asked for, RFC 3339 in UTC.</param>
/// <param name="Settings">
/// A fingerprint of the settings that an active connection is to be changed to; null where a connection is to be activated, which
/// shows without one.
/// </param>
/// <param name="LastEvent">
/// When the newest activation before that was, RFC 3339 by JumpCloud's clock; null where none is known.
/// </param>
internal sealed record PendingSteps(string Since, string? Settings, string? LastEvent)
{
    public DateTimeOffset SinceTime => DateTimeOffset.Parse(Since, CultureInfo.InvariantCulture);

    public DateTimeOffset? LastEventTime =>
        LastEvent is null ? null : DateTimeOffset.Parse(LastEvent, CultureInfo.InvariantCulture);

    public static PendingSteps Read(PropertyReader reader) => new(
        reader.String("since").Or("1970-01-01T00:00:00Z"),
        reader.String("settings").OrDefault(),
        reader.String("lastEvent").OrDefault());

    public PropertyMap Write()
    {
        var map = PropertyMap.Of(("since", PropertyValue.Of(Since)));
        if (Settings is not null)
            map = map.With("settings", PropertyValue.Of(Settings));
        return LastEvent is null ? map : map.With("lastEvent", PropertyValue.Of(LastEvent));
    }
}

/// <summary>What is known of a live integration.</summary>
internal sealed record IdmIntegrationState
{
    public const string Active = "active";
    public const string Inactive = "inactive";
    public const string Pending = "pending";

    /// <summary>Active with settings that the SCIM server did not accept again after a change.</summary>
    public const string Unproven = "unproven";

    public required string ApplicationId { get; init; }

    /// <summary>What JumpCloud was told last; null where nobody knows, as after an import.</summary>
    public required string? BaseUrl { get; init; }

    /// <inheritdoc cref="BaseUrl"/>
    public required string? Token { get; init; }

    /// <inheritdoc cref="BaseUrl"/>
    public required bool ManageGroups { get; init; }

    public required string Status { get; init; }

    /// <summary>RFC 3339 in UTC; null while it has not been activated.</summary>
    public string? ActivatedAt { get; init; }

    /// <summary>As <see cref="IdmIntegrationMapping.Features"/> makes it; null where the server has no discovery.</summary>
    public PropertyMap? ServiceProviderFeatures { get; init; }

    /// <summary>Null when nothing is awaited.</summary>
    public PendingSteps? PendingSteps { get; init; }

    /// <summary>Whether JumpCloud was told these settings.</summary>
    public bool HasSettings(ProvisionSettings settings) =>
        BaseUrl == settings.BaseUrl && Token == settings.Token && ManageGroups == settings.ManageGroups;

    public static IdmIntegrationState Read(PropertyReader reader) => new()
    {
        ApplicationId = reader.String("applicationId").Or(""),
        BaseUrl = reader.String("baseUrl").OrDefault(),
        Token = reader.String("token").OrDefault(),
        ManageGroups = reader.Boolean("manageGroups").Or(true),
        Status = reader.String("status").Or(Inactive),
        ActivatedAt = reader.String("activatedAt").OrDefault(),
        ServiceProviderFeatures = reader.Map.Find("serviceProviderFeatures")?.AsMap,
        PendingSteps = reader.Object("pending", PendingSteps.Read).OrDefault(),
    };

    public PropertyMap Write()
    {
        var map = new Dictionary<string, PropertyValue>(StringComparer.Ordinal)
        {
            ["applicationId"] = PropertyValue.Of(ApplicationId),
            ["status"] = PropertyValue.Of(Status),
            ["mappings"] = IdmIntegrationMapping.Mappings,
        };
        Add("baseUrl", BaseUrl);
        Add("token", Token);
        Add("activatedAt", ActivatedAt);
        if (BaseUrl is not null && Token is not null)
            map["manageGroups"] = PropertyValue.Of(ManageGroups);
        if (ServiceProviderFeatures is not null)
            map["serviceProviderFeatures"] = PropertyValue.Of(ServiceProviderFeatures);
        if (PendingSteps is not null)
            map["pending"] = PropertyValue.Of(PendingSteps.Write());
        return PropertyMap.Of(map);

        void Add(string name, string? value)
        {
            if (value is not null)
                map[name] = PropertyValue.Of(value);
        }
    }

    public override string ToString() => $"Identity Management of {ApplicationId}: {Status}";
}
