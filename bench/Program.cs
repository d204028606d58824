using Holdfast.Bench;
using Holdfast.Lab;

if (LabNetwork.Obstacle is { } obstacle)
{
    Console.Error.WriteLine($"bench: {obstacle}");
    return 1;
}

string[] daemons = ["engine", "keepalived"];
var table = new Table(daemons);
foreach ((double interval, int runs) in new[] { (1.0, 3), (0.1, 10), (0.01, 20) })
    table.Add(daemons.Select(daemon => Takeover.Measure(daemon, interval, runs)));
table.Add(daemons.Select(daemon => AdvertGaps.Measure(daemon, interval: 0.01, seconds: 10)));
foreach (int instances in new[] { 1, 1000 })
    table.Add(daemons.Select(daemon => Resources.Measure(daemon, instances, seconds: 10)));
table.Add(daemons.Select(daemon => ConfigurationTest.Measure(daemon, instances: 5000, runs: 9)));
Console.WriteLine();
Console.Write(table.ToMarkdown());
return 0;
