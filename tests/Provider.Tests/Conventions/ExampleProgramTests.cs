using System.Text.RegularExpressions;
using FluentAssertions;
using JumpCloud.Tests.Conventions.Documentation;
using JumpCloud.Tests.Interop;
using Xunit;

namespace JumpCloud.Tests.Conventions;

/// <summary>The programs of examples/, which people copy: their names are the package's, and they do as one should.</summary>
[Trait("Checks", "Documentation")]
public sealed partial class ExampleProgramTests
{
    private const string PythonProgram = "examples/python/__main__.py";
    private const string GoProgram = "examples/go/main.go";

    [Fact]
    public void The_Python_program_uses_what_the_package_has() => Check(ExampleNames.Python(Page.Schema), Sources.Read(PythonProgram), names: 40);

    [Fact]
    public void The_Go_program_uses_what_the_package_has() => Check(ExampleNames.Go(Page.Schema), Sources.Read(GoProgram), names: 45);

    [Theory]
    [InlineData("display_label", "displayLabel")]
    [InlineData("SamlSettingsArgs", "SamlArgs")]
    [InlineData("ApplicationColor.TEAL", "ApplicationColor.TURQUOISE")]
    [InlineData("provisioning.status", "provisioning.state")]
    [InlineData("get_pulumi_organization_output", "get_organization_output")]
    public void A_name_that_the_Python_package_does_not_have_is_found(string right, string wrong) =>
        ExampleNames.Python(Page.Schema).Check(Sources.Read(PythonProgram).Replace(right, wrong, StringComparison.Ordinal))
            .Unknown.Should().NotBeEmpty();

    [Theory]
    [InlineData("SsoIdpUrl:", "SsoUrl:")]
    [InlineData("ScimServiceProviderArgs", "ServiceProviderArgs")]
    [InlineData("SamlConfigurationOnDeleteRestore", "OnDeleteRestore")]
    [InlineData("application.MetadataXml", "application.Metadata")]
    [InlineData("NewIdmIntegration", "NewIdm")]
    public void A_name_that_the_Go_package_does_not_have_is_found(string right, string wrong) =>
        ExampleNames.Go(Page.Schema).Check(Sources.Read(GoProgram).Replace(right, wrong, StringComparison.Ordinal))
            .Unknown.Should().NotBeEmpty();

    // Neither needs any package: vet, which would look deeper, needs them all.
    [Theory]
    [InlineData("python3", "-c", "import ast, sys; ast.parse(open(sys.argv[1]).read())", PythonProgram)]
    [InlineData("gofmt", "-d", GoProgram)]
    public async Task The_language_takes_the_program_as_it_is_written(string command, params string[] arguments)
    {
        var run = await Tool.RunOrSkipAsync(command, arguments, Sources.Root);

        (run.Output + run.Error).Should().BeEmpty();
        run.ExitCode.Should().Be(0);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_secret_comes_from_the_configuration_as_a_secret(string path)
    {
        var text = Sources.Read(path);

        SecretSetting().Matches(text).Where(read => !read.Value.Contains("ecret", StringComparison.Ordinal)).Should().BeEmpty();
        SecretLiteral().Matches(text).Should().BeEmpty();
    }

    // A group or an application that somebody else makes again has another id, and nobody has access by it.
    [Theory]
    [MemberData(nameof(All))]
    public void What_people_lose_access_with_is_protected(string path)
    {
        var text = Sources.Read(path);

        Protected().Count(text).Should().BeGreaterThanOrEqualTo(Makes().Count(text) > 0 ? 1 : 0);
    }

    [Theory]
    [InlineData(GoProgram)]
    [InlineData(PythonProgram)]
    [InlineData("examples/typescript/index.ts")]
    [InlineData("examples/many-organizations/sign-in/SignInStack.cs")]
    public void A_provider_that_a_program_makes_is_handed_to_all_that_it_calls(string path)
    {
        var text = Sources.Read(path);

        HandsOnProvider().Count(text).Should().BePositive().And.Be(Calls().Count(text));
    }

    public static TheoryData<string> All =>
    [
        "examples/adopt/AdoptStack.cs", GoProgram, "examples/many-organizations/groups/GroupsStack.cs",
        "examples/many-organizations/sign-in/SignInStack.cs", "examples/pulumi-cloud/Program.cs", PythonProgram,
        "examples/stable-sso-url/StableSsoUrlStack.cs", "examples/step-by-step/StepByStepStack.cs", "examples/typescript/index.ts",
        "examples/yaml/Pulumi.yaml",
    ];

    private static void Check(ExampleNames package, string program, int names)
    {
        var (used, unknown) = package.Check(program);

        unknown.Should().BeEmpty();
        used.Should().BeGreaterThan(names);
    }

    // config.Require("scimToken"), cfg.RequireSecret("scimToken"), config.require_secret("scimToken"), scimToken: { ... secret: true }
    [GeneratedRegex("""[rR]equire\w*(<.+>)?\("(\w*[tT]oken|\w*[kK]ey|credentials)"|^  \w*Token: \{.*\}$""", RegexOptions.Multiline)]
    private static partial Regex SecretSetting();

    [GeneratedRegex("""\b(api_?[kK]ey|client_?[sS]ecret|\w*[tT]oken)\b\s*[:=]\s*["']""", RegexOptions.IgnoreCase)]
    private static partial Regex SecretLiteral();

    [GeneratedRegex(@"\b(new )?[jJ]ump[cC]loud\.(New)?(SsoApplication|UserGroup)\(")]
    private static partial Regex Makes();

    [GeneratedRegex(@"Protect = true|protect: true|protect=True|pulumi\.Protect\(true\)")]
    private static partial Regex Protected();

    [GeneratedRegex(@"[jJ]ump[cC]loud\.((New)?(SsoApplication|SamlConfiguration|GroupBinding|IdmIntegration|PulumiIntegration)|[gG]et\w+)\(")]
    private static partial Regex Calls();

    [GeneratedRegex(@"\{ provider\b|Options\(provider=provider|pulumi\.Provider\(provider\)|\bProvider = provider\b")]
    private static partial Regex HandsOnProvider();
}
