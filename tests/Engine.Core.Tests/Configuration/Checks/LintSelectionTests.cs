using Holdfast.Configuration.Checks;

namespace Holdfast.Engine.Core.Tests.Configuration.Checks;

public sealed class LintSelectionTests
{
    [Fact]
    public void Without_names_all_lints_are_on() => On([], []).ShouldBe(Lints.All);

    [Fact]
    public void Only_those_that_are_named_are_on() => On(["narrow-weight", "mask-differs"], []).ShouldBe([Lints.NarrowWeight, Lints.MaskDiffers]);

    [Fact]
    public void All_but_those_that_are_named_are_on() => On([], ["narrow-weight"]).ShouldBe(Lints.All.Except([Lints.NarrowWeight]));

    [Fact]
    public void Off_prevails_over_on() => On(["narrow-weight", "mask-differs"], ["mask-differs"]).ShouldBe([Lints.NarrowWeight]);

    [Fact]
    public void All_of_them_can_be_off() => On([], ["all"]).ShouldBeEmpty();

    [Fact]
    public void All_of_them_can_be_on_but_one() => On(["all"], ["mask-differs"]).ShouldBe(Lints.All.Except([Lints.MaskDiffers]));

    [Theory]
    [InlineData("narow-weight", "there is no lint 'narow-weight'; did you mean 'narrow-weight'?")]
    [InlineData("nonsense", "there is no lint 'nonsense'")]
    public void A_name_that_is_none_is_refused(string name, string expected)
    {
        LintSelection.Read([name], [], out string problem).ShouldBeNull();
        problem.ShouldBe(expected);
        LintSelection.Read([], [name], out _).ShouldBeNull();
    }

    private static IEnumerable<Lint> On(string[] only, string[] without)
    {
        LintSelection selection = LintSelection.Read(only, without, out string problem).ShouldNotBeNull(problem);
        return Lints.All.Where(selection.Includes);
    }
}
