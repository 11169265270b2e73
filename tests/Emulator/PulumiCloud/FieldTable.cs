using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>The fields of an operation's request body with their JSON types; anything else is refused.</summary>
internal sealed class FieldTable(params (string Name, JTokenType Type)[] fields)
{
    /// <summary>The first field that the body may not have or has with another type, in words; null when there is none.</summary>
    /// <param name="required">Fields that must be there.</param>
    public string? Problem(JObject body, params string[] required)
    {
        foreach (var (name, value) in body)
        {
            var field = Array.Find(fields, candidate => candidate.Name == name);
            if (field.Name is null)
                return $"unknown field \"{name}\"";
            if (value!.Type != field.Type && value.Type != JTokenType.Null)
                return $"field \"{name}\" must be of type {field.Type.ToString().ToLowerInvariant()}";
        }

        return required.Where(name => body[name] is null or JValue { Value: null }).Select(name => $"field \"{name}\" is required").FirstOrDefault();
    }
}
