namespace JumpCloud.Emulator;

/// <summary>
/// The <c>provision</c> paths. [S] is that they exist; verbs, body and answers are [I] (facts, section 4.5), kept in this file,
/// and shut altogether by the switch <see cref="Switches.StrictProvisioning"/>.
/// </summary>
internal static class ProvisionHandlers
{
    private static readonly BodyFields Fields = new()
    {
        ["type"] = Body.OneOf("scim"),
        ["vanity_url"] = Body.Text,
        ["api_key"] = Body.Text,
        ["groups_supported"] = Body.Bool,

        // Custom SCIM applications ask for it [D].
        ["test_user_email"] = Body.Text,
    };

    public static async Task<JumpCloudAnswer> GetProvision(JumpCloudState state, JumpCloudCall call)
    {
        Require(state);
        await Task.CompletedTask;
        return JumpCloudAnswer.Ok(state.GetProvision(call.Route("id")));
    }

    public static async Task<JumpCloudAnswer> ActivateProvision(JumpCloudState state, JumpCloudCall call)
    {
        Require(state);
        var settings = await ReadAsync(call);
        return JumpCloudAnswer.Ok(await state.Idm.ActivateAsync(call.Route("id"), settings, call.Actor, call.Cancellation));
    }

    public static async Task<JumpCloudAnswer> ReactivateProvision(JumpCloudState state, JumpCloudCall call)
    {
        Require(state);
        var settings = await ReadAsync(call);
        return JumpCloudAnswer.Ok(await state.Idm.ReactivateAsync(call.Route("id"), settings, call.Actor, call.Cancellation));
    }

    public static async Task<JumpCloudAnswer> UpdateProvision(JumpCloudState state, JumpCloudCall call)
    {
        Require(state);
        var settings = await ReadAsync(call);
        return JumpCloudAnswer.Ok(await state.Idm.UpdateAsync(call.Route("id"), settings, call.Actor, call.Cancellation));
    }

    public static async Task<JumpCloudAnswer> DeactivateProvision(JumpCloudState state, JumpCloudCall call)
    {
        Require(state);
        await Task.CompletedTask;
        state.Idm.Deactivate(call.Route("id"), call.Actor);
        return JumpCloudAnswer.NoContent;
    }

    private static void Require(JumpCloudState state)
    {
        if (state.Switches.StrictProvisioning)
            throw JumpCloudErrors.NotOffered(state.Switches.StrictProvisioningStatus);
    }

    private static async Task<IdmSettings> ReadAsync(JumpCloudCall call)
    {
        // A reactivation with what is stored needs no body.
        var body = call.Request.Body.Length == 0 ? [] : await call.ObjectAsync();
        if (Fields.Check(body) is { } wrong)
            throw JumpCloudErrors.BadRequest(wrong);
        var address = (string?)body["vanity_url"];
        Uri? baseUrl = null;
        if (address is not null && (!Uri.TryCreate(address, UriKind.Absolute, out baseUrl)
            || !baseUrl.Scheme.StartsWith("http", StringComparison.Ordinal)))
            throw JumpCloudErrors.BadRequest("\"vanity_url\" must be a URL");
        return new IdmSettings(
            baseUrl, (string?)body["api_key"], (bool?)body["groups_supported"], (string?)body["test_user_email"]);
    }
}
