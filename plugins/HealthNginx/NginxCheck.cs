using System.Globalization;
using Holdfast.Plugins;

namespace Holdfast.HealthNginx;

/// <summary>Looks for nginx's process, and asks it for a page where one is given.</summary>
internal sealed class NginxCheck(NginxOptions options, ProcessTable processes, HttpClient http) : IHealthCheck
{
    public async Task<CheckResult> CheckAsync(CheckContext context, CancellationToken cancel)
    {
        CheckResult process = options.PidFile is { } file ? CheckPidFile(file) : CheckName();
        if (process.Status != CheckStatus.Up || options.Url is not { } url) return process;
        return await AskAsync(url, cancel);
    }

    private CheckResult CheckPidFile(string file)
    {
        string text;
        try
        {
            text = File.ReadAllText(file).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return CheckResult.Down($"pid file {file}: {exception.Message}");
        }
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int id))
            return CheckResult.Down($"pid file {file} has no process number in it");
        if (processes.Find(id) is not { } process) return CheckResult.Down($"process {id} of {file} does not run");
        if (process.IsZombie) return CheckResult.Down($"process {id} of {file} is a zombie");
        return IsExpected(process)
            ? CheckResult.Up($"process {id}")
            : CheckResult.Down($"process {id} of {file} is {process.Name}, not {options.Process}");
    }

    private CheckResult CheckName()
    {
        foreach (ProcessEntry process in processes.All())
            if (IsExpected(process) && !process.IsZombie && !processes.IsWorker(process.Id)) return CheckResult.Up($"process {process.Id}");
        return CheckResult.Down($"no process {options.Process}");
    }

    private bool IsExpected(ProcessEntry process) =>
        process.Name == options.Process[..Math.Min(options.Process.Length, ProcessTable.MaxNameLength)];

    private async Task<CheckResult> AskAsync(Uri url, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        if (options.Timeout is { } timeout) limit.CancelAfter(timeout);
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (options.Host is { } host) request.Headers.Host = host;
        try
        {
            using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            int status = (int)response.StatusCode;
            return status >= options.MinStatus && status <= options.MaxStatus
                ? CheckResult.Up($"HTTP status {status}")
                : CheckResult.Down($"HTTP status {status} from {url}");
        }
        catch (HttpRequestException exception)
        {
            return CheckResult.Down($"{url}: {exception.Message}");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return CheckResult.Down(FormattableString.Invariant($"{url}: no answer within {options.Timeout?.TotalSeconds} s"));
        }
    }
}
