package io.riskgate.core.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Reads IP addresses in text form, never asking a name server. */
final class IpAddresses {
  private static final int V6_CHARS_MAX = 45;

  private IpAddresses() {}

  static boolean isValid(String text) {
    return text.indexOf(':') >= 0 ? isV6(text) : isV4(text);
  }

  private static boolean isV4(String text) {
    int parts = 0;
    int digits = 0;
    int number = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : '.';
      if (c == '.') {
        if (digits == 0 || number > 255) {
          return false;
        }
        parts++;
        digits = 0;
        number = 0;
      } else if (c >= '0' && c <= '9' && digits < 3) {
        number = number * 10 + (c - '0');
        digits++;
      } else {
        return false;
      }
    }
    return parts == 4;
  }

  private static boolean isV6(String text) {
    if (text.length() > V6_CHARS_MAX || text.charAt(0) == '.') {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != ':' && c != '.' && (c > 'f' || Character.digit(c, 16) < 0)) {
        return false;
      }
    }
    try {
      // Text that starts so and has a colon is only ever read as a literal: no name is looked up.
      return InetAddress.getByName(text) != null;
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
