using Holdfast.Configuration.Binding;
using Holdfast.Configuration.Checks;

namespace Holdfast.Engine.Core.Tests.Configuration.Checks;

/// <summary>Which command lines can't fail, as far as that is certain.</summary>
public sealed class ExitStatusTests
{
    [Theory]
    [InlineData("/bin/true")]
    [InlineData("true")]
    [InlineData("echo ok")]
    [InlineData("sh -c 'exit 0'")]
    [InlineData("pidof nginx || true")]
    [InlineData("pidof nginx || :")]
    [InlineData("pidof nginx ; exit 0")]
    [InlineData("pidof nginx; exit 0;")]
    [InlineData("pidof nginx > /dev/null 2>&1 || echo down")]
    [InlineData("bash -c 'killall -0 nginx || /bin/true'")]
    [InlineData("curl -s http://localhost/ | cat")]
    [InlineData("ps -C nginx --no-header | wc -l")]
    [InlineData("ps aux | grep nginx")]
    [InlineData("ps -ef | grep -q 'nginx: master'")]
    [InlineData("/usr/local/bin/check &")]
    public void A_line_that_always_succeeds_is_told(string line) => ExitStatus.WhyAlwaysZero(ScriptCommands.Read(line)).ShouldNotBeNull();

    [Theory]
    [InlineData("pidof nginx")]
    [InlineData("killall -0 nginx")]
    [InlineData("/usr/local/bin/true-or-false")]
    [InlineData("pidof nginx && exit 0 || exit 1")]
    [InlineData("pidof nginx || exit 1; exit 0")]
    [InlineData("true && pidof nginx")]
    [InlineData("pidof nginx && true")]
    [InlineData("ps aux | grep '[n]ginx'")]
    [InlineData("ps aux | grep nginx | grep -v grep")]
    [InlineData("ps -e | grep nginx")]
    [InlineData("curl -s http://localhost/?a=1\\&b=2")]
    [InlineData("curl -s 'http://localhost/?a=1&b=2;true'")]
    [InlineData("if pidof nginx; then exit 0; else exit 1; fi")]
    [InlineData("test $(ps -C nginx --no-header | wc -l) -gt 0")]
    [InlineData("nc -z localhost 80 > /dev/null 2>&1")]
    [InlineData("exit 1")]
    [InlineData("")]
    public void A_line_that_may_fail_is_left_alone(string line) => ExitStatus.WhyAlwaysZero(ScriptCommands.Read(line)).ShouldBeNull();
}
