package io.riskgate.stores.redis;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Any text as a word of letters, digits and {@code _ . - %}, and back. Tenants and ids are chosen
 * by others, perhaps by an attacker: as they stand, their braces would choose a slot of a cluster,
 * and their separators another's key.
 *
 * <p>What is none of the plain characters is written byte by byte in UTF-8 as {@code %4F}, and half
 * a surrogate pair, for which UTF-8 has no bytes, as {@code %uD800}. No two texts have one word.
 */
final class Texts {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Texts() {}

  static String word(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPlain(text.charAt(i))) {
        return escaped(text, i);
      }
    }
    return text;
  }

  private static boolean isPlain(char c) {
    return (c >= '0' && c <= '9')
        || (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || c == '_'
        || c == '.'
        || c == '-';
  }

  private static String escaped(String text, int plain) {
    StringBuilder word = new StringBuilder(text.length() + 32).append(text, 0, plain);
    for (int i = plain; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c < 128 && isPlain((char) c)) {
        word.append((char) c);
      } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        word.append("%u").append(HEX.toHexDigits((char) c));
      } else {
        for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
          word.append('%').append(HEX.toHexDigits(b));
        }
      }
    }
    return word.toString();
  }

  /** The text of a word; {@link IllegalArgumentException} where it is none. */
  static String text(String word) {
    if (word.indexOf('%') < 0) {
      return plain(word);
    }
    StringBuilder text = new StringBuilder(word.length());
    ByteBuffer bytes = ByteBuffer.allocate(word.length());
    for (int i = 0; i < word.length(); ) {
      char c = word.charAt(i);
      if (c != '%') {
        flush(bytes, text);
        text.append(plain(word.substring(i, i + 1)));
        i++;
      } else if (i + 1 < word.length() && word.charAt(i + 1) == 'u') {
        flush(bytes, text);
        text.append((char) HexFormat.fromHexDigits(part(word, i + 2, i + 6)));
        i += 6;
      } else {
        bytes.put((byte) HexFormat.fromHexDigits(part(word, i + 1, i + 3)));
        i += 3;
      }
    }
    flush(bytes, text);
    return text.toString();
  }

  private static String part(String word, int from, int to) {
    if (to > word.length()) {
      throw new IllegalArgumentException("It ends within a character");
    }
    return word.substring(from, to);
  }

  private static String plain(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (!isPlain(word.charAt(i))) {
        throw new IllegalArgumentException("It is no word of this store");
      }
    }
    return word;
  }

  private static void flush(ByteBuffer bytes, StringBuilder text) {
    if (bytes.position() == 0) {
      return;
    }
    try {
      CharBuffer chars =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .decode(bytes.flip());
      text.append(chars);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("It is no UTF-8", e);
    }
    bytes.clear();
  }
}
