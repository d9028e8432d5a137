package io.riskgate.intel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The table of ranges, beside a list of prefixes that is searched from beginning to end. */
class IpRangesProperties {
  record Prefix(IpAddress address, int bits) {
    boolean covers(IpAddress other) {
      int all = address.v4() ? 32 : 128;
      return address.v4() == other.v4()
          && number(address).shiftRight(all - bits).equals(number(other).shiftRight(all - bits));
    }

    private static BigInteger number(IpAddress address) {
      return new BigInteger(1, address.toInet().getAddress());
    }
  }

  private static IpAddress v4(long address) {
    return new IpAddress(true, 0, address & 0xFFFF_FFFFL);
  }

  /** Addresses that lie close together, around the ends of bytes, halves and of everything. */
  @Provide
  Arbitrary<IpAddress> addresses() {
    Arbitrary<Long> near = Arbitraries.longs().between(-40, 40);
    Arbitrary<IpAddress> v4 =
        Combinators.combine(Arbitraries.of(0L, 0x0A00_0000L, 0x8000_0000L, 0xFFFF_FFFFL), near)
            .as((base, offset) -> v4(base + offset));
    Arbitrary<IpAddress> v6 =
        Combinators.combine(
                Arbitraries.of(0x2001_0DB8_0000_0000L, Long.MAX_VALUE, Long.MIN_VALUE, -1L),
                Arbitraries.of(0L, Long.MIN_VALUE, -1L),
                near)
            .as((high, low, offset) -> new IpAddress(false, high, low + offset));
    return Arbitraries.oneOf(v4, v6);
  }

  @Provide
  Arbitrary<List<Prefix>> prefixes() {
    return Combinators.combine(addresses(), Arbitraries.integers().between(0, 12))
        .as((address, free) -> new Prefix(address, (address.v4() ? 32 : 128) - free))
        .list()
        .ofMaxSize(40);
  }

  @Property(tries = 2_000)
  @Label("an address is in the table exactly if a prefix covers it")
  void contains(
      @ForAll("prefixes") List<Prefix> prefixes, @ForAll("addresses") IpAddress anywhere) {
    IpRanges ranges = table(prefixes);

    List<IpAddress> asked = new ArrayList<>(List.of(anywhere));
    for (Prefix prefix : prefixes) {
      for (int offset = -2; offset <= 2; offset++) {
        IpAddress near = prefix.address();
        asked.add(
            near.v4()
                ? v4(near.low() + offset)
                : new IpAddress(false, near.high(), near.low() + offset));
      }
    }
    for (IpAddress address : asked) {
      boolean expected = prefixes.stream().anyMatch(prefix -> prefix.covers(address));
      assertThat(ranges.contains(address))
          .as("%s in %s", address.toInet(), prefixes)
          .isEqualTo(expected);
    }
  }

  @Property(tries = 500)
  @Label("no two ranges touch")
  void merged(@ForAll List<@net.jqwik.api.constraints.IntRange(max = 255) Integer> lowest) {
    List<Prefix> prefixes = lowest.stream().map(i -> new Prefix(v4(0x0A00_0000L + i), 32)).toList();
    long runs = lowest.stream().distinct().filter(i -> !lowest.contains(i - 1)).count();

    assertThat(table(prefixes).size()).isEqualTo((int) runs);
  }

  private static IpRanges table(List<Prefix> prefixes) {
    IpRanges.Builder builder = new IpRanges.Builder();
    prefixes.forEach(prefix -> builder.add(prefix.address(), prefix.bits()));
    return builder.build();
  }

  @Example
  @Label("the whole of either version is one range that ends where the numbers end")
  void everything() {
    IpRanges all =
        table(
            List.of(
                new Prefix(v4(0), 1),
                new Prefix(v4(0x8000_0000L), 1),
                new Prefix(new IpAddress(false, 0, 0), 1),
                new Prefix(new IpAddress(false, Long.MIN_VALUE, 0), 1),
                new Prefix(new IpAddress(false, -1, -1), 128)));

    assertThat(all.size()).isEqualTo(2);
    assertThat(all.contains(v4(0xFFFF_FFFFL))).isTrue();
    assertThat(all.contains(new IpAddress(false, -1, -1))).isTrue();
    assertThat(new IpRanges.Builder().build().contains(v4(0))).isFalse();
  }
}
