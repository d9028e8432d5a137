package io.riskgate.stores.jdbc;

import io.riskgate.stores.remote.RecordKey;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * How a record is known in the database: as text where that is short and plain. Any other id (a
 * caller may choose it, and PostgreSQL knows no text with a NUL and indexes none that is long) is
 * replaced by its hash, and stands in full beside it.
 *
 * @param kind a letter
 * @param tenant the tenant, or its hash
 * @param name the id, or its hash
 * @param full both, escaped, where one of them is a hash
 */
record RowKey(String kind, String tenant, String name, @Nullable String full)
    implements Comparable<RowKey> {
  private static final int PLAIN_CHARS_MAX = 200;
  private static final String SEPARATOR = "\\;";
  private static final Comparator<RowKey> ORDER =
      Comparator.comparing(RowKey::kind).thenComparing(RowKey::tenant).thenComparing(RowKey::name);

  static RowKey of(RecordKey key) {
    String tenant = shortened(key.tenant());
    String name = shortened(key.id());
    boolean plain = tenant.equals(key.tenant()) && name.equals(key.id());
    return new RowKey(
        letter(key.kind()),
        tenant,
        name,
        plain ? null : escaped(key.tenant()) + SEPARATOR + escaped(key.id()));
  }

  static String letter(RecordKey.Kind kind) {
    return String.valueOf(kind.code());
  }

  /** The record's key again. */
  RecordKey key(RecordKey.Kind of) {
    if (full == null) {
      return new RecordKey(of, tenant, name);
    }
    int middle = full.indexOf(SEPARATOR);
    return new RecordKey(
        of,
        unescaped(full.substring(0, middle)),
        unescaped(full.substring(middle + SEPARATOR.length())));
  }

  /** The text itself where it is short and plain, otherwise a hash. */
  static String shortened(String text) {
    return isPlain(text) ? text : "#" + hash(text);
  }

  private static boolean isPlain(String text) {
    if (text.isEmpty() || text.length() > PLAIN_CHARS_MAX || text.startsWith("#")) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }

  private static String hash(String text) {
    try {
      // Each char as it is: an encoder would make the same of all surrogates that stand alone.
      ByteBuffer chars = ByteBuffer.allocate(Character.BYTES * text.length());
      chars.asCharBuffer().put(text);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(chars.array()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || c == '\\' || Character.isSurrogate(c)) {
        out.append("\\u").append(HexFormat.of().toHexDigits(c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static String unescaped(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        out.append((char) HexFormat.fromHexDigits(text, i + 2, i + 6));
        i += 5;
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  /** The order in which rows are locked, the same in every process. */
  @Override
  public int compareTo(RowKey other) {
    return ORDER.compare(this, other);
  }
}
