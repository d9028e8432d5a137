package io.riskgate.intel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What lists may look like, and what is wrong with those that are refused. */
class ListsTest {
  @TempDir Path dir;

  private Path file(String content) throws IOException {
    return Files.writeString(dir.resolve("list.txt"), content);
  }

  private IpRanges addresses(String content) throws IOException {
    return AddressList.read(file(content)).table();
  }

  private static boolean isIn(IpRanges ranges, String ip) {
    IpAddress address = IpAddress.parse(ip);
    return address != null && ranges.contains(address);
  }

  @Test
  @DisplayName("addresses and ranges of both versions, comments, blank lines, any line ends")
  void formats() throws IOException {
    IpRanges ranges =
        addresses(
            "\uFEFF# Tor exits\r\n\r\n203.0.113.9\r198.51.100.0/24 # a range\n"
                + "  2001:db8::/32\t\n::ffff:192.0.2.0/120\n::ffff:192.0.3.1");

    assertThat(ranges.size()).isEqualTo(5);
    for (String in :
        new String[] {
          "203.0.113.9",
          "198.51.100.0",
          "198.51.100.255",
          "2001:db8:ffff::1",
          "192.0.2.77",
          "::ffff:198.51.100.7",
          "192.0.3.1"
        }) {
      assertThat(isIn(ranges, in)).as(in).isTrue();
    }
    for (String out :
        new String[] {"203.0.113.8", "198.51.101.0", "2001:db9::", "192.0.3.0", "::198.51.100.7"}) {
      assertThat(isIn(ranges, out)).as(out).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "example.org, not an address",
    "1.2.3, not an address",
    "/24, not an address",
    "1.2.3.0/33, not a prefix length",
    "1.2.3.0/, not a prefix length",
    "1.2.3.0/-1, not a prefix length",
    "1.2.3.0/0024, not a prefix length",
    "2001:db8::/129, not a prefix length",
    "::ffff:1.2.3.0/129, not a prefix length",
    "1.2.3.4/24, not the first address of its range",
    "2001:db8::1/64, not the first address of its range",
    "2001:db8:0:0:1::/64, not the first address of its range",
    "0.0.0.0/0, too wide a range",
    "16.0.0.0/7, too wide a range",
    "2000::/3, too wide a range",
    "::/16, too wide a range",
    "::8000:0:0/81, too wide a range",
    "::ffff:0:0/95, too wide a range",
    "::ffff:0:0/96, too wide a range"
  })
  @DisplayName("a line that is no address or range is told by number, and never quoted")
  void badLines(String line, String why) throws IOException {
    Path file = file("203.0.113.1\n" + line + "\n");

    assertThatThrownBy(() -> AddressList.read(file))
        .isInstanceOf(BrokenSourceException.class)
        .hasMessage("1 of 2 lines are no entries: line 2: " + why);
  }

  @Test
  @DisplayName("one bad line in a hundred is left out and told; more make the list useless")
  void share() throws IOException {
    StringBuilder lines = new StringBuilder("oops\n");
    for (int i = 0; i < 99; i++) {
      lines.append("10.0.").append(i).append(".1\n");
    }
    Loaded<IpRanges> list = AddressList.read(file(lines.toString()));
    assertThat(list.entries()).isEqualTo(99);
    assertThat(list.remark()).isEqualTo("1 lines were left out: line 1: not an address");

    Path worse = file(lines + "oops\n");
    assertThatThrownBy(() -> AddressList.read(worse))
        .hasMessageStartingWith("2 of 101 lines are no entries: line 1: ")
        .hasMessageContaining("line 101: ");
  }

  @Test
  @DisplayName("of many bad lines a few are told")
  void manyBadLines() throws IOException {
    Path file = file("<html>\n".repeat(1_000));

    assertThatThrownBy(() -> AddressList.read(file))
        .hasMessageContaining("1000 of 1000 lines")
        .hasMessageContaining("line 5: ")
        .hasMessageEndingWith("; …")
        .message()
        .doesNotContain("line 6: ")
        .doesNotContain("html");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "# nothing today\n"})
  @DisplayName("a list without entries is a broken download")
  void empty(String content) throws IOException {
    Path file = file(content);

    assertThatThrownBy(() -> AddressList.read(file))
        .isInstanceOf(BrokenSourceException.class)
        .hasMessage("has no entries; where that is meant, it has a line '# empty'");
  }

  @Test
  @DisplayName("a list that says it is empty is empty")
  void meantToBeEmpty() throws IOException {
    assertThat(addresses("# empty\n").size()).isZero();
  }

  @Test
  @DisplayName("what is no UTF-8 text, and a line without end, are refused")
  void noText() throws IOException {
    Path zip = dir.resolve("list.gz");
    Files.write(zip, new byte[] {'1', '\n', 0x1f, (byte) 0x8b, 8, 0, (byte) 0xff});
    Path endless = file("1".repeat(ListReader.LINE_CHARS_MAX + 2));

    assertThatThrownBy(() -> NameList.read(zip, 128))
        .isInstanceOf(BrokenSourceException.class)
        .hasMessageStartingWith("is not UTF-8 text");
    assertThatThrownBy(() -> NameList.read(endless, 128))
        .isInstanceOf(BrokenSourceException.class)
        .hasMessage("line 1 is longer than 1024 characters");
  }

  @Test
  @DisplayName("a list ends at two million entries")
  void tooMany() throws IOException {
    Path file = dir.resolve("many.txt");
    Files.write(file, "13800138000\n".repeat(2_000_001).getBytes(StandardCharsets.US_ASCII));

    assertThatThrownBy(() -> PhoneNumbers.read(file, ""))
        .isInstanceOf(BrokenSourceException.class)
        .hasMessage("has more than 2000000 entries");
  }

  @Test
  @DisplayName("names are taken as they are, with a # inside, without the spaces around")
  void names() throws IOException {
    NameList.Names names =
        NameList.read(file("# mule accounts\n 6222#1 \nA b\n6222#1\n"), 128).table();

    assertThat(names.names()).containsExactlyInAnyOrder("6222#1", "A b");
  }

  @Test
  @DisplayName("a name is refused that no transfer could bear")
  void badNames() throws IOException {
    Path file = file("1".repeat(129) + "\na\u0000b\n");

    assertThatThrownBy(() -> NameList.read(file, 128))
        .hasMessageContaining("line 1: longer than 128 characters")
        .hasMessageContaining("line 2: a control character");
  }

  @ParameterizedTest
  @CsvSource({
    // in the list; in the transfer; the dial code of the home country; whether they are the same
    "138-0013 8000,       13800138000,      '', true",
    "(010) 8888.1234,     01088881234,      '', true",
    "01088881234,         1088881234,       '', false",
    "+86 138 0013 8000,   008613800138000,  '', true",
    "+86 138 0013 8000,   13800138000,      '', false",
    "+86 138 0013 8000,   13800138000,      86, true",
    "13800138000,         '+86-13800138000',86, true",
    "＋８６１３８００１３８０００, 13800138000, 86, true",
    "+886 912 345 678,    912345678,        86, false",
    "+855 12 345 678,     +85512345678,     86, true",
    "8613800138000,       13800138000,      86, false",
    "95588,               95588,            86, true"
  })
  @DisplayName("a number is the same however it is written")
  void numbers(String listed, String asked, String dialCode, boolean same) throws IOException {
    PhoneNumbers numbers = PhoneNumbers.read(file(listed + "\n110\n"), dialCode).table();

    assertThat(numbers.contains(PhoneNumbers.number(asked, dialCode))).isEqualTo(same);
    assertThat(numbers.contains(PhoneNumbers.number("120", dialCode))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12", "+86", "12345678901234567890", "138x0013", "unknown"})
  @DisplayName("what is no number is none")
  void noNumber(String text) {
    assertThat(PhoneNumbers.number(text, "86")).isEqualTo(PhoneNumbers.NONE);
  }

  @Test
  @DisplayName("regions are codes of countries and subdivisions, China's old and new")
  void regions() throws IOException {
    Loaded<Regions> list = Regions.read(file("MM # Myanmar\nkh\nCN-53\nCN-FJ\nGB-ENG\n"), true);

    assertThat(list.table().codes())
        .containsExactlyInAnyOrder("MM", "KH", "CN-YN", "CN-FJ", "GB-ENG");
    assertThat(list.remark()).isEmpty();
    Path wrong = file("MMR\nXX\nCN-\nXX-1\nMyanmar\n");
    assertThatThrownBy(() -> Regions.read(wrong, true)).hasMessageContaining("5 of 5 lines");
  }

  @Test
  @DisplayName("subdivisions that no database can tell are pointed out")
  void idleSubdivisions() throws IOException {
    assertThat(Regions.read(file("MM\nCN-53\n"), false).remark())
        .isEqualTo("1 subdivisions are never met without a city database");
  }
}
