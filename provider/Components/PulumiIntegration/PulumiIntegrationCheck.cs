using JumpCloud.Core;
using JumpCloud.Resources;

namespace JumpCloud.Components;

/// <summary>What the rows cannot tell about the component's inputs, without asking anybody. Unknown values pass.</summary>
internal sealed class PulumiIntegrationCheck(PropertyMap inputs, Failures failures)
{
    private readonly PropertyReader _reader = new(inputs);

    public void Run()
    {
        CheckOrganization();
        CheckGroups();
        if (_reader.Any("color").IsPresent && _reader.Any("logo").IsPresent)
            failures.Add("color", "cannot be given together with logo; the User Portal shows one of them");
        if (_reader.String("testUserEmail") is { IsKnown: true } email && !email.Value.Contains('@', StringComparison.Ordinal))
            failures.Add("testUserEmail", "must be an e-mail address");
        if (_reader.Integer("waitForActivation") is { IsKnown: true, Value: < 0 })
            failures.Add("waitForActivation", "must be a number of seconds, 0 or more");
        CheckOrder();
    }

    private void CheckOrganization()
    {
        if (_reader.String("organization") is { IsKnown: true } name && !string.IsNullOrWhiteSpace(name.Value)
            && !SamlConfigurationCheck.IsLoginName(name.Value))
        {
            failures.Add("organization", SamlConfigurationCheck.NotALoginName);
        }
    }

    private void CheckGroups()
    {
        if (inputs.Find("groups") is not { AsList: { } groups } list)
            return;
        if (list.ContainsSecret)
        {
            failures.AddSecret("groups", "must not be secret: the resources that the groups get are named after them; take the secret off");
            return;
        }

        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < groups.Length; index++)
        {
            if (groups[index].AsString is not { } group)
                continue;
            if (string.IsNullOrWhiteSpace(group))
                failures.Add($"groups[{index}]", "must not be empty; give the name or the id of a user group");
            else if (!seen.TryAdd(group, index))
                failures.Add($"groups[{index}]", $"repeats groups[{seen[group]}], {group}; name each group once");
        }
    }

    // The order of the children cannot wait to be known: it is part of every registration.
    private void CheckOrder()
    {
        var deprovision = _reader.Boolean("deprovisionOnDestroy");
        if (deprovision.IsUnknown)
            failures.Add("deprovisionOnDestroy", "must be known in a preview: it decides the order of the resources; give true or false");
        else if (!deprovision.Or(false) && _reader.Boolean("waitForSync").Or(false))
        {
            failures.Add(
                "waitForSync",
                "needs deprovisionOnDestroy: without it the groups are bound before Identity Management is active, and a binding would wait "
                    + "for what comes after it; remove waitForSync, or set deprovisionOnDestroy to true");
        }
    }
}
