using System.Text;

namespace Holdfast.Engine.Core.Tests.Vrrp;

/// <summary>
/// The sentences of RFC 3768 and RFC 9568, section 6.4, and keepalived's additions: one file each. A file holds commands,
/// <c>----</c>, and what the state machine answers. UPDATE_TRANSCRIPTS=1 writes the answers anew, to be read in the diff; such a
/// run always fails, so that it can't pass for a test.
/// </summary>
public sealed class TranscriptTests
{
    private const string Separator = "----";
    private static readonly string Folder = Path.Combine(Repository.Root, "tests/Engine.Core.Tests/Vrrp/Transcripts");

    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder, "*.txt").Select(path => Path.GetFileNameWithoutExtension(path)).Order()];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_router_answers_as_the_transcript_says(string name)
    {
        string path = Path.Combine(Folder, name + ".txt");
        string expected = File.ReadAllText(path);
        string actual = Play(expected);
        if (Environment.GetEnvironmentVariable("UPDATE_TRANSCRIPTS") is "1")
        {
            File.WriteAllText(path, actual);
            Assert.Fail($"{name} was written anew, not tested: read the diff and run without UPDATE_TRANSCRIPTS.");
        }
        actual.ShouldBe(expected);
    }

    [Fact]
    public void There_are_transcripts() => Names.Count.ShouldBeGreaterThan(30);

    /// <summary>Keeps comments and commands, and puts the answers of now in the place of those in the text.</summary>
    private static string Play(string text)
    {
        var played = new StringBuilder();
        var player = new TranscriptPlayer();
        var answers = new List<string>();
        bool isInAnswer = false;
        foreach (string line in text.TrimEnd('\n').Split('\n'))
        {
            if (line == Separator)
            {
                played.AppendLine(Separator).AppendJoin('\n', answers).Append('\n');
                answers.Clear();
                isInAnswer = true;
            }
            else if (line.Length == 0)
            {
                played.Append('\n');
                isInAnswer = false;
            }
            else if (!isInAnswer)
            {
                played.Append(line).Append('\n');
                if (!line.StartsWith('#')) player.Run(line, answers);
            }
        }
        answers.ShouldBeEmpty("the last command has no answer: a line with ---- is missing");
        return played.ToString();
    }
}
