package io.riskgate.intel;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.DataItem;
import io.riskgate.core.Degraded;
import io.riskgate.core.Degraded.Cause;
import io.riskgate.core.Transfer;
import io.riskgate.core.spi.Intelligence;
import io.riskgate.core.spi.Intelligence.Finding;
import io.riskgate.intel.AddressDatabase.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What databases say of addresses, with databases that are made up. */
class AddressDatabasesTest {
  private static final Instant NOON = Instant.parse("2024-03-14T04:00:00Z");
  private static final String IP = "203.0.113.9";

  @TempDir Path dir;
  private final List<SourceFile<?>> files = new ArrayList<>();

  private <T> SourceFile<T> source(SourceKind kind, T table) throws IOException {
    Path file = Files.writeString(dir.resolve("file" + files.size()), "x");
    SourceFile<T> source =
        new SourceFile<>(
            kind, file, 10, f -> new Loaded<>(table, 1, NOON, ""), new TestClock(NOON), null);
    assertThat(source.refresh(false, false)).isTrue();
    files.add(source);
    return source;
  }

  private SourceFile<AddressDatabase> database(SourceKind kind, AddressDatabase database)
      throws IOException {
    return source(kind, database);
  }

  private static AddressDatabase saying(String country, String... subdivisions) {
    Answer answer = new Answer(country, List.of(subdivisions), 0, 0);
    return address -> answer;
  }

  private static AddressDatabase failing() {
    return address -> {
      throw new IOException("Error getting record for IP " + address);
    };
  }

  private Tables tables() {
    return new Tables(files.stream().map(SourceFile::use).toList(), "", NOON.toEpochMilli());
  }

  private Intelligence lookUp() {
    return tables().lookUp(Asked.from(IP));
  }

  private void highRisk(String... codes) throws IOException {
    source(SourceKind.HIGH_RISK_REGIONS, new Regions(Set.of(codes)));
  }

  @Test
  @DisplayName("the country is that of the city database, else of the country database")
  void country() throws IOException {
    database(SourceKind.COUNTRY, saying("KH"));
    assertThat(lookUp().country()).isEqualTo("KH");
    database(SourceKind.CITY, saying("MM"));
    assertThat(lookUp().country()).isEqualTo("MM");
    files.remove(1);
    database(SourceKind.CITY, address -> Answer.NOTHING);
    assertThat(lookUp().country()).isEqualTo("KH");
  }

  @Test
  @DisplayName("an address in a country or subdivision of high risk is found, another is not")
  void regions() throws IOException {
    database(SourceKind.CITY, saying("CN", "CN-YN"));
    highRisk("MM", "CN-FJ");
    assertThat(lookUp().has(Finding.ORIGIN_HIGH_RISK)).isFalse();
    highRisk("CN-YN");
    assertThat(lookUp().has(Finding.ORIGIN_HIGH_RISK)).isTrue();
    assertThat(lookUp().has(Finding.PAYEE_HIGH_RISK)).isFalse();

    files.clear();
    database(SourceKind.COUNTRY, saying("CN"));
    highRisk("CN");
    assertThat(lookUp().has(Finding.ORIGIN_HIGH_RISK)).isTrue();
  }

  @Test
  @DisplayName("the place of the address counts beside the one that the transfer brings")
  void toldAndLookedUp() throws IOException {
    database(SourceKind.COUNTRY, saying("MM"));
    highRisk("MM");

    Transfer told = Asked.toBob().ip(IP).originCountry("CN").build();

    assertThat(tables().lookUp(told).has(Finding.ORIGIN_HIGH_RISK)).isTrue();
  }

  @Test
  @DisplayName(
      "networks and findings come from their databases, and findings of several are joined")
  void networksAndFindings() throws IOException {
    database(SourceKind.ASN, address -> new Answer("", List.of(), 4_294_967_295L, 0));
    database(SourceKind.ANONYMOUS_IP, address -> new Answer("", List.of(), 0, Finding.TOR.bit()));
    database(
        SourceKind.ANONYMOUS_IP, address -> new Answer("", List.of(), 0, Finding.HOSTING.bit()));

    Intelligence found = lookUp();

    assertThat(found.asn()).isEqualTo(4_294_967_295L);
    assertThat(found.findings()).isEqualTo(Finding.TOR.bit() | Finding.HOSTING.bit());
    assertThat(found.known())
        .isEqualTo(
            DataItem.TOR_EXITS.bit()
                | DataItem.VPN_ADDRESSES.bit()
                | DataItem.HOSTING_ADDRESSES.bit()
                | DataItem.IP_NETWORKS.bit());
  }

  @Test
  @DisplayName("a look-up that fails degrades that transfer: its items are not known, the rest is")
  void failingLookUp() throws IOException {
    SourceFile<AddressDatabase> broken = database(SourceKind.ANONYMOUS_IP, failing());
    database(SourceKind.ASN, address -> new Answer("", List.of(), 7, 0));

    Intelligence found = lookUp();

    assertThat(found.known()).isEqualTo(DataItem.IP_NETWORKS.bit());
    assertThat(found.asn()).isEqualTo(7);
    assertThat(found.degraded()).containsExactly(new Degraded(Cause.LOOKUP_FAILED, "anonymous-ip"));
    assertThat(tables().lookUp(Asked.toBob().build()).degraded()).isEmpty();
    assertThat(broken.status(NOON.toEpochMilli()).failedLookUps()).isEqualTo(1);
  }

  @Test
  @DisplayName("what a list says counts where the database of the same item fails")
  void listBesideFailingDatabase() throws IOException {
    database(SourceKind.ANONYMOUS_IP, failing());
    IpRanges exits = new IpRanges.Builder().add(new IpAddress(true, 0, 0xCB00_7109L), 32).build();
    source(SourceKind.TOR_EXITS, exits);

    Intelligence found = lookUp();

    assertThat(found.findings()).isEqualTo(Finding.TOR.bit());
    assertThat(found.known()).isEqualTo(DataItem.TOR_EXITS.bit());
    assertThat(found.degraded()).hasSize(1);
  }

  @Test
  @DisplayName("what failed is asked again the next time, and what was found is not")
  void cache() throws IOException {
    List<InetAddress> asked = new ArrayList<>();
    database(
        SourceKind.COUNTRY,
        address -> {
          asked.add(address);
          if (asked.size() == 1) {
            throw new IllegalStateException("not yet");
          }
          return new Answer("KH", List.of(), 0, 0);
        });
    Tables tables = tables();

    assertThat(tables.lookUp(Asked.from(IP)).degraded()).hasSize(1);
    Intelligence found = tables.lookUp(Asked.from(IP));
    assertThat(found.country()).isEqualTo("KH");
    assertThat(tables.lookUp(Asked.from(IP))).isSameAs(found);
    assertThat(asked).hasSize(2).allMatch(address -> address.getHostAddress().equals(IP));
  }

  @Test
  @DisplayName("addresses that share a slot of the cache do not share an answer")
  void collisions() throws IOException {
    database(
        SourceKind.ASN,
        address -> new Answer("", List.of(), Arrays.hashCode(address.getAddress()) & 0xFFFFL, 0));
    Tables tables = tables();
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 3 * AddressTables.CACHE_SLOTS; i++) {
        String ip = "10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255);
        byte[] bytes = {10, (byte) (i >> 16), (byte) (i >> 8), (byte) i};
        assertThat(tables.lookUp(Asked.from(ip)).asn()).isEqualTo(Arrays.hashCode(bytes) & 0xFFFFL);
      }
    }
  }

  @Test
  @DisplayName("an address that cannot be read fails in every source of addresses")
  void unreadableAddress() throws IOException {
    database(SourceKind.COUNTRY, saying("KH"));
    source(SourceKind.VPN, IpRanges.NONE);
    source(SourceKind.REPORTED_ACCOUNTS, new NameList.Names(Set.of()));

    Intelligence found = tables().lookUp(Asked.from("not-an-address"));

    assertThat(found.known()).isEqualTo(DataItem.REPORTED_ACCOUNTS.bit());
    assertThat(found.degraded()).extracting(Degraded::subject).containsExactly("country", "vpn");
  }
}
