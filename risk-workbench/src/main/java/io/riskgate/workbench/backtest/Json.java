package io.riskgate.workbench.backtest;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON, indented for people. Where a comma is due follows from what was written last. A
 * number that is none, because there is nothing to divide by, is {@code null}.
 */
final class Json {
  private final StringBuilder out = new StringBuilder();
  private int depth;
  private boolean empty = true;

  Json object() {
    item();
    return open('{');
  }

  Json object(String name) {
    name(name);
    return open('{');
  }

  Json array(String name) {
    name(name);
    return open('[');
  }

  Json end() {
    return close('}');
  }

  Json endArray() {
    return close(']');
  }

  Json field(String name, @Nullable String value) {
    name(name);
    if (value == null) {
      out.append("null");
    } else {
      string(value);
    }
    return this;
  }

  Json field(String name, long value) {
    name(name);
    out.append(value);
    return this;
  }

  Json field(String name, BigInteger value) {
    name(name);
    out.append(value);
    return this;
  }

  Json field(String name, boolean value) {
    name(name);
    out.append(value);
    return this;
  }

  Json field(String name, double value) {
    name(name);
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      out.append("null");
    } else {
      out.append(value);
    }
    return this;
  }

  Json absent(String name) {
    name(name);
    out.append("null");
    return this;
  }

  Json item(String value) {
    item();
    string(value);
    return this;
  }

  private Json open(char bracket) {
    out.append(bracket);
    depth++;
    empty = true;
    return this;
  }

  private Json close(char bracket) {
    depth--;
    if (!empty) {
      line();
    }
    out.append(bracket);
    empty = false;
    return this;
  }

  private void item() {
    if (depth > 0) {
      if (!empty) {
        out.append(',');
      }
      line();
    }
    empty = false;
  }

  private void name(String name) {
    item();
    string(name);
    out.append(": ");
  }

  private void line() {
    out.append('\n').append("  ".repeat(depth));
  }

  private void string(String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c == '\u2028' || c == '\u2029' || Character.isSurrogate(c)) {
        // Halves of characters too: what UTF-8 cannot say, JSON can.
        out.append("\\u").append(Character.forDigit(c >> 12, 16));
        out.append(Character.forDigit((c >> 8) & 0xf, 16));
        out.append(Character.forDigit((c >> 4) & 0xf, 16));
        out.append(Character.forDigit(c & 0xf, 16));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  @Override
  public String toString() {
    return out + "\n";
  }
}
