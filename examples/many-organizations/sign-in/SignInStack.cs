using System.Collections.Immutable;
using System.Text.Json;
using Pulumi;
using JumpCloud = Community.JumpCloud;

/// <summary>One integration for each Pulumi organization of the configuration, with the groups of another stack.</summary>
public sealed class SignInStack : Stack
{
    public SignInStack()
    {
        var config = new Config();
        var organizations = config.RequireObject<Organization[]>("organizations", JsonSerializerOptions.Web);
        var credentials = config.RequireSecretObject<Dictionary<string, Credentials>>("credentials", JsonSerializerOptions.Web);
        var groups = new StackReference(config.Require("groupsStack")).RequireOutput("userGroups")
            .Apply(value => (ImmutableDictionary<string, object>)value);

        var signIn = new Dictionary<string, Output<string>>();
        foreach (var organization in organizations)
        {
            var own = credentials.Apply(all => all[organization.Name]);

            // Each organization has an administrator of its own, so each has a provider of its own.
            var provider = new JumpCloud.Provider(organization.Name, new() { PulumiAccessToken = own.Apply(secrets => secrets.AccessToken) });
            var integration = new JumpCloud.PulumiIntegration(organization.Name, new()
            {
                Organization = organization.Name,
                DisplayLabel = $"Pulumi Cloud ({organization.Name})",
                Groups = organization.Groups.Select(name => groups.Apply(ids => (string)ids[name])).ToList(),
                ScimToken = own.Apply(secrets => secrets.ScimToken),
            }, new() { Provider = provider, Protect = organization.Protect });
            signIn.Add(organization.Name, integration.SpStartUrl);
        }

        SignIn = Output.All(signIn.Select(pair => pair.Value.Apply(url => KeyValuePair.Create(pair.Key, url))))
            .Apply(pairs => pairs.ToImmutableDictionary());
    }

    /// <summary>Where people of each organization sign in.</summary>
    [Output("signIn")]
    public Output<ImmutableDictionary<string, string>> SignIn { get; private set; }
}

/// <param name="Name">The login name at Pulumi Cloud.</param>
/// <param name="Groups">Names of groups of the groups' stack.</param>
/// <param name="Protect">Whether it may not be destroyed.</param>
public sealed record Organization(string Name, string[] Groups, bool Protect = false);

/// <param name="AccessToken">Of an administrator of the organization.</param>
/// <param name="ScimToken">Generated in the organization's settings.</param>
public sealed record Credentials(string AccessToken, string ScimToken);
