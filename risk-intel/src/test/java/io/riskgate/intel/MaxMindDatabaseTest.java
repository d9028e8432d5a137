package io.riskgate.intel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.riskgate.core.Degraded;
import io.riskgate.core.Degraded.Cause;
import io.riskgate.core.spi.Intelligence;
import io.riskgate.core.spi.Intelligence.Finding;
import io.riskgate.intel.SourceStatus.State;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** MaxMind's own test databases, with the answers that MaxMind expects of them. */
class MaxMindDatabaseTest {
  private static final Path SHARED =
      Path.of("..", "..", "shared", "data", "ipintel", "maxmind-test");

  @TempDir Path dir;

  @BeforeEach
  void present() {
    assumeTrue(Files.exists(SHARED), "../shared/data is not here");
  }

  /** Expected records with their networks, in the order in which they were put into the file. */
  private static List<Map.Entry<Network, Map<?, ?>>> expected(String file) throws IOException {
    LoadSettings json = LoadSettings.builder().setCodePointLimit(10_000_000).build();
    List<?> entries =
        (List<?>) new Load(json).loadFromString(Files.readString(SHARED.resolve(file)));
    List<Map.Entry<Network, Map<?, ?>>> records = new ArrayList<>();
    for (Object entry : entries) {
      for (Map.Entry<?, ?> record : ((Map<?, ?>) entry).entrySet()) {
        records.add(Map.entry(Network.of((String) record.getKey()), (Map<?, ?>) record.getValue()));
      }
    }
    return records;
  }

  /** A network as a range of addresses in text form. */
  private record Network(boolean v4, BigInteger first, BigInteger last) {
    static Network of(String cidr) throws IOException {
      String[] parts = cidr.split("/", 2);
      byte[] bytes = InetAddress.getByName(parts[0]).getAddress();
      int prefix = Integer.parseInt(parts[1]);
      if (bytes.length == 16 && prefix >= 96 && isZero(bytes, 12)) { // where IPv4 lies in the tree
        bytes = Arrays.copyOfRange(bytes, 12, 16);
        prefix -= 96;
      }
      int free = 8 * bytes.length - prefix;
      BigInteger first = new BigInteger(1, bytes).shiftRight(free).shiftLeft(free);
      BigInteger last = first.add(BigInteger.ONE.shiftLeft(free)).subtract(BigInteger.ONE);
      return new Network(bytes.length == 4, first, last);
    }

    private static boolean isZero(byte[] bytes, int count) {
      for (int i = 0; i < count; i++) {
        if (bytes[i] != 0) {
          return false;
        }
      }
      return true;
    }

    boolean covers(boolean isV4, BigInteger address) {
      return v4 == isV4 && first.compareTo(address) <= 0 && last.compareTo(address) >= 0;
    }

    String text(BigInteger address) throws IOException {
      byte[] bytes = new byte[v4 ? 4 : 16];
      byte[] digits = address.toByteArray();
      int length = Math.min(digits.length, bytes.length);
      System.arraycopy(digits, digits.length - length, bytes, bytes.length - length, length);
      return InetAddress.getByAddress(bytes).getHostAddress();
    }
  }

  private interface Check {
    void of(Map<?, ?> expected, Intelligence found);
  }

  /**
   * Checks the first and last address of every network. Of several networks that cover an address,
   * the one that was put into the file last counts, however wide it is.
   */
  private static void checkAll(String json, IntelligenceFiles files, int checkedMin, Check check)
      throws IOException {
    List<Map.Entry<Network, Map<?, ?>>> records = expected(json);
    int checked = 0;
    for (Map.Entry<Network, Map<?, ?>> record : records) {
      Network network = record.getKey();
      for (BigInteger address : List.of(network.first(), network.last())) {
        Map<?, ?> expected = Map.of();
        for (Map.Entry<Network, Map<?, ?>> other : records) {
          expected = other.getKey().covers(network.v4(), address) ? other.getValue() : expected;
        }
        String ip = network.text(address);
        Intelligence found = files.lookUp(Asked.from(ip));
        assertThat(found.degraded()).as(ip).isEmpty();
        try {
          check.of(expected, found);
        } catch (AssertionError e) {
          throw new AssertionError("for " + ip + " in " + network, e);
        }
        checked++;
      }
    }
    assertThat(checked).isGreaterThanOrEqualTo(checkedMin);
  }

  private static @Nullable Object at(Map<?, ?> found, String... path) {
    Object now = found;
    for (String step : path) {
      now = now instanceof Map<?, ?> map ? map.get(step) : null;
    }
    return now;
  }

  private static String country(Map<?, ?> found) {
    return (String) Objects.requireNonNullElse(at(found, "country", "iso_code"), "");
  }

  @Test
  @DisplayName("the country database gives every expected country")
  void countries() throws IOException {
    try (IntelligenceFiles files =
        IntelligenceFiles.builder().country(SHARED.resolve("GeoIP2-Country-Test.mmdb")).build()) {
      checkAll(
          "GeoIP2-Country-Test.json",
          files,
          500,
          (expected, found) -> assertThat(found.country()).isEqualTo(country(expected)));
    }
  }

  @Test
  @DisplayName("the city database gives every expected country, and its subdivisions are met")
  void cities() throws IOException {
    Path regions = Files.writeString(dir.resolve("regions"), "GB-ENG\nCN-JL\nUS-WA\n");
    try (IntelligenceFiles files =
        IntelligenceFiles.builder()
            .city(SHARED.resolve("GeoIP2-City-Test.mmdb"))
            .highRiskRegions(regions)
            .build()) {
      int[] risky = new int[1];
      checkAll(
          "GeoIP2-City-Test.json",
          files,
          400,
          (expected, found) -> {
            String country = country(expected);
            boolean isRisky = false;
            if (expected.get("subdivisions") instanceof List<?> subdivisions) {
              for (Object subdivision : subdivisions) {
                String code = country + "-" + ((Map<?, ?>) subdivision).get("iso_code");
                isRisky |= List.of("GB-ENG", "CN-22", "CN-JL", "US-WA").contains(code);
              }
            }
            risky[0] += isRisky ? 1 : 0;
            assertThat(found.country()).isEqualTo(country);
            assertThat(found.has(Finding.ORIGIN_HIGH_RISK)).isEqualTo(isRisky);
          });
      assertThat(risky[0]).as("addresses in these three regions").isGreaterThan(10);
      assertThat(
              files
                  .lookUp(Asked.from("175.16.199.1")) // Changchun, in Jilin: 22 in the database
                  .has(Finding.ORIGIN_HIGH_RISK))
          .isTrue();
    }
  }

  @Test
  @DisplayName("the database of networks gives every expected number")
  void networks() throws IOException {
    try (IntelligenceFiles files =
        IntelligenceFiles.builder().asn(SHARED.resolve("GeoLite2-ASN-Test.mmdb")).build()) {
      checkAll(
          "GeoLite2-ASN-Test.json",
          files,
          500,
          (expected, found) ->
              assertThat(found.asn())
                  .isEqualTo(((Number) expected.get("autonomous_system_number")).longValue()));
      assertThat(files.lookUp(Asked.from("192.0.2.1")).asn()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"GeoIP2-Anonymous-IP-Test, 20", "GeoIP2-IP-Risk-Test, 20"})
  @DisplayName("the databases of anonymous addresses give every expected finding")
  void anonymous(String name, int networksMin) throws IOException {
    try (IntelligenceFiles files =
        IntelligenceFiles.builder().anonymousIp(SHARED.resolve(name + ".mmdb")).build()) {
      checkAll(
          name + ".json",
          files,
          networksMin,
          (expected, found) -> {
            assertThat(found.has(Finding.TOR)).isEqualTo(is(expected, "is_tor_exit_node"));
            assertThat(found.has(Finding.HOSTING)).isEqualTo(is(expected, "is_hosting_provider"));
            assertThat(found.has(Finding.VPN))
                .isEqualTo(
                    is(expected, "is_anonymous_vpn")
                        || is(expected, "is_public_proxy")
                        || is(expected, "is_residential_proxy")
                        || (is(expected, "is_anonymous")
                            && !is(expected, "is_tor_exit_node")
                            && !is(expected, "is_hosting_provider")));
          });
      assertThat(files.lookUp(Asked.from("192.0.2.1")).findings()).isZero();
    }
  }

  private static boolean is(Map<?, ?> expected, String flag) {
    return Boolean.TRUE.equals(expected.get(flag));
  }

  @ParameterizedTest
  @CsvSource({
    "COUNTRY, GeoIP2-City-Test.mmdb, 'is a database of type GeoIP2-City, not one for country'",
    "CITY, GeoLite2-ASN-Test.mmdb, 'is a database of type GeoLite2-ASN, not one for city'",
    "ASN, GeoIP2-Country-Test.mmdb, 'is a database of type GeoIP2-Country, not one for asn'",
    "ANONYMOUS_IP, MaxMind-DB-test-broken-search-tree-24.mmdb,"
        + " 'is a database of type Test, not one for anonymous-ip'",
    "CITY, GeoIP2-City-Test-Invalid-Node-Count.mmdb," + " 'has records that cannot be read: '",
    "CITY, LICENSE-MIT," + " 'is no MaxMind database, or not a whole one: InvalidDatabaseException'"
  })
  @DisplayName("a database of another type, or a broken one, is refused in plain words")
  void refused(SourceKind kind, String file, String why) throws IOException {
    assertThatThrownBy(() -> MaxMindDatabase.open(SHARED.resolve(file), kind))
        .isInstanceOf(BrokenSourceException.class)
        .hasMessageStartingWith(why);

    try (IntelligenceFiles files =
        IntelligenceFiles.builder().file(kind, SHARED.resolve(file)).build()) {
      assertThat(files.lookUp(Asked.from("81.2.69.160")).degraded())
          .containsExactly(new Degraded(Cause.LOOKUP_FAILED, kind.title()));
      assertThat(files.status().get(0).problem()).startsWith(why);
    }
  }

  @Test
  @DisplayName("a database whose broken part is not needed answers, and never wrongly")
  void brokenDoubles() throws IOException {
    Path broken = SHARED.resolve("GeoIP2-City-Test-Broken-Double-Format.mmdb");
    try (IntelligenceFiles files = IntelligenceFiles.builder().city(broken).build()) {
      Intelligence found = files.lookUp(Asked.from("2001:220::1"));

      boolean isRight = found.country().equals("KR") && found.degraded().isEmpty();
      boolean isDegraded = found.country().isEmpty() && !found.degraded().isEmpty();
      assertThat(isRight || isDegraded).isTrue();
    }
  }

  @Test
  @DisplayName("a file that was cut off anywhere is never a clean answer")
  void truncated() throws IOException {
    byte[] whole = Files.readAllBytes(SHARED.resolve("GeoIP2-Anonymous-IP-Test.mmdb"));
    Path file = dir.resolve("cut.mmdb");
    for (int length = 0; length < whole.length; length += 97) {
      Files.write(file, Arrays.copyOf(whole, length));
      try (IntelligenceFiles files = IntelligenceFiles.builder().anonymousIp(file).build()) {
        Intelligence found = files.lookUp(Asked.from("81.2.69.1"));
        assertThat(found.has(Finding.TOR) || !found.degraded().isEmpty())
            .as("of %d bytes", length)
            .isTrue();
      }
    }
  }

  @Test
  @DisplayName("bytes that were changed anywhere never come out as an exception")
  void damaged() throws IOException {
    byte[] whole = Files.readAllBytes(SHARED.resolve("GeoIP2-Anonymous-IP-Test.mmdb"));
    Path file = dir.resolve("damaged.mmdb");
    int refused = 0;
    for (int at = 0; at < whole.length; at += 41) {
      byte[] damaged = whole.clone();
      damaged[at] ^= (byte) 0xFF;
      Files.write(file, damaged);
      try (IntelligenceFiles files = IntelligenceFiles.builder().anonymousIp(file).build()) {
        assertThat(files.lookUp(Asked.from("81.2.69.1"))).isNotNull();
        assertThat(files.lookUp(Asked.from("abcd:1000::1"))).isNotNull();
        refused += files.status().get(0).state() == State.FAILED ? 1 : 0;
      }
    }
    assertThat(refused).as("of %d", whole.length / 41).isPositive();
  }

  @Test
  @DisplayName("a database is as old as its build, and a broken one replaces nothing")
  void ageAndReload() throws IOException {
    Path file = dir.resolve("country.mmdb");
    Files.copy(SHARED.resolve("GeoIP2-Country-Test.mmdb"), file);
    Instant built = Instant.ofEpochSecond(1_770_245_369L);
    TestClock clock = new TestClock(built.plus(Duration.ofDays(29)));
    try (IntelligenceFiles files =
        IntelligenceFiles.builder()
            .country(file)
            .maxAge(SourceKind.COUNTRY, Duration.ofDays(30))
            .clock(clock)
            .build()) {
      assertThat(files.status().get(0).asOf()).isEqualTo(built);
      assertThat(files.lookUp(Asked.from("2001:220::1")).degraded()).isEmpty();

      Files.copy(
          SHARED.resolve("GeoIP2-City-Test.mmdb"),
          file,
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      assertThat(files.refresh()).isTrue();
      Intelligence found = files.lookUp(Asked.from("2001:220::1"));
      assertThat(found.country()).isEqualTo("KR");
      assertThat(found.degraded()).containsExactly(new Degraded(Cause.LOOKUP_STALE, "country"));

      Files.copy(
          SHARED.resolve("GeoIP2-Country-Test.mmdb"),
          file,
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      assertThat(files.refresh()).isTrue();
      assertThat(files.lookUp(Asked.from("2001:220::1")).degraded()).isEmpty();
      clock.advance(Duration.ofDays(2));
      assertThat(files.lookUp(Asked.from("2001:220::1")).degraded())
          .containsExactly(new Degraded(Cause.LOOKUP_STALE, "country"));
    }
  }
}
