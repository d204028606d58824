namespace Holdfast.Configuration.Checks;

/// <summary>Runs every lint that one configuration is enough for.</summary>
internal static class FileLints
{
    public static void Run(LintContext context)
    {
        WeightLints.Run(context);
        ScriptLints.Run(context);
        AddressLints.Run(context);
        UnicastLints.Run(context);
    }
}
