package io.riskgate.intel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.riskgate.core.spi.Intelligence.Finding;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists that others publish, as they are. */
class SharedListsTest {
  private static final Path SHARED = Path.of("..", "..", "shared", "data", "ipintel", "lists");

  @BeforeEach
  void present() {
    assumeTrue(Files.exists(SHARED), "../shared/data is not here");
  }

  @ParameterizedTest
  @CsvSource({
    "tor-exit-nodes.lst, TOR_EXITS, TOR, 1746",
    "vpn-ipv4.txt, VPN, VPN, 10862",
    "datacenter-ipv4.txt, HOSTING, HOSTING, 42566"
  })
  @DisplayName("every entry is found from its first address to its last, and nothing between them")
  void everyEntry(String name, SourceKind kind, Finding finding, int lines) throws IOException {
    List<String> entries = Files.readAllLines(SHARED.resolve(name));
    assertThat(entries).hasSize(lines);
    List<BigInteger[]> ranges = new ArrayList<>();
    try (IntelligenceFiles files =
        IntelligenceFiles.builder().file(kind, SHARED.resolve(name)).build()) {
      assertThat(files.status().get(0).state()).isEqualTo(SourceStatus.State.READY);
      assertThat(files.status().get(0).problem()).isEmpty();
      for (String entry : entries) {
        String[] parts = entry.split("/", 2);
        byte[] bytes = InetAddress.getByName(parts[0]).getAddress();
        int bits = 8 * bytes.length;
        int free = parts.length == 1 ? 0 : bits - Integer.parseInt(parts[1]);
        BigInteger first = new BigInteger(1, bytes);
        BigInteger last = first.add(BigInteger.ONE.shiftLeft(free)).subtract(BigInteger.ONE);
        ranges.add(new BigInteger[] {first, last});
        for (BigInteger in : List.of(first, last)) {
          assertThat(files.lookUp(Asked.from(text(in))).has(finding)).as(entry).isTrue();
        }
      }
      Random random = new Random(4);
      for (int i = 0; i < 1_000; i++) {
        BigInteger[] near = ranges.get(random.nextInt(ranges.size()));
        BigInteger address = i % 2 == 0 ? near[1].add(BigInteger.ONE) : new BigInteger(32, random);
        boolean expected =
            ranges.stream()
                .anyMatch(r -> r[0].compareTo(address) <= 0 && r[1].compareTo(address) >= 0);
        assertThat(files.lookUp(Asked.from(text(address))).has(finding))
            .as("%s", address)
            .isEqualTo(expected);
      }
    }
  }

  /** Numbers of 32 bits are of version 4: no list has an address of version 6 that is so low. */
  private static String text(BigInteger address) throws IOException {
    byte[] digits = address.toByteArray();
    byte[] bytes = new byte[address.bitLength() <= 32 ? 4 : 16];
    int length = Math.min(digits.length, bytes.length);
    System.arraycopy(digits, digits.length - length, bytes, bytes.length - length, length);
    return InetAddress.getByAddress(bytes).getHostAddress();
  }
}
