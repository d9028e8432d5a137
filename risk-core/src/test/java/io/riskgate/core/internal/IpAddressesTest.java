package io.riskgate.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "127.0.0.1",
        "255.255.255.255",
        "203.0.113.9",
        "::",
        "::1",
        "2001:db8::1",
        "2001:0DB8:0000:0000:0000:0000:0000:0001",
        "::ffff:192.0.2.1",
        "fe80::1:2:3:4",
        "1:2:3:4:5:6:7:8",
        "64:ff9b::192.0.2.33"
      })
  void addresses(String text) {
    assertThat(IpAddresses.isValid(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.",
        ".1.2.3",
        "1..2.3",
        "256.0.0.1",
        "1.2.3.999",
        "1.2.3.0004",
        "1.2.3.-4",
        "+1.2.3.4",
        "1.2.3.4 ",
        " 1.2.3.4",
        "1.2.3.4/24",
        "1.2.3.4:80",
        "a.b.c.d",
        "localhost",
        "example.com",
        "0x7f.0.0.1",
        "2130706433",
        "１.2.3.4",
        ":",
        ":::",
        "1:2",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1::2::3",
        "12345::",
        "g::1",
        "fe80::1%eth0",
        "[::1]",
        ".::1",
        "::1 ",
        "::1/128",
        "::256.1.1.1",
        "１::1",
        "::ffff:1.2.3",
        "2001:0db8:0000:0000:0000:0000:0000:0000:0000:0000:0001"
      })
  void what_is_no_address(String text) {
    assertThat(IpAddresses.isValid(text)).isFalse();
  }
}
