package io.riskgate.intel;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A list of addresses and of ranges in CIDR form. Ranges must begin at their own first address and
 * not be absurdly wide: the end of a file that was cut off in 203.0.113.0/2 is not a quarter of the
 * Internet.
 */
final class AddressList implements ListReader.Sink {
  private static final int V4_PREFIX_MIN = 8;
  private static final int V6_PREFIX_MIN = 16;

  private final IpRanges.Builder ranges = new IpRanges.Builder();

  private AddressList() {}

  static Loaded<IpRanges> read(Path file) throws IOException {
    AddressList list = new AddressList();
    String remark = ListReader.read(file, true, list);
    IpRanges ranges = list.ranges.build();
    return new Loaded<>(ranges, ranges.size(), null, remark);
  }

  @Override
  public @Nullable String take(String line) {
    int slash = line.indexOf('/');
    String text = slash < 0 ? line : line.substring(0, slash);
    IpAddress address = text.isEmpty() ? null : IpAddress.parse(text);
    if (address == null) {
      return "not an address";
    }
    boolean isMapped = address.v4() && text.indexOf(':') >= 0;
    int bits = address.v4() ? 32 : 128;
    int prefix = bits;
    if (slash >= 0) {
      prefix = number(line, slash + 1) - (isMapped ? 96 : 0);
      if (prefix > bits || prefix < (isMapped ? -96 : 0)) {
        return "not a prefix length";
      }
    }
    if (prefix < (address.v4() ? V4_PREFIX_MIN : V6_PREFIX_MIN)) {
      return "too wide a range";
    }
    if (hasBitsBelow(address, prefix, bits)) {
      return "not the first address of its range";
    }
    if (!address.v4() && coversMapped(address, prefix)) {
      return "too wide a range"; // all of IPv4 lies in it, as ::ffff:0:0/96
    }
    ranges.add(address, prefix);
    return null;
  }

  private static boolean hasBitsBelow(IpAddress address, int prefix, int bits) {
    int below = bits - prefix;
    if (below > 64) {
      return address.low() != 0 || (address.high() & (-1L >>> (128 - below))) != 0;
    }
    return below > 0 && (address.low() & (-1L >>> (64 - below))) != 0;
  }

  private static boolean coversMapped(IpAddress range, int prefix) {
    return range.high() == 0
        && prefix < 96
        && (prefix <= 64 || (IpAddress.MAPPED & (-1L << (128 - prefix))) == range.low());
  }

  /** One to three digits; -1000 if it is anything else. */
  private static int number(String line, int from) {
    int number = 0;
    for (int i = from; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c < '0' || c > '9' || i - from == 3) {
        return -1_000;
      }
      number = number * 10 + (c - '0');
    }
    return from == line.length() ? -1_000 : number;
  }
}
