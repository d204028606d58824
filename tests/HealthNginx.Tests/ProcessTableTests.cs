namespace Holdfast.HealthNginx.Tests;

/// <summary>What proc(5) may hold.</summary>
public sealed class ProcessTableTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("holdfast-proc-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("7 (nginx) S 1 7 7 0", "nginx", false)]
    [InlineData("7 (nginx) Z 1 7 7 0", "nginx", true)]
    [InlineData("7 (a (b) c) R 1 7 7 0", "a (b) c", false)]
    [InlineData("7 () Z) S 1 7 7 0", ") Z", false)]
    public void A_name_may_have_parentheses_and_spaces(string stat, string name, bool isZombie)
    {
        Write("7/stat", stat);
        ProcessEntry process = new ProcessTable(_root).Find(7).ShouldNotBeNull();
        (process.Name, process.IsZombie).ShouldBe((name, isZombie));
    }

    [Theory]
    [InlineData("")]
    [InlineData("7 nginx S")]
    [InlineData("7 (nginx)")]
    public void What_is_cut_off_is_no_process(string stat)
    {
        Write("7/stat", stat);
        new ProcessTable(_root).Find(7).ShouldBeNull();
    }

    [Fact]
    public void Only_folders_of_numbers_are_processes()
    {
        Write("7/stat", "7 (nginx) S 1");
        Write("self/stat", "8 (other) S 1");
        Write("sys/kernel", "");
        Directory.CreateDirectory(Path.Combine(_root, "9"));
        new ProcessTable(_root).All().Select(process => process.Id).ShouldBe([7]);
    }

    [Theory]
    [InlineData("nginx: worker process\0", true)]
    [InlineData("nginx: worker process is shutting down\0", true)]
    [InlineData("nginx: cache manager process\0", true)]
    [InlineData("nginx: master process /usr/sbin/nginx\0", false)]
    [InlineData("/usr/sbin/nginx\0-g\0master_process off;\0", false)]
    [InlineData("", false)]
    public void A_worker_is_known_by_its_title(string commandLine, bool isWorker)
    {
        Write("7/stat", "7 (nginx) S 1");
        Write("7/cmdline", commandLine);
        new ProcessTable(_root).IsWorker(7).ShouldBe(isWorker);
    }

    private void Write(string path, string text)
    {
        string file = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
