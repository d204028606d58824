// Up when processes of a name run; one that has ended and only waits for its parent (a zombie) does not count.
//
//   script "process.csx NAME [COUNT]"
//
//   NAME   the process name, as ps -C takes it; the kernel keeps its first 15 bytes
//   COUNT  how many there have to be, 1 by default
//
//   vrrp_script chk_haproxy {
//       script "/etc/keepalived/scripts/process.csx haproxy"
//       interval 2
//   }

string name = Argument(0);
int needed = int.Parse(Argument(1, "1"));
int found = 0;

foreach (string folder in Directory.EnumerateDirectories("/proc"))
{
    if (!int.TryParse(Path.GetFileName(folder), out _)) continue;
    try
    {
        // NUMBER (NAME) STATE …
        string stat = File.ReadAllText(Path.Combine(folder, "stat"));
        int end = stat.LastIndexOf(')');
        string process = stat[(stat.IndexOf('(') + 1)..end];
        if (process == name[..Math.Min(name.Length, 15)] && stat[end + 2] is not ('Z' or 'X')) found++;
    }
    catch (IOException)
    {
        // It ended meanwhile.
    }
}

return found >= needed ? Up($"{found} processes {name}") : Down($"{found} processes {name}, not {needed}");
