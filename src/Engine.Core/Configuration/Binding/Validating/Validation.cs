using Holdfast.Configuration.Model;

namespace Holdfast.Configuration.Binding;

/// <summary>
/// What shows only when all blocks are read: defaults of <c>global_defs</c>, names that refer to nothing, files and
/// interfaces that are not there. What can't be run is left out of the model and reported.
/// </summary>
internal static class Validation
{
    public static ConfigurationModel Run(BoundFile file, BindingContext context)
    {
        // What is not read is not missing: where reading stopped, that alone is said.
        if (context.IsStopped) context = context.Unheard();
        var scripts = new ScriptValidation(file, context);
        List<VrrpScript> usable = scripts.Run();
        // As keepalived does; what is said once of all scripts is said where they are first looked at.
        new VirtualServerValidation(file, scripts, context).Run();
        var instances = new InstanceValidation(file, scripts, usable, context);
        List<VrrpInstance> carriedOut = instances.Run();
        new GroupValidation(file, scripts, context).Run();
        scripts.CheckReadOnly();
        scripts.ReportInsecure();
        new BfdValidation(file, context).Run();
        return new ConfigurationModel { Global = file.Global, Scripts = [.. usable], Instances = [.. carriedOut] };
    }
}
