using System.Collections.Immutable;
using JumpCloud.Clients;
using JumpCloud.Core;
using JumpCloud.Resources;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace JumpCloud.Functions;

/// <summary>Looks a template up in JumpCloud's catalog. See getApplicationTemplate.md.</summary>
internal sealed class GetApplicationTemplate : Function<string>
{
    private static readonly ImmutableArray<Property> SettingFields =
    [
        new("key", PropertyKind.String),
        new("defaultValue", PropertyKind.String),
        new("options", PropertyKind.List),
        new("placeholders", PropertyKind.List),
    ];

    public override string Token => "jumpcloud:index:getApplicationTemplate";

    public override ImmutableArray<Property> Arguments { get; } = [new("name", PropertyKind.String) { Required = true }];

    public override ImmutableArray<Property> Results { get; } =
    [
        new("name", PropertyKind.String),
        new("displayName", PropertyKind.String),
        new("ssoType", PropertyKind.String),
        new("supportsProvisioning", PropertyKind.Boolean),
        new("supportsGroups", PropertyKind.Boolean),
        new("settings", PropertyKind.List) { Fields = SettingFields, OutputOnly = true },
        new("placeholders", PropertyKind.List),
    ];

    protected override string ReadArgs(PropertyReader reader) => reader.String("name").Or("");

    protected override async ValueTask<PropertyMap> InvokeAsync(string args, OperationContext operation)
    {
        var jumpCloud = operation.Clients.JumpCloud;
        var template = await jumpCloud.FindApplicationTemplateAsync(args, operation.Cancellation) ?? throw new UserErrorException(
            ErrorKind.NotFound,
            SsoApplicationCheck.UnknownTemplate(args, await jumpCloud.ListApplicationTemplateNamesAsync(operation.Cancellation)));
        var placeholders = Placeholders.In(template).SelectMany(field => field.Names).Distinct(StringComparer.Ordinal);
        return PropertyMap.Of(
            ("name", PropertyValue.Of(template.Name)),
            ("displayName", PropertyValue.Of(template.DisplayName)),
            ("ssoType", PropertyValue.Of(template.SsoType)),
            ("supportsProvisioning", PropertyValue.Of(template.SupportsProvisioning)),
            ("supportsGroups", PropertyValue.Of(template.SupportsGroups)),
            ("settings", PropertyValue.Of(template.Config.Properties()
                .Where(property => template.Has(property.Name))
                .Select(property => PropertyValue.Of(Setting(template, property.Name))))),
            ("placeholders", PropertyValue.Of(placeholders)));
    }

    private static PropertyMap Setting(ApplicationTemplate template, string key)
    {
        var value = template.ValueOf(key);
        var setting = PropertyMap.Of(("key", PropertyValue.Of(key)));
        if (TextOf(value) is { } text)
            setting = setting.With("defaultValue", PropertyValue.Of(text));
        return setting
            .With("options", PropertyValue.Of(template.OptionsOf(key)))
            .With("placeholders", PropertyValue.Of(Placeholders.In(value)));
    }

    // A default may be a text, a switch or a list; a schema has one type for all of them.
    private static string? TextOf(JToken? value) => value switch
    {
        null or { Type: JTokenType.Null } => null,
        JValue { Type: JTokenType.String } text => (string?)text,
        _ => value.ToString(Formatting.None),
    };
}
