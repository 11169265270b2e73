namespace JumpCloud.Emulator;

/// <summary>Which operation answers which method and path of JumpCloud's faces.</summary>
internal static class JumpCloudRoutes
{
    public static void MapConsole(IEndpointRouteBuilder routes, JumpCloudState state)
    {
        var v1 = new SignedRoutes(routes.MapGroup("/api"), state);
        v1.Map("GET", "/organizations", DirectoryHandlers.ListOrganizations);
        v1.Map("GET", "/organizations/{id}", DirectoryHandlers.GetOrganization);
        v1.Map("GET", "/organizations/{organization}/applications/{id}/metadata.xml", ApplicationHandlers.GetMetadata);
        v1.Map("GET", "/application-templates", DirectoryHandlers.ListTemplates);
        v1.Map("GET", "/application-templates/{id}", DirectoryHandlers.GetTemplate);
        v1.Map("GET", "/applications", ApplicationHandlers.ListApplications);
        v1.Map("POST", "/applications", ApplicationHandlers.CreateApplication);
        v1.Map("GET", "/applications/{id}", ApplicationHandlers.GetApplication);
        v1.Map("PUT", "/applications/{id}", ApplicationHandlers.SetApplication);
        v1.Map("DELETE", "/applications/{id}", ApplicationHandlers.DeleteApplication);
        v1.Map("GET", "/systemusers", DirectoryHandlers.ListUsers);
        v1.Map("POST", "/systemusers", DirectoryHandlers.CreateUser);
        v1.Map("GET", "/systemusers/{id}", DirectoryHandlers.GetUser);
        v1.Map("PUT", "/systemusers/{id}", DirectoryHandlers.SetUser);
        v1.Map("DELETE", "/systemusers/{id}", DirectoryHandlers.DeleteUser);
        v1.Map("POST", "/search/systemusers", DirectoryHandlers.SearchUsers);
        MapApplicationsV2(new SignedRoutes(routes.MapGroup("/api/v2"), state));
        MapGraph(new SignedRoutes(routes.MapGroup("/api/v2"), state));
        // A path that does not exist asks for credentials all the same.
        routes.Map("/api/{**rest}", JumpCloudDoor.Signed(state, (_, _) => throw JumpCloudErrors.NotFound()));
    }

    public static void MapInsights(IEndpointRouteBuilder routes, JumpCloudState state)
    {
        var insights = new SignedRoutes(routes.MapGroup("/insights/directory/v1"), state);
        insights.Map("POST", "/events", EventHandlers.ListEvents);
        insights.Map("POST", "/events/count", EventHandlers.CountEvents);
        insights.Map("POST", "/events/distinct", EventHandlers.CountDistinct);
        insights.Map("POST", "/events/interval", EventHandlers.CountByInterval);
        routes.Map("/insights/{**rest}", JumpCloudDoor.Signed(state, (_, _) => throw JumpCloudErrors.NotFound()));
    }

    public static void MapOauth(IEndpointRouteBuilder routes, JumpCloudState state) =>
        routes.MapMethods("/oauth2/token", ["POST"], JumpCloudDoor.Open(state, SignInHandlers.CreateToken));

    public static void MapSso(IEndpointRouteBuilder routes, JumpCloudState state) =>
        routes.MapMethods("/saml2/{slug}", ["GET"], JumpCloudDoor.Open(state, SignInHandlers.OpenSsoUrl));

    /// <summary>
    /// What an administrator does by hand in the portal; <paramref name="drift"/> is the group of <c>/_control/drift</c>.
    /// </summary>
    public static void MapControl(IEndpointRouteBuilder drift, JumpCloudState state) => JumpCloudControl.Map(drift, state);

    private static void MapApplicationsV2(SignedRoutes v2)
    {
        v2.Map("GET", "/applications", ApplicationHandlers.ListApplicationViews);
        v2.Map("GET", "/applications/{id}", ApplicationHandlers.GetApplicationView);
        v2.Map("GET", "/applications/{id}/sso", ApplicationHandlers.GetOidc);
        v2.Map("POST", "/applications/{id}/logo", ApplicationHandlers.SetLogo);
        v2.Map("DELETE", "/applications/{id}/logo", ApplicationHandlers.DeleteLogo);
        v2.Map("GET", "/applications/{id}/provision", ProvisionHandlers.GetProvision);
        v2.Map("PUT", "/applications/{id}/provision", ProvisionHandlers.UpdateProvision);
        v2.Map("PATCH", "/applications/{id}/provision", ProvisionHandlers.UpdateProvision);
        v2.Map("DELETE", "/applications/{id}/provision", ProvisionHandlers.DeactivateProvision);
        v2.Map("POST", "/applications/{id}/provision/activate", ProvisionHandlers.ActivateProvision);
        v2.Map("PUT", "/applications/{id}/provision/activate", ProvisionHandlers.ActivateProvision);
        v2.Map("POST", "/applications/{id}/provision/reactivate", ProvisionHandlers.ReactivateProvision);
        v2.Map("PUT", "/applications/{id}/provision/reactivate", ProvisionHandlers.ReactivateProvision);
        v2.Map("GET", "/applications/{id}/import/users", ImportHandlers.ListImportUsers);
        v2.Map("POST", "/applications/{id}/import/jobs", ImportHandlers.CreateImportJob);
        v2.Map("POST", "/bulk/users", ImportHandlers.CreateBulkUsers);
        v2.Map("GET", "/bulk/users/{id}/results", ImportHandlers.ListBulkResults);
    }

    private static void MapGraph(SignedRoutes v2)
    {
        v2.Map("GET", "/applications/{id}/associations", AssociationHandlers.ListApplicationAssociations);
        v2.Map("POST", "/applications/{id}/associations", AssociationHandlers.SetApplicationAssociation);
        v2.Map("GET", "/applications/{id}/usergroups", AssociationHandlers.TraverseGroups);
        v2.Map("GET", "/applications/{id}/users", AssociationHandlers.TraverseUsers);
        v2.Map("GET", "/usergroups", GroupHandlers.ListGroups);
        v2.Map("POST", "/usergroups", GroupHandlers.CreateGroup);
        v2.Map("GET", "/usergroups/{id}", GroupHandlers.GetGroup);
        v2.Map("PUT", "/usergroups/{id}", GroupHandlers.SetGroup);
        v2.Map("DELETE", "/usergroups/{id}", GroupHandlers.DeleteGroup);
        v2.Map("GET", "/usergroups/{id}/members", GroupHandlers.ListMembers);
        v2.Map("POST", "/usergroups/{id}/members", GroupHandlers.SetMembers);
        v2.Map("GET", "/usergroups/{id}/membership", GroupHandlers.ListMembership);
        v2.Map("GET", "/usergroups/{id}/associations", AssociationHandlers.ListGroupAssociations);
        v2.Map("POST", "/usergroups/{id}/associations", AssociationHandlers.SetGroupAssociation);
        v2.Map("GET", "/usergroups/{id}/applications", AssociationHandlers.TraverseGroupApplications);
        v2.Map("GET", "/users/{id}/memberof", GroupHandlers.ListMemberOf);
        v2.Map("GET", "/users/{id}/associations", AssociationHandlers.ListUserAssociations);
        v2.Map("POST", "/users/{id}/associations", AssociationHandlers.SetUserAssociation);
        v2.Map("GET", "/users/{id}/applications", AssociationHandlers.TraverseUserApplications);
        v2.Map("GET", "/groups", GroupHandlers.ListGroups);
    }

    private sealed class SignedRoutes(IEndpointRouteBuilder routes, JumpCloudState state)
    {
        public void Map(string method, string path, JumpCloudHandler handler) =>
            routes.MapMethods(path, [method], JumpCloudDoor.Signed(state, handler));
    }
}
