package io.riskgate.core.log;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * How the lines of a log hold together. A line begins with the members {@code prev}, the SHA-256 of
 * the whole line before, its line feed included, and {@code seq}, the number of the line's record;
 * in this order and without spaces.
 */
final class Chain {
  /** What stands in place of a hash before the first line. */
  static final String BEGINNING = "0".repeat(64);

  private static final String PREV = "{\"prev\":\"";
  private static final String SEQ = "\",\"seq\":";
  private static final int HASH_CHARS = 64;
  private static final int DIGITS_MAX = 18;

  private Chain() {}

  /**
   * What a line says of its place.
   *
   * @param prev the hash of the line before
   * @param seq the number of the record
   */
  record Link(String prev, long seq) {}

  /** The line of a record, its line feed included. */
  static byte[] line(String prev, long seq, String members) {
    return (PREV + prev + SEQ + seq + "," + members + "}\n").getBytes(StandardCharsets.UTF_8);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  static String hash(MessageDigest digest, byte[] bytes, int from, int length) {
    digest.update(bytes, from, length);
    return HexFormat.of().formatHex(digest.digest());
  }

  /** What a whole line says of its place, or null where it is no record. */
  static @Nullable Link link(byte[] bytes, int from, int length) {
    int hashAt = from + PREV.length();
    int seqAt = hashAt + HASH_CHARS + SEQ.length();
    int end = from + length;
    if (seqAt >= end
        || !isAt(PREV, bytes, from)
        || !isAt(SEQ, bytes, hashAt + HASH_CHARS)
        || bytes[end - 1] != '\n'
        || bytes[end - 2] != '}') {
      return null;
    }
    String prev = new String(bytes, hashAt, HASH_CHARS, StandardCharsets.ISO_8859_1);
    long seq = 0;
    int at = seqAt;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      seq = 10 * seq + (bytes[at++] - '0');
      if (at - seqAt > DIGITS_MAX) {
        return null;
      }
    }
    return at == seqAt || bytes[at] != ',' || !isHash(prev) ? null : new Link(prev, seq);
  }

  private static boolean isAt(String wanted, byte[] bytes, int from) {
    for (int i = 0; i < wanted.length(); i++) {
      if (bytes[from + i] != wanted.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  static boolean isHash(String text) {
    if (text.length() != HASH_CHARS) {
      return false;
    }
    for (int i = 0; i < HASH_CHARS; i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
        return false;
      }
    }
    return true;
  }
}
