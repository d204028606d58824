namespace Holdfast.Engine.Core.Tests.Primitives;

public sealed class IpAddressTests
{
    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("255.255.255.255")]
    [InlineData("2001:db8::1")]
    [InlineData("fe80::1")]
    public void An_address_is_written_as_it_was_read(string text) => IpAddress.Parse(text).ToString().ShouldBe(text);

    [Theory]
    [InlineData("")]
    [InlineData("10.0.0")]
    [InlineData("10.0.0.1.2")]
    [InlineData("10.0.0.256")]
    [InlineData("10.0..1")]
    [InlineData(" 10.0.0.1")]
    [InlineData("10.0.0.1/24")]
    [InlineData("2001:db8::1%eth0")]
    [InlineData("2001:db8::g")]
    public void What_is_no_address_is_not_read(string text) => IpAddress.TryParse(text, out _).ShouldBeFalse();

    // .NET takes these for octal and hexadecimal, and inet_pton(3) for nothing: 010.0.0.1 would become 8.0.0.1.
    [Theory]
    [InlineData("010.0.0.1")]
    [InlineData("10.0.0.01")]
    [InlineData("0x10.0.0.1")]
    public void Another_base_than_ten_is_not_read(string text) => IpAddress.TryParse(text, out _).ShouldBeFalse();
}
