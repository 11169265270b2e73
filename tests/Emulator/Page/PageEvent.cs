using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>One event of Directory Insights as a line of the page, with names instead of ids.</summary>
internal static class PageEvent
{
    public static JObject Describe(DirectoryEvent item, JumpCloudState state)
    {
        var document = item.Document;
        return new JObject
        {
            ["id"] = document["id"],
            ["time"] = document["timestamp"],
            ["type"] = document["event_type"],
            ["success"] = document["success"],
            ["by"] = JumpCloudJson.At(document, "initiated_by.email") ?? JumpCloudJson.At(document, "initiated_by.type"),
            ["provisioning"] = document["message_chain"] is not null,
            ["what"] = What(document, state),
            ["application"] = JumpCloudJson.At(document, "application.displayName"),
            ["code"] = JumpCloudJson.At(document, "message_chain.response_code"),
            ["message"] = JumpCloudJson.At(document, "message_chain.response_message"),
            ["error"] = document["error_message"],
            ["requests"] = new JArray(item.Exchanges.Select(exchange => new JObject
            {
                ["method"] = exchange.Method, ["path"] = exchange.Path, ["statuses"] = new JArray(exchange.Statuses),
            })),
        };
    }

    private static string What(JObject document, JumpCloudState state)
    {
        if (document["association"] is JObject association)
        {
            var from = Name((JObject)association["connection"]!["from"]!, state);
            var to = Name((JObject)association["connection"]!["to"]!, state);
            return $"{(string?)association["op"]}: {from}, {to}";
        }

        var resource = (JObject)document["resource"]!;
        return (string?)resource["username"] ?? (string?)resource["name"]
            ?? (string?)JumpCloudJson.At(document, "application.displayName") ?? Name(resource, state);
    }

    /// <summary>The name of what an id stands for; the id itself once it is gone.</summary>
    private static string Name(JObject node, JumpCloudState state)
    {
        var id = (string?)node["object_id"] ?? (string?)node["id"] ?? "";
        return (string?)node["type"] switch
        {
            "user" => state.FindUser(id)?.Username ?? id,
            "user_group" => state.FindGroup(id)?.Name ?? id,
            "application" => state.FindApplication(id)?.DisplayLabel ?? id,
            _ => id,
        };
    }
}
