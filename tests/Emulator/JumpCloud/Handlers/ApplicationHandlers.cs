namespace JumpCloud.Emulator;

/// <summary>Applications: v1's documents, v2's view, metadata and logo.</summary>
internal static class ApplicationHandlers
{
    // PNG, JPEG, GIF.
    private static readonly byte[][] CommonImages = [[0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF], [0x47, 0x49, 0x46, 0x38]];

    public static Task<JumpCloudAnswer> ListApplications(JumpCloudState state, JumpCloudCall call) =>
        Task.FromResult(RecordPage.V1(call).WrapV1(state.ListApplications()));

    public static Task<JumpCloudAnswer> GetApplication(JumpCloudState state, JumpCloudCall call) =>
        Task.FromResult(JumpCloudAnswer.Ok(state.GetApplication(call.Route("id"))));

    public static async Task<JumpCloudAnswer> CreateApplication(JumpCloudState state, JumpCloudCall call)
    {
        var document = state.CreateApplication(await call.ObjectAsync(), call.Actor);
        return JumpCloudAnswer.Ok(document) with { Status = state.Switches.CreateApplicationAnswersCreated ? 201 : 200 };
    }

    public static async Task<JumpCloudAnswer> SetApplication(JumpCloudState state, JumpCloudCall call) =>
        JumpCloudAnswer.Ok(state.SetApplication(call.Route("id"), await call.ObjectAsync(), call.Actor));

    public static Task<JumpCloudAnswer> DeleteApplication(JumpCloudState state, JumpCloudCall call)
    {
        var document = state.DeleteApplication(call.Route("id"), call.Actor);
        return Task.FromResult(state.Switches.DeleteAnswersNoContent ? JumpCloudAnswer.NoContent : JumpCloudAnswer.Ok(document));
    }

    public static Task<JumpCloudAnswer> GetMetadata(JumpCloudState state, JumpCloudCall call) =>
        Task.FromResult(new JumpCloudAnswer(200)
        {
            Text = state.GetMetadata(call.Route("organization"), call.Route("id")),
            ContentType = "application/xml",
        });

    public static Task<JumpCloudAnswer> ListApplicationViews(JumpCloudState state, JumpCloudCall call) =>
        Task.FromResult(RecordPage.V2(call).WrapV2(state.ListApplicationViews()));

    public static Task<JumpCloudAnswer> GetApplicationView(JumpCloudState state, JumpCloudCall call) =>
        Task.FromResult(JumpCloudAnswer.Ok(state.GetApplicationView(call.Route("id"))));

    /// <summary>[L] for OIDC applications; no other has this.</summary>
    public static Task<JumpCloudAnswer> GetOidc(JumpCloudState state, JumpCloudCall call)
    {
        state.GetApplicationView(call.Route("id"));
        throw JumpCloudErrors.NoOidcConfig();
    }

    public static async Task<JumpCloudAnswer> SetLogo(JumpCloudState state, JumpCloudCall call)
    {
        if (!call.Request.HasFormContentType)
            throw JumpCloudErrors.BadRequest("the body must be multipart/form-data");
        var form = await call.Request.ReadFormAsync(call.Cancellation);
        var file = form.Files.GetFile("image") ?? throw JumpCloudErrors.BadRequest("the part \"image\" is required");
        if (state.Switches.MaxLogoBytes > 0 && file.Length > state.Switches.MaxLogoBytes)
            throw JumpCloudErrors.BadRequest("the image is too large");
        using var image = new MemoryStream();
        await file.CopyToAsync(image, call.Cancellation);
        var bytes = image.ToArray();
        if (state.Switches.LogosMustBeCommonImages && !CommonImages.Any(start => bytes.AsSpan().StartsWith(start)))
            throw JumpCloudErrors.BadRequest("the image must be a PNG, a JPEG or a GIF");
        state.SetLogo(call.Route("id"), bytes, call.Actor);
        return JumpCloudAnswer.NoContent;
    }

    public static Task<JumpCloudAnswer> DeleteLogo(JumpCloudState state, JumpCloudCall call)
    {
        state.SetLogo(call.Route("id"), null, call.Actor);
        return Task.FromResult(JumpCloudAnswer.NoContent);
    }
}
