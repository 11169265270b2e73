using System.Runtime.CompilerServices;
using JumpCloud.Clients;
using JumpCloud.Core;

namespace JumpCloud.Resources;

/// <summary>The list of an application's importable users, with an error that says what is missing where there is none.</summary>
internal static class ImportList
{
    /// <summary>A page of the list.</summary>
    /// <exception cref="UserErrorException">
    /// There is no such application (<see cref="ErrorKind.NotFound"/>), or its Identity Management is not active
    /// (<see cref="ErrorKind.FailedPrecondition"/>).
    /// </exception>
    public static async ValueTask<ImportPage> ReadAsync(
        string applicationId, ImportPosition position, int limit, OperationContext operation)
    {
        var jumpCloud = operation.Clients.JumpCloud;
        try
        {
            return await jumpCloud.ListImportUsersAsync(applicationId, position, limit, operation.Cancellation);
        }
        catch (ApiException exception) when (exception.Status is 400 or 404)
        {
            // What JumpCloud answers without a connection is documented nowhere; the application tells whether there is one.
            throw await ExplainAsync(applicationId, exception, operation);
        }
    }

    /// <summary>Page by page to the end; no page is kept.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    public static async IAsyncEnumerable<ImportPage> ReadAllAsync(
        string applicationId, OperationContext operation, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        for (var position = ImportPosition.Start; position is not null;)
        {
            cancellation.ThrowIfCancellationRequested();
            var page = await ReadAsync(applicationId, position, JumpCloudClient.MostImportUsers, operation);
            yield return page;
            position = page.Next;
        }
    }

    private static async ValueTask<Exception> ExplainAsync(
        string applicationId, ApiException exception, OperationContext operation)
    {
        try
        {
            var jumpCloud = operation.Clients.JumpCloud;
            var application = await jumpCloud.ReadIntegratedApplicationAsync(applicationId, operation.Cancellation);
            return application.IsProvisioning ? exception : new UserErrorException(
                ErrorKind.FailedPrecondition,
                $"Identity Management is not active on {application.Label}, so JumpCloud cannot list the users of its service "
                    + "provider. Activate it first, with an IdmIntegration that this depends on",
                exception);
        }
        catch (ApiException missing) when (missing.IsNotFound)
        {
            return new UserErrorException(ErrorKind.NotFound, $"{applicationId} {JumpCloudId.NoApplication}", missing);
        }
    }
}
