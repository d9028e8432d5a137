package io.riskgate.core.internal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON that {@link JsonText} writes, and no less strictly than RFC 8259 says; a name that
 * is there twice is refused. Whole numbers become {@code Long}, others {@code BigDecimal}. At most
 * 16 levels deep.
 */
public final class JsonReader {
  private static final int DEPTH_MAX = 16;

  private final String text;
  private int at;

  private JsonReader(String text) {
    this.text = text;
  }

  /**
   * Reads a text that is one object.
   *
   * @throws IllegalArgumentException if it is not; the message says where, and quotes nothing
   */
  public static Members object(String text) {
    JsonReader reader = new JsonReader(text);
    Object value = reader.value(0);
    reader.skipSpace();
    if (reader.at != text.length()) {
      throw reader.wrong("something follows the object");
    }
    if (value instanceof Members members) {
      return members;
    }
    throw new IllegalArgumentException("This is JSON, and no object");
  }

  /** The members of an object. */
  public static final class Members {
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    private Members() {}

    /** The names, in order. */
    public Iterable<String> names() {
      return values.keySet();
    }

    /** How many there are. */
    public int size() {
      return values.size();
    }

    /** Whether there is a member of the name; it may be null. */
    public boolean has(String name) {
      return values.containsKey(name);
    }

    /** The member as it is; null where it is null or missing. */
    public @Nullable Object any(String name) {
      return values.get(name);
    }

    /** A text. */
    public String text(String name) {
      return typed(name, String.class);
    }

    /** A text, or null where it is null or missing. */
    public @Nullable String textOrNull(String name) {
      return values.get(name) == null ? null : text(name);
    }

    /** A whole number. */
    public long whole(String name) {
      return typed(name, Long.class);
    }

    /** True or false. */
    public boolean flag(String name) {
      return typed(name, Boolean.class);
    }

    /** An object. */
    public Members object(String name) {
      return typed(name, Members.class);
    }

    /** An array of texts. */
    public List<String> texts(String name) {
      return items(name, String.class);
    }

    /** An array of objects. */
    public List<Members> objects(String name) {
      return items(name, Members.class);
    }

    private <T> List<T> items(String name, Class<T> type) {
      List<T> typed = new ArrayList<>();
      for (Object item : typed(name, List.class)) {
        if (!type.isInstance(item)) {
          throw new IllegalArgumentException("An item of '" + name + "' has the wrong type");
        }
        typed.add(type.cast(item));
      }
      return typed;
    }

    private <T> T typed(String name, Class<T> type) {
      Object value = values.get(name);
      if (!type.isInstance(value)) {
        throw new IllegalArgumentException(
            "'" + name + "' is " + (values.containsKey(name) ? "of the wrong type" : "missing"));
      }
      return type.cast(value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Members members && members.values.equals(values);
    }

    @Override
    public int hashCode() {
      return values.hashCode();
    }

    @Override
    public String toString() {
      return values.toString();
    }
  }

  private @Nullable Object value(int depth) {
    if (depth > DEPTH_MAX) {
      throw wrong("more than " + DEPTH_MAX + " levels");
    }
    skipSpace();
    char c = peek();
    return switch (c) {
      case '{' -> members(depth);
      case '[' -> items(depth);
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private Members members(int depth) {
    Members members = new Members();
    at++;
    skipSpace();
    if (take('}')) {
      return members;
    }
    do {
      skipSpace();
      if (peek() != '"') {
        throw wrong("a name is expected");
      }
      String name = string();
      skipSpace();
      expect(':');
      if (members.values.containsKey(name)) {
        throw wrong("a name is there twice");
      }
      members.values.put(name, value(depth + 1));
      skipSpace();
    } while (take(','));
    expect('}');
    return members;
  }

  private List<@Nullable Object> items(int depth) {
    List<@Nullable Object> items = new ArrayList<>();
    at++;
    skipSpace();
    if (take(']')) {
      return items;
    }
    do {
      items.add(value(depth + 1));
      skipSpace();
    } while (take(','));
    expect(']');
    return items;
  }

  private @Nullable Object word(String word, @Nullable Object value) {
    if (!text.startsWith(word, at)) {
      throw wrong("no value");
    }
    at += word.length();
    return value;
  }

  private Object number() {
    int from = at;
    boolean whole = true;
    take('-');
    int digitsFrom = at;
    digits();
    if (text.charAt(digitsFrom) == '0' && at - digitsFrom > 1) {
      throw wrong("a number begins with 0");
    }
    if (take('.')) {
      whole = false;
      digits();
    }
    if (take('e') || take('E')) {
      whole = false;
      if (!take('+')) {
        take('-');
      }
      digits();
    }
    String number = text.substring(from, at);
    try {
      return whole ? (Object) Long.valueOf(number) : new BigDecimal(number);
    } catch (NumberFormatException e) {
      throw wrong("a number is too long");
    }
  }

  private void digits() {
    int from = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == from) {
      throw wrong("no value");
    }
  }

  private String string() {
    at++;
    int from = at;
    StringBuilder unescaped = null;
    while (true) {
      char c = peek();
      if (c == '"') {
        String plain = text.substring(from, at++);
        return unescaped == null ? plain : unescaped.append(plain).toString();
      }
      if (c < 0x20) {
        throw wrong("a control character in a text");
      }
      if (c == '\\') {
        unescaped = unescaped == null ? new StringBuilder() : unescaped;
        unescaped.append(text, from, at++);
        unescaped.append(escaped());
        from = at;
      } else {
        at++;
      }
    }
  }

  private char escaped() {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> unicode();
      default -> throw wrong("an unknown escape");
    };
  }

  private char unicode() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0) {
        throw wrong("an unknown escape");
      }
      value = 16 * value + digit;
      at++;
    }
    return (char) value;
  }

  private void skipSpace() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    if (at >= text.length()) {
      throw wrong("it ends too early");
    }
    return text.charAt(at);
  }

  private boolean take(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char c) {
    if (!take(c)) {
      throw wrong("'" + c + "' is expected");
    }
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException("No JSON at character " + at + ": " + what);
  }
}
