package io.riskgate.workbench.iso;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Lets a parser read so much and no more for each piece of XML that it hands out. A parser keeps a
 * tag, a comment or a CDATA section whole, so that a small packed file could otherwise fill the
 * memory with one. Texts are handed out in pieces, and may be of any length.
 */
final class PieceLimit extends FilterInputStream {
  private static final int MIB = 1 << 20;
  private static final int MIB_MAX = 16;

  private long left = (long) MIB_MAX * MIB;

  PieceLimit(InputStream in) {
    super(in);
  }

  /** The next piece begins. */
  void begin() {
    left = (long) MIB_MAX * MIB;
  }

  private long took(long bytes) throws IOException {
    left -= Math.max(0, bytes);
    if (left < 0) {
      throw new IOException(
          "a tag, comment or CDATA section is longer than "
              + MIB_MAX
              + " MiB, as none of a message is");
    }
    return bytes;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    took(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] to, int from, int length) throws IOException {
    return (int) took(super.read(to, from, length));
  }

  @Override
  public long skip(long bytes) throws IOException {
    return took(super.skip(bytes));
  }
}
