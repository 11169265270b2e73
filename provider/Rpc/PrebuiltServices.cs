using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace JumpCloud.Rpc;

/// <summary>
/// Services that the host would find by generic types that it makes while it starts. A native binary makes a type by reading how it
/// is laid out, which was half of the processor time of a start; one that the code names is in the binary. What a host looks for, the
/// event source Microsoft-Extensions-DependencyInjection tells (CallSiteBuilt).
/// </summary>
internal static class PrebuiltServices
{
    public static void AddPrebuilt(this IServiceCollection services)
    {
        // It logs nowhere.
        services.Replace(ServiceDescriptor.Singleton<ILoggerFactory>(NullLoggerFactory.Instance));

        // Nothing is to be validated at the start but that metrics are set up, which there are none of.
        services.RemoveAll<IStartupValidator>();
        services.AddOptionsOf<ConsoleLifetimeOptions>();
        services.AddOptionsOf<FormOptions>();
        services.AddOptionsOf<GrpcServiceOptions>();
        services.AddOptionsOf<GrpcServiceOptions<ResourceProviderService>>();
        services.AddOptionsOf<HostOptions>();
        services.AddOptionsOf<KestrelServerOptions>();
        services.AddOptionsOf<RouteHandlerOptions>();
        services.AddOptionsOf<RouteOptions>();
        services.AddOptionsOf<SocketTransportOptions>();
    }

    private static void AddOptionsOf<T>(this IServiceCollection services)
        where T : class, new() =>
        services.AddSingleton(static provider => Options.Create(
            new OptionsFactory<T>(
                provider.GetServices<IConfigureOptions<T>>(),
                provider.GetServices<IPostConfigureOptions<T>>(),
                provider.GetServices<IValidateOptions<T>>()).Create(Options.DefaultName)));
}
