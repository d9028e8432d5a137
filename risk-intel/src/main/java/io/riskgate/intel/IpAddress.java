package io.riskgate.intel;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * An address of version 4 or 6, read from text without asking a name server. An IPv4 address that
 * is written as IPv6 (::ffff:1.2.3.4) is IPv4.
 *
 * @param v4 whether it is of version 4
 * @param high the upper 64 bits; 0 for version 4
 * @param low the lower 64 bits; the whole address for version 4
 */
record IpAddress(boolean v4, long high, long low) {
  /** The lower half of ::ffff:0:0, where IPv4 lies in IPv6. */
  static final long MAPPED = 0xFFFFL << 32;

  private static final long V4_MASK = 0xFFFF_FFFFL;
  private static final int V6_GROUPS = 8;
  private static final int CHARS_MAX = 45;

  /** Reads an address; null if the text is none. */
  static @Nullable IpAddress parse(String text) {
    if (text.length() > CHARS_MAX) {
      return null;
    }
    if (text.indexOf(':') < 0) {
      long v4 = v4(text, 0);
      return v4 < 0 ? null : new IpAddress(true, 0, v4);
    }
    return v6(text);
  }

  /** Reads an IPv4 address from a position to the end; -1 if it is none. */
  private static long v4(String text, int from) {
    long address = 0;
    int parts = 0;
    int digits = 0;
    int number = 0;
    for (int i = from; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : '.';
      if (c == '.') {
        if (digits == 0 || number > 255 || parts == 4) {
          return -1;
        }
        address = address << 8 | number;
        parts++;
        digits = 0;
        number = 0;
      } else if (c >= '0' && c <= '9' && digits < 3) {
        number = number * 10 + (c - '0');
        digits++;
      } else {
        return -1;
      }
    }
    return parts == 4 ? address : -1;
  }

  /** Groups before a double colon are shifted in from the left, those after it from the right. */
  private static @Nullable IpAddress v6(String text) {
    int length = text.length();
    long high = 0;
    long low = 0;
    int groups = 0;
    int gap = -1; // how many groups stand before the double colon
    int i = 0;
    if (text.startsWith("::")) {
      gap = 0;
      i = 2;
    } else if (text.charAt(0) == ':') {
      return null;
    }
    while (i < length) {
      int start = i;
      int group = 0;
      while (i < length && group <= 0xFFFF && hex(text.charAt(i)) >= 0) {
        group = group << 4 | hex(text.charAt(i));
        i++;
      }
      if (i < length && text.charAt(i) == '.') {
        long v4 = groups <= V6_GROUPS - 2 ? v4(text, start) : -1;
        if (v4 < 0) {
          return null;
        }
        high = high << 32 | low >>> 32;
        low = low << 32 | v4;
        groups += 2;
        break;
      }
      if (i == start || group > 0xFFFF || groups == V6_GROUPS) {
        return null;
      }
      high = high << 16 | low >>> 48;
      low = low << 16 | group;
      groups++;
      if (i == length) {
        break;
      }
      if (text.charAt(i++) != ':' || i == length) {
        return null; // another sign, or a colon at the end
      }
      if (text.charAt(i) == ':') {
        if (gap >= 0) {
          return null;
        }
        gap = groups;
        i++;
      }
    }
    if (gap >= 0) {
      return groups < V6_GROUPS ? spread(high, low, groups, gap) : null;
    }
    return groups == V6_GROUPS ? of(high, low) : null;
  }

  /** Moves the groups before the gap to the left end. */
  private static IpAddress spread(long high, long low, int groups, int gap) {
    int tailBits = 16 * (groups - gap);
    long tailHigh = high & maskHigh(tailBits);
    long tailLow = low & maskLow(tailBits);
    long headHigh = high & ~maskHigh(tailBits);
    long headLow = low & ~maskLow(tailBits);
    for (int moved = groups; moved < V6_GROUPS; moved++) {
      headHigh = headHigh << 16 | headLow >>> 48;
      headLow <<= 16;
    }
    return of(headHigh | tailHigh, headLow | tailLow);
  }

  private static long maskHigh(int lowestBits) {
    return lowestBits <= 64 ? 0 : -1L >>> (128 - lowestBits);
  }

  private static long maskLow(int lowestBits) {
    return lowestBits == 0 ? 0 : lowestBits >= 64 ? -1L : -1L >>> (64 - lowestBits);
  }

  private static int hex(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    int letter = c | 0x20;
    return letter >= 'a' && letter <= 'f' && c < 0x80 ? letter - 'a' + 10 : -1;
  }

  /** The address of these bits, of version 4 where they are a mapped one. */
  static IpAddress of(long high, long low) {
    return high == 0 && (low & ~V4_MASK) == MAPPED
        ? new IpAddress(true, 0, low & V4_MASK)
        : new IpAddress(false, high, low);
  }

  /** The same address for Java's own classes. */
  InetAddress toInet() {
    byte[] bytes = new byte[v4 ? 4 : 16];
    for (int i = 0; i < bytes.length; i++) {
      int bitsBelow = 8 * (bytes.length - 1 - i);
      bytes[i] = (byte) (bitsBelow < 64 ? low >>> bitsBelow : high >>> (bitsBelow - 64));
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError("4 and 16 bytes are an address", e);
    }
  }

  /** Not the address, which is personal. */
  @Override
  public String toString() {
    return v4 ? "an IPv4 address" : "an IPv6 address";
  }
}
