using Microsoft.Extensions.Logging;

namespace Holdfast.PluginHost;

/// <summary>
/// Which notifications a plugin has taken, in a file, so that one that is delivered again after this process died is known.
/// A process that dies between the taking and the writing is told again: at least once is what is promised.
/// </summary>
internal sealed class TakenNotifications
{
    /// <summary>As many as the engine keeps unacknowledged.</summary>
    private const int Kept = 4096;

    private readonly string _file;
    private readonly ILogger _log;
    private readonly Queue<string> _order = new();
    private readonly HashSet<string> _taken = [];
    private int _lines;

    public TakenNotifications(string file, ILogger log)
    {
        _file = file;
        _log = log;
        try
        {
            if (!File.Exists(file)) return;
            foreach (string id in File.ReadLines(file)) Keep(id);
            _lines = _order.Count;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _log.TakenUnknown(file, exception.Message);
        }
    }

    public bool Contains(string id) => _taken.Contains(id);

    public void Add(string id)
    {
        Keep(id);
        try
        {
            if (++_lines > 2 * Kept)
            {
                string shorter = _file + ".new";
                File.WriteAllLines(shorter, _order);
                File.Move(shorter, _file, overwrite: true);
                _lines = _order.Count;
            }
            else
            {
                File.AppendAllText(_file, id + "\n");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _log.TakenUnknown(_file, exception.Message);
        }
    }

    private void Keep(string id)
    {
        if (!_taken.Add(id)) return;
        _order.Enqueue(id);
        if (_order.Count > Kept) _taken.Remove(_order.Dequeue());
    }
}
