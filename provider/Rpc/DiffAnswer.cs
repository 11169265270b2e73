using JumpCloud.Core;
using Wire = Pulumirpc;

namespace JumpCloud.Rpc;

/// <summary>A difference as the engine reads it: without hasDetailedDiff it would drop the details, and with them a replacement.</summary>
internal static class DiffAnswer
{
    public static Wire.DiffResponse Write(DiffResult diff)
    {
        var response = new Wire.DiffResponse
        {
            Changes = diff.Changes.IsEmpty ? Wire.DiffResponse.Types.DiffChanges.DiffNone : Wire.DiffResponse.Types.DiffChanges.DiffSome,
            HasDetailedDiff = true,
            DeleteBeforeReplace = diff.DeleteBeforeReplace,
        };
        foreach (var change in diff.Changes)
            response.DetailedDiff[change.Path] = new Wire.PropertyDiff { Kind = KindOf(change), InputDiff = true };
        response.Diffs.AddRange(diff.Changes.Select(change => PropertyPath.Head(change.Path)).Distinct());
        response.Replaces.AddRange(
            diff.Changes.Where(change => change.Replaces).Select(change => PropertyPath.Head(change.Path)).Distinct());
        return response;
    }

    private static Wire.PropertyDiff.Types.Kind KindOf(PropertyChange change) => (change.Kind, change.Replaces) switch
    {
        (ChangeKind.Add, false) => Wire.PropertyDiff.Types.Kind.Add,
        (ChangeKind.Add, true) => Wire.PropertyDiff.Types.Kind.AddReplace,
        (ChangeKind.Delete, false) => Wire.PropertyDiff.Types.Kind.Delete,
        (ChangeKind.Delete, true) => Wire.PropertyDiff.Types.Kind.DeleteReplace,
        (_, false) => Wire.PropertyDiff.Types.Kind.Update,
        (_, true) => Wire.PropertyDiff.Types.Kind.UpdateReplace,
    };
}
