using Microsoft.Extensions.Logging.Abstractions;

namespace Holdfast.PluginHost.Tests;

/// <summary>The memory of what has been taken.</summary>
public sealed class TakenNotificationsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("holdfast-taken-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string File => Path.Combine(_folder, "Sample.taken");

    [Fact]
    public void What_was_taken_is_known_to_the_next_process()
    {
        Open().Add("run-1");
        Open().Contains("run-1").ShouldBeTrue();
        Open().Contains("run-2").ShouldBeFalse();
    }

    [Fact]
    public void The_file_stays_bounded_and_keeps_the_latest()
    {
        TakenNotifications taken = Open();
        for (int i = 0; i < 20_000; i++) taken.Add($"run-{i}");
        System.IO.File.ReadLines(File).Count().ShouldBeLessThanOrEqualTo(8192);
        Open().Contains("run-19999").ShouldBeTrue();
        Open().Contains("run-15904").ShouldBeTrue();
        Open().Contains("run-0").ShouldBeFalse();
    }

    [Fact]
    public void A_file_that_cant_be_written_loses_only_the_memory()
    {
        Directory.CreateDirectory(File);
        TakenNotifications taken = Open();
        taken.Add("run-1");
        taken.Contains("run-1").ShouldBeTrue();
    }

    private TakenNotifications Open() => new(File, NullLogger.Instance);
}
