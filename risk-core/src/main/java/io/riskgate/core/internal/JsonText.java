package io.riskgate.core.internal;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON on one line, member by member. Where a comma is due follows from what was written
 * last.
 */
final class JsonText {
  private static final String HEX = "0123456789abcdef";

  private final StringBuilder out;

  JsonText(int capacity) {
    out = new StringBuilder(capacity);
  }

  @Override
  public String toString() {
    return out.toString();
  }

  /** Begins an object that is the whole text, or an item of an array. */
  JsonText begin() {
    item();
    out.append('{');
    return this;
  }

  void end() {
    out.append('}');
  }

  void object(String name) {
    name(name);
    out.append('{');
  }

  void array(String name) {
    name(name);
    out.append('[');
  }

  void endArray() {
    out.append(']');
  }

  void item(String value) {
    item();
    string(value);
  }

  private void item() {
    if (!out.isEmpty()) {
      char last = out.charAt(out.length() - 1);
      if (last != '[' && last != ':') {
        out.append(',');
      }
    }
  }

  void names(String name, Collection<? extends Enum<?>> values) {
    strings(name, values.stream().map(Enum::name).sorted().toList());
  }

  void strings(String name, List<String> values) {
    array(name);
    for (String value : values) {
      item(value);
    }
    endArray();
  }

  void field(String name, boolean value) {
    name(name);
    out.append(value);
  }

  void field(String name, long value) {
    name(name);
    out.append(value);
  }

  void field(String name, @Nullable String value) {
    name(name);
    if (value == null) {
      out.append("null");
    } else {
      string(value);
    }
  }

  /** A member whose value is JSON already. */
  void json(String name, String value) {
    name(name);
    out.append(value);
  }

  private void name(String name) {
    if (!out.isEmpty() && out.charAt(out.length() - 1) != '{') {
      out.append(',');
    }
    string(name);
    out.append(':');
  }

  private void string(String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20 || isHalf(value, i)) {
            escape(c);
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /** Half a character, which UTF-8 cannot say and which would be read back as another. */
  private static boolean isHalf(String value, int i) {
    char c = value.charAt(i);
    if (!Character.isSurrogate(c)) {
      return false;
    }
    boolean wholeAhead =
        Character.isHighSurrogate(c)
            && i + 1 < value.length()
            && Character.isLowSurrogate(value.charAt(i + 1));
    boolean wholeBehind =
        Character.isLowSurrogate(c) && i > 0 && Character.isHighSurrogate(value.charAt(i - 1));
    return !wholeAhead && !wholeBehind;
  }

  private void escape(char c) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(HEX.charAt((c >> shift) & 0xf));
    }
  }
}
