using System.Diagnostics;
using System.Globalization;
using System.Text;
using Holdfast.Configuration;
using Holdfast.Configuration.Checks;
using Holdfast.Configuration.Formatting;

namespace Holdfast.Engine.Core.Tests.Configuration;

/// <summary>
/// Configurations with random changes: letters, words, lines and pieces of others. Whatever comes of it is read to the end, without an
/// exception and within a second. HOLDFAST_FUZZ says how many, `make fuzz` a million; without it as many as are done in a few seconds.
/// </summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private const int DefaultCount = 20_000;
    private static readonly TimeSpan DefaultTime = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(1);
    private static readonly string[] Pieces = ["{", "}", "\"", "'", "\\", "\n", "#", "!", "@lb1 ", "@^", "$A=", "${A}", "$A ", "~SEQ(A,1,9) ", "~LST(A,", "include ", "-1", "99999999999999999999", "0", "\0", "\u00a0", "ü", "\t", " \\\n"];

    [Fact]
    public void Whatever_is_changed_is_read_to_the_end()
    {
        string? asked = Environment.GetEnvironmentVariable("HOLDFAST_FUZZ");
        int count = asked is null ? DefaultCount : int.Parse(asked, CultureInfo.InvariantCulture);
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        string[] originals = [.. Directory.GetFiles(Path.Combine(Repository.Root, "tests/Engine.Core.Tests/Configuration/Cases"), "*.conf").Order().Select(File.ReadAllText)];
        long start = Stopwatch.GetTimestamp();
        TimeSpan slowest = TimeSpan.Zero;
        int done = 0;
        for (; done < count && (asked is not null || Stopwatch.GetElapsedTime(start) < DefaultTime); done++)
        {
            string text = Mutated(originals, random);
            TimeSpan took = Time(text, seed, done);
            // Others may have had the processor: only what is slow each time is slow.
            for (int again = 0; again < 3 && took >= MaxTime; again++) took = Time(text, seed, done);
            if (took > slowest) slowest = took;
            if (took >= MaxTime) throw new InvalidOperationException($"seed {seed}, round {done}: {took.TotalSeconds:F1} s\n{text}");
        }
        output.WriteLine($"{done} configurations, the slowest in {slowest.TotalMilliseconds:F1} ms; seed {seed}");
    }

    private static TimeSpan Time(string text, int seed, int round)
    {
        long begun = Stopwatch.GetTimestamp();
        try
        {
            Read(text);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"seed {seed}, round {round}:\n{text}", exception);
        }
        return Stopwatch.GetElapsedTime(begun);
    }

    private static void Read(string text)
    {
        LoadedConfiguration loaded = new SampleHost("eth0").Load(text, lints: LintSelection.All);
        loaded.FormatDiagnostics().Count().ShouldBe(loaded.Diagnostics.Count);
        loaded.Diagnostics.ShouldAllBe(d => d.Position.Line >= 1 && d.Position.Column >= 1);
        _ = ConfigurationFormatter.Format(text);
    }

    private static string Mutated(string[] originals, Random random)
    {
        var text = new StringBuilder(originals[random.Next(originals.Length)]);
        for (int changes = random.Next(1, 8); changes > 0; changes--)
        {
            int at = random.Next(text.Length + 1);
            switch (random.Next(6))
            {
                case 0: text.Insert(at, Pieces[random.Next(Pieces.Length)]); break;
                case 1 when at < text.Length: text.Remove(at, Math.Min(random.Next(1, 20), text.Length - at)); break;
                case 2 when at < text.Length: text[at] = (char)random.Next(1, 256); break;
                case 3: text.Insert(at, text.ToString(0, Math.Min(text.Length, random.Next(200)))); break;
                case 4:
                    string other = originals[random.Next(originals.Length)];
                    text.Insert(at, other[random.Next(other.Length + 1)..]);
                    break;
                default: text.Insert(at, Pieces[random.Next(Pieces.Length)] + Pieces[random.Next(Pieces.Length)]); break;
            }
        }
        return text.ToString();
    }
}
