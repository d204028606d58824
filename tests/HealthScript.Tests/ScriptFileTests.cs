using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Holdfast.Plugins;

namespace Holdfast.HealthScript.Tests;

/// <summary>Compiling, the cache on disk, and files that change.</summary>
public sealed class ScriptFileTests : ScriptTest
{
    [Fact]
    public async Task An_error_has_file_line_column_and_the_line_itself()
    {
        string path = Write("broken.csx", "var a = 1;\nreturn b == 1;\n");

        CheckResult result = await RunAsync(Check(path));

        result.Status.ShouldBe(CheckStatus.Down);
        result.Reason.ShouldBe($"{path}:2:8: error: The name 'b' does not exist in the current context");
        Log.Lines.ShouldContain(line => line.Contains("    return b == 1;\n           ^"));
    }

    [Fact]
    public async Task A_missing_script_is_down_and_says_so()
    {
        CheckResult result = await RunAsync(Check(Path.Combine(Folder, "none.csx")));
        result.Status.ShouldBe(CheckStatus.Down);
        result.Reason.ShouldContain("none.csx");
    }

    [Fact]
    public async Task A_changed_script_is_taken_up_and_a_broken_one_is_not()
    {
        string path = Write("check.csx", "return Up(\"one\");");
        ScriptCheck check = Check(path);
        (await RunAsync(check)).Reason.ShouldBe("one");

        File.WriteAllText(path, "return Up(\"two, longer\");");
        await UntilAsync(check, "two, longer");

        File.WriteAllText(path, "return Up(");
        await UntilAsync(check, "two, longer", () => Log.Lines.Any(line => line.Contains("the version before stays in use")));

        File.WriteAllText(path, "return Down(\"three\");");
        await UntilAsync(check, "three");
    }

    [Fact]
    public async Task A_loaded_file_is_part_of_the_script()
    {
        string part = Write("part.csx", "string Answer() => \"one\";");
        ScriptCheck check = Check(Write("check.csx", "#load \"part.csx\"\nreturn Up(Answer());"));
        (await RunAsync(check)).Reason.ShouldBe("one");

        File.WriteAllText(part, "string Answer() => \"two, longer\";");
        await UntilAsync(check, "two, longer");
    }

    [Fact]
    public async Task A_later_start_takes_the_assembly_from_the_disk_and_loads_no_compiler()
    {
        string path = Write("check.csx", "return Up(\"cached\");");
        (await RunAsync(Check(path))).Reason.ShouldBe("cached");
        Log.Lines.Count(line => line.EndsWith("is compiled", StringComparison.Ordinal)).ShouldBe(1);

        // The plugin anew, in a context that can tell which assemblies it was asked for.
        var context = new RecordingContext(typeof(ScriptCheck).Assembly.Location);
        CheckResult result = RunIn(context, path);

        result.Reason.ShouldBe("cached");
        context.Loaded.ShouldContain("Holdfast.HealthScript");
        context.Loaded.ShouldNotContain(name => name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cache_entry_that_is_broken_is_compiled_anew()
    {
        string path = Write("check.csx", "return true;");
        await RunAsync(Check(path));
        string entry = Directory.GetFiles(CacheFolder).ShouldHaveSingleItem();
        File.WriteAllBytes(entry, File.ReadAllBytes(entry)[..^100]);

        (await RunAsync(Check(path))).Status.ShouldBe(CheckStatus.Up);

        Log.Lines.Count(line => line.EndsWith("is compiled", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task A_version_that_is_not_used_any_more_is_unloaded()
    {
        string path = Write("check.csx", "class Marker { } return true;");
        WeakReference old = await RunAndForgetAsync(path);

        for (int i = 0; i < 20 && old.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Delay(50);
        }

        old.IsAlive.ShouldBeFalse();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> RunAndForgetAsync(string path)
    {
        var script = new ScriptAssembly(ScriptCompiler.Compile(path, await File.ReadAllTextAsync(path)));
        await script.RunAsync(new ScriptGlobals { Arguments = [], Cancel = default, Log = new ListLogger() });
        return new WeakReference(AppDomain.CurrentDomain.GetAssemblies().Single(a => a.IsCollectible && a.GetTypes().Any(t => t.Name == "Marker")));
    }

    private async Task UntilAsync(ScriptCheck check, string reason, Func<bool>? also = null)
    {
        DateTime limit = DateTime.UtcNow.AddSeconds(30);
        while ((await RunAsync(check)).Reason != reason || also?.Invoke() == false)
        {
            DateTime.UtcNow.ShouldBeLessThan(limit, string.Join('\n', Log.Lines));
            await Task.Delay(20);
        }
    }

    /// <summary>Takes the same steps as a check does, through the plugin's own copy of its types.</summary>
    private CheckResult RunIn(RecordingContext context, string path)
    {
        System.Reflection.Assembly plugin = context.LoadFromAssemblyPath(typeof(ScriptCheck).Assembly.Location);
        object New(string type, params object[] arguments) => Activator.CreateInstance(
            plugin.GetType($"Holdfast.HealthScript.{type}")!, System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public, null, arguments, null)!;
        object file = New("ScriptFile", path, New("ScriptCache", CacheFolder), Log);
        // The key of the cache has the module's version in it, which is the same for the same file.
        var check = (IHealthCheck)New("ScriptCheck", file, Array.Empty<string>(), New("ScriptSettings"));
        for (int i = 0; i < 500; i++)
        {
            CheckResult result = check.CheckAsync(new CheckContext("chk", Log, TimeSpan.FromSeconds(5)), CancellationToken.None).GetAwaiter().GetResult();
            if (result.Status != CheckStatus.Unknown) return result;
            Thread.Sleep(20);
        }
        throw new TimeoutException("the check never knew");
    }

    /// <summary>Loads the plugin's own assemblies, and remembers which.</summary>
    private sealed class RecordingContext(string plugin) : AssemblyLoadContext("recording")
    {
        private readonly AssemblyDependencyResolver _resolver = new(plugin);

        public IReadOnlyList<string> Loaded => [.. Assemblies.Select(assembly => assembly.GetName().Name!)];

        protected override System.Reflection.Assembly? Load(System.Reflection.AssemblyName name)
        {
            bool isShared = name.Name is "Holdfast.Plugins.Abstractions" or "Microsoft.Extensions.Logging.Abstractions";
            return isShared || _resolver.ResolveAssemblyToPath(name) is not { } path ? null : LoadFromAssemblyPath(path);
        }
    }
}
