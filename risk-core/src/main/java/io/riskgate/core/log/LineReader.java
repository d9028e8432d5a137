package io.riskgate.core.log;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads a file line by line, as bytes, because hashes are taken over bytes. The line lies in {@link
 * #bytes} until the next one is read.
 */
final class LineReader implements Closeable {
  /** No record is as long as this: what is longer is not looked at as one. */
  static final int LINE_MAX = 1 << 20;

  private static final int BUFFER = 1 << 18;

  private final InputStream in;
  private byte[] bytes = new byte[BUFFER];
  private int from;
  private int length;
  private int filled;
  private boolean ended;
  private long offset;

  LineReader(Path file) throws IOException {
    in = Files.newInputStream(file);
  }

  /**
   * Goes on to the next line; false where there is no whole one any more: at the end, before a line
   * that does not end, and before one that is too long.
   */
  boolean next() throws IOException {
    offset += length;
    from += length;
    length = 0;
    int looked = from;
    while (true) {
      for (; looked < filled; looked++) {
        if (bytes[looked] == '\n') {
          length = looked + 1 - from;
          return true;
        }
      }
      if (ended || filled - from >= LINE_MAX) {
        return false;
      }
      looked -= from;
      fill();
      looked += from;
    }
  }

  private void fill() throws IOException {
    int kept = filled - from;
    if (from > 0) {
      System.arraycopy(bytes, from, bytes, 0, kept);
      from = 0;
      filled = kept;
    }
    if (filled == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
    }
    int read = in.read(bytes, filled, bytes.length - filled);
    if (read < 0) {
      ended = true;
    } else {
      filled += read;
    }
  }

  /** The array that holds the line. */
  byte[] bytes() {
    return bytes;
  }

  /** Where the line begins in {@link #bytes}. */
  int from() {
    return from;
  }

  /** How long it is, its line feed included. */
  int length() {
    return length;
  }

  /** Where it begins in the file; after the last whole line, where that ends. */
  long offset() {
    return offset;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
