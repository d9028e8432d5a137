package io.riskgate.intel;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Addresses are read as Java reads them, and nothing else is an address. */
class IpAddressProperties {
  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "0", "1", "ff", "255", "256", "ffff", "A0", "12345", ":", ":", "::", ".", "g");
    Arbitrary<String> composed =
        pieces.list().ofMinSize(1).ofMaxSize(18).map(list -> String.join("", list));
    Arbitrary<String> groups =
        Arbitraries.of("0", "db8", "ffff", "", "1.2.3.4")
            .list()
            .ofMinSize(2)
            .ofMaxSize(9)
            .map(list -> String.join(":", list));
    return Arbitraries.oneOf(composed, groups);
  }

  @Property(tries = 20_000)
  @Label("any text is the address that Java reads in it, or none")
  void asJava(@ForAll("texts") String text) {
    IpAddress ours = IpAddress.parse(text);
    InetAddress theirs = java(text);

    assertThat(ours == null ? null : ours.toInet()).as(text).isEqualTo(theirs);
  }

  /** What Java makes of a literal; names are not looked up. */
  private static @Nullable InetAddress java(String text) {
    if (text.indexOf(':') < 0 && !text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")) {
      return null;
    }
    if (text.startsWith(".") || text.matches(".*[^0-9a-fA-F:.].*")) {
      return null;
    }
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      return null;
    }
  }

  @Property(tries = 5_000)
  @Label("every address is read back from each of its forms")
  void everyForm(@ForAll long seed) throws UnknownHostException {
    Random random = new Random(seed);
    byte[] bytes = new byte[16];
    for (int group = 0; group < 8; group++) {
      if (random.nextInt(3) > 0) { // zeros often, so that there is something to leave out
        bytes[2 * group] = (byte) random.nextInt();
        bytes[2 * group + 1] = (byte) random.nextInt();
      }
    }
    InetAddress address = InetAddress.getByAddress(bytes);
    String whole = address.getHostAddress();
    String shorter = ("z" + whole + ":").replaceFirst("[z:]0(:0)*:", "::");
    for (String text :
        new String[] {
          whole,
          whole.toUpperCase(java.util.Locale.ROOT),
          shorter.startsWith("z") ? shorter.substring(1).replaceFirst("([^:]):$", "$1") : shorter
        }) {
      IpAddress read = IpAddress.parse(text);
      assertThat(read == null ? null : read.toInet()).as(text).isEqualTo(java(text));
    }
    IpAddress read = IpAddress.parse(whole);
    assertThat(read == null ? null : read.toInet()).isEqualTo(address);
  }

  @Example
  @Label("an IPv4 address that is written as IPv6 is IPv4")
  void mapped() {
    IpAddress plain = IpAddress.parse("203.0.113.9");
    for (String text : new String[] {"::ffff:203.0.113.9", "::FFFF:cb00:7109"}) {
      assertThat(IpAddress.parse(text)).isEqualTo(plain);
    }
    assertThat(IpAddress.parse("0:0:0:0:0:ffff:203.0.113.9")).isEqualTo(plain);
    assertThat(IpAddress.parse("::203.0.113.9")).isNotEqualTo(plain);
    assertThat(String.valueOf(plain)).doesNotContain("203");
  }

  @Example
  @Label("text of any length and of any signs is refused without harm")
  void refused() {
    for (String text :
        new String[] {
          "",
          ":",
          ":::",
          "::1%eth0",
          "1.2.3",
          "1.2.3.4.5",
          "1.2.3.4 ",
          "[::1]",
          "example.org",
          "1:2:3:4:5:6:7:8:9",
          "1:2:3:4:5:6:7:8::",
          "1:2:3:4:5:6:7:1.2.3.4",
          "\u0661.2.3.4",
          "\uff11::",
          "1".repeat(100_000),
          ":".repeat(100_000)
        }) {
      assertThat(text.isEmpty() ? null : IpAddress.parse(text)).as(text).isNull();
    }
  }
}
