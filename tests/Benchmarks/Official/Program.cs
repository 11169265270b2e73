using Pulumi.Experimental.Provider;

namespace JumpCloud.Benchmarks.Official;

internal static class Program
{
    private static Task Main(string[] arguments) => Provider.Serve(arguments, "0.1.0", _ => new ConstantProvider(), CancellationToken.None);
}
