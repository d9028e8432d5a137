package io.riskgate.stores.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A script that is run on the server, as text and as the digest by which the server knows it. */
final class Script {
  static final Script RECORDS = load("records.lua");
  static final Script SWEEP = load("sweep.lua");

  private final byte[] text;
  private final byte[] digest;

  private Script(byte[] text) {
    this.text = text;
    this.digest = HexFormat.of().formatHex(Digests.sha1(text)).getBytes(ISO_8859_1);
  }

  private static Script load(String file) {
    try (InputStream in = Script.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("The jar has no " + file);
      }
      return new Script(withoutComments(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is sent to each server after its cache was flushed need not carry the comments. */
  private static byte[] withoutComments(String source) {
    StringBuilder text = new StringBuilder();
    source
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("--"))
        .forEach(line -> text.append(line).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  byte[] text() {
    return text;
  }

  /** The SHA-1 as hexadecimal digits. */
  byte[] digest() {
    return digest;
  }
}
