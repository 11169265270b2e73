using Newtonsoft.Json.Linq;

namespace JumpCloud.Emulator;

/// <summary>
/// What an administrator does by hand in the Admin Portal. Each action provisions as the API's does. Things are named by id;
/// an unknown id throws.
/// </summary>
public sealed class PortalActions
{
    private readonly JumpCloudState _state;

    internal PortalActions(JumpCloudState state) => _state = state;

    /// <summary>
    /// Changes members of an application's v1 document, deep, and leaves the rest; unknown members are a newer portal's.
    /// </summary>
    public void PatchApplication(string applicationId, JObject patch) =>
        _state.PatchApplication(applicationId, patch, Actor.Portal);

    public void DeleteApplication(string applicationId) => _state.DeleteApplication(applicationId, Actor.Portal);

    /// <summary>Identity Management: Configure, Activate. Works in a strict tenant too.</summary>
    /// <exception cref="Exception">The service provider was not verified; an event says why.</exception>
    public Task ActivateIdmAsync(string applicationId, IdmSettings settings, CancellationToken cancellation = default) =>
        _state.Idm.ActivateAsync(applicationId, settings, Actor.Portal, cancellation);

    /// <summary>Activates again with the stored settings and what is given over them, such as a new token.</summary>
    public Task ReactivateIdmAsync(string applicationId, IdmSettings settings, CancellationToken cancellation = default) =>
        _state.Idm.ReactivateAsync(applicationId, settings, Actor.Portal, cancellation);

    /// <summary>Changes settings, such as "Enable management of User Groups and Group Membership".</summary>
    public Task UpdateIdmAsync(string applicationId, IdmSettings settings, CancellationToken cancellation = default) =>
        _state.Idm.UpdateAsync(applicationId, settings, Actor.Portal, cancellation);

    public void DeactivateIdm(string applicationId) => _state.Idm.Deactivate(applicationId, Actor.Portal);

    public void BindGroup(string applicationId, string groupId) =>
        _state.AddAssociation(applicationId, "user_group", groupId, Actor.Portal);

    public void UnbindGroup(string applicationId, string groupId) =>
        _state.RemoveAssociation(applicationId, "user_group", groupId, Actor.Portal);

    public void BindUser(string applicationId, string userId) =>
        _state.AddAssociation(applicationId, "user", userId, Actor.Portal);

    public void UnbindUser(string applicationId, string userId) =>
        _state.RemoveAssociation(applicationId, "user", userId, Actor.Portal);

    /// <returns>The new group's id.</returns>
    public string CreateGroup(string name, string? id = null) =>
        (string)_state.CreateGroup(new JObject { ["name"] = name }, Actor.Portal, id)["id"]!;

    /// <summary>Changes fields of a group and leaves the rest.</summary>
    public void PatchGroup(string groupId, JObject patch)
    {
        var group = (JObject)(_state.FindGroup(groupId) ?? throw JumpCloudErrors.NotFound()).Document.DeepClone();
        group.Merge(patch, new JsonMergeSettings { MergeArrayHandling = MergeArrayHandling.Replace });
        _state.SetGroup(groupId, group, Actor.Portal);
    }

    public void RenameGroup(string groupId, string name) => PatchGroup(groupId, new JObject { ["name"] = name });

    public void DeleteGroup(string groupId) => _state.DeleteGroup(groupId, Actor.Portal);

    public void AddMember(string groupId, string userId) => _state.AddMember(groupId, userId, Actor.Portal);

    public void RemoveMember(string groupId, string userId) => _state.RemoveMember(groupId, userId, Actor.Portal);

    /// <param name="user">v1's fields; <c>username</c> and <c>email</c> are required.</param>
    /// <returns>The new user's id.</returns>
    public string CreateUser(JObject user, string? id = null) => (string)_state.CreateUser(user, Actor.Portal, id)["_id"]!;

    /// <summary>Changes fields of a user and leaves the rest.</summary>
    public void PatchUser(string userId, JObject patch) => _state.SetUser(userId, patch, Actor.Portal);

    /// <param name="state">STAGED, ACTIVATED or SUSPENDED.</param>
    public void SetUserState(string userId, string state) => PatchUser(userId, new JObject { ["state"] = state });

    public void DeleteUser(string userId) => _state.DeleteUser(userId, Actor.Portal);
}
