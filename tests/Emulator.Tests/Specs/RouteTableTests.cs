using FluentAssertions;
using JumpCloud.Tests.Specs;
using Xunit;

namespace JumpCloud.Tests;

/// <summary>The emulator's route table against the vendors' own specs.</summary>
public sealed class RouteTableTests : EmulatorTest
{
    [Fact]
    public async Task Every_route_is_a_vendors_operation_or_is_listed_as_none()
    {
        var specs = await LoadAsync();

        var strangers = Host.Routes.Where(route => specs.Find(route.Face, route.Method, Paths.Template(route.Template)) is null)
            .Select(route => $"{route.Face} {route.Method} {Paths.Template(route.Template)}");

        strangers.Should().BeEquivalentTo(UnspecifiedCalls.All.Select(call => call.ToString()));
    }

    [Fact]
    public async Task A_route_that_is_listed_as_none_is_missing_from_the_specs_in_the_way_that_is_told()
    {
        var specs = await LoadAsync();

        foreach (var call in UnspecifiedCalls.All)
        {
            var gap = specs.Operations.All(operation => operation.Face != call.Face) ? Gap.NoSpec
                : !specs.HasPath(call.Face, call.Template) ? Gap.NotInSpec
                : specs.Operations.Any(operation => operation.Face == call.Face && operation.Template == call.Template) ? Gap.OtherMethods
                : Gap.WithoutMethods;
            gap.Should().Be(call.Gap, call.ToString());
        }
    }

    private static async Task<VendorSpecs> LoadAsync()
    {
        var specs = await VendorSpecs.LoadAsync();
        Assert.SkipWhen(specs is null, VendorSpecs.Absent);
        return specs!;
    }
}
