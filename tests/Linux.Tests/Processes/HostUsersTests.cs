using Holdfast.Linux.Processes;
using Holdfast.Linux.Tests.Kernel;

namespace Holdfast.Linux.Tests.Processes;

public sealed class HostUsersTests
{
    [Fact]
    public void Users_and_groups_are_found_by_name()
    {
        string name = "daemon";
        HostUsers.FindUser(name).ShouldBe(uint.Parse(Program.Run("id", "-u", name)));
        HostUsers.FindPrimaryGroup(name).ShouldBe(Program.Run("id", "-g", name).Trim());
        HostUsers.FindGroup(name).ShouldBe(uint.Parse(Program.Run("getent", "group", name).Split(':')[2]));
    }

    [Fact]
    public void Users_and_groups_are_found_by_number()
    {
        HostUsers.FindUser("0").ShouldBe(0u);
        HostUsers.FindGroup("4242").ShouldBe(4242u);
        HostUsers.FindPrimaryGroup("0").ShouldBe("0");
    }

    [Fact]
    public void Of_a_name_that_nobody_has_there_is_no_number()
    {
        HostUsers.FindUser("nosuchuser").ShouldBeNull();
        HostUsers.FindGroup("nosuchgroup").ShouldBeNull();
        HostUsers.FindPrimaryGroup("nosuchuser").ShouldBeNull();
    }
}
