using JumpCloud.Emulator;

namespace JumpCloud.Tests.Faults;

/// <summary>
/// Two groups beside those of the company: Ops and Audit, small so that a case is quick. One person is in both, who must keep access
/// whichever of the two goes.
/// </summary>
internal static class SmallTeams
{
    public const string OpsId = "5d00000000000000000000a1";

    private const string AuditId = "5d00000000000000000000a2";

    public static void Plant(EmulatorHost services)
    {
        var portal = services.JumpCloud.Portal;
        portal.CreateGroup("Ops", OpsId);
        portal.CreateGroup("Audit", AuditId);
        Add(OpsId, "ximena.ortega");
        Add(OpsId, "yann.dubois");
        Add(AuditId, "yann.dubois");

        void Add(string group, string user) => portal.AddMember(group, services.JumpCloud.FindUserByName(user)!.Id);
    }
}
