package io.riskgate.workbench.explain;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes maps, lists, texts, numbers and truth values as JSON, two blanks to a level. */
final class Json {
  private final StringBuilder out = new StringBuilder();

  private Json() {}

  static String of(Map<String, ?> object) {
    Json json = new Json();
    json.value(object, 0);
    return json.out.append('\n').toString();
  }

  private void value(@Nullable Object value, int level) {
    if (value instanceof Map<?, ?> map) {
      object(map, level);
    } else if (value instanceof Collection<?> items) {
      array(items, level);
    } else if (value == null || value instanceof Number || value instanceof Boolean) {
      out.append(value);
    } else {
      text(value.toString());
    }
  }

  private void object(Map<?, ?> map, int level) {
    if (map.isEmpty()) {
      out.append("{}");
      return;
    }
    out.append('{');
    for (Iterator<? extends Map.Entry<?, ?>> i = map.entrySet().iterator(); i.hasNext(); ) {
      Map.Entry<?, ?> member = i.next();
      line(level + 1);
      text(String.valueOf(member.getKey()));
      out.append(": ");
      value(member.getValue(), level + 1);
      out.append(i.hasNext() ? "," : "");
    }
    line(level);
    out.append('}');
  }

  private void array(Collection<?> items, int level) {
    if (items.isEmpty()) {
      out.append("[]");
      return;
    }
    out.append('[');
    for (Iterator<?> i = items.iterator(); i.hasNext(); ) {
      line(level + 1);
      value(i.next(), level + 1);
      out.append(i.hasNext() ? "," : "");
    }
    line(level);
    out.append(']');
  }

  private void line(int level) {
    out.append('\n').append("  ".repeat(level));
  }

  private void text(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
