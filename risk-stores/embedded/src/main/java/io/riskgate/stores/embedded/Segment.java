package io.riskgate.stores.embedded;

import io.riskgate.core.internal.wire.Lexicon;
import io.riskgate.core.internal.wire.WireException;
import io.riskgate.core.internal.wire.WireIn;
import io.riskgate.core.spi.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * A segment of the journal, as it is read. Each stands for itself: the words that its records use
 * are defined in it.
 */
final class Segment {
  /** Takes one call of the journal. */
  @FunctionalInterface
  interface Taker {
    void take(long seq, int type, int flags, WireIn body, Lexicon words);
  }

  final Path file;
  final FileHead head;
  private final byte[] bytes;

  private Segment(Path file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
    head = FileHead.read(file, bytes, FileHead.JOURNAL);
  }

  static Segment read(Path file) {
    try {
      return new Segment(file, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new StoreException("Cannot read " + file + ": " + e, e);
    }
  }

  int length() {
    return bytes.length;
  }

  /**
   * Where reading has come to.
   *
   * @param bytes how many bytes count
   * @param isTorn whether something stands behind them
   */
  record End(long bytes, long nextSeq, boolean isTorn) {}

  /**
   * Reads it up to where it counts, and gives the calls from a number on to the taker.
   *
   * @param limit how many bytes count, or -1 where that is for the records to say: nothing was
   *     written behind this segment, so a torn end was never acknowledged
   */
  End read(long limit, long fromSeq, Taker taker) {
    if (limit > bytes.length) {
      throw Damage.in(file, bytes.length, "it should be " + limit + " bytes long");
    }
    int end = limit < 0 ? bytes.length : (int) limit;
    ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    CRC32C crc = new CRC32C();
    Lexicon words = new Lexicon();
    long next = head.seq();
    int at = FileHead.BYTES;
    while (at < end) {
      int after = Frame.end(bytes, at, end, crc);
      if (after < 0) {
        boolean isUnused = limit < 0 && isZero(at);
        if (limit >= 0 || (!isUnused && wasWrittenOn(all, at, end, crc))) {
          throw Damage.in(file, at, "the checksum of a record does not fit");
        }
        return new End(at, next, !isUnused);
      }
      WireIn body = new WireIn(bytes, at + Frame.HEAD_BYTES, after - at - Frame.HEAD_BYTES);
      try {
        switch (Frame.type(all, at)) {
          case Frame.DEFINE -> words.define(body);
          case Frame.GROUP -> {}
          default -> {
            long seq = Frame.seq(all, at);
            if (seq != next) {
              throw Damage.in(file, at, "call " + seq + " stands where " + next + " should");
            }
            next++;
            if (seq >= fromSeq) {
              taker.take(seq, Frame.type(all, at), Frame.flags(all, at), body, words);
            }
          }
        }
      } catch (WireException e) {
        throw Damage.in(file, at, String.valueOf(e.getMessage()), e);
      }
      at = after;
    }
    return new End(at, next, false);
  }

  /** Whether only reserved room lies from a place on. */
  private boolean isZero(int from) {
    for (int at = from; at < bytes.length; at++) {
      if (bytes[at] != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether a group begins behind a place. It was written when everything before was safe on the
   * disk, so what does not fit here was damaged since, and is not a torn end.
   */
  private boolean wasWrittenOn(ByteBuffer all, int from, int end, CRC32C crc) {
    for (int at = from + 1; at <= end - Frame.HEAD_BYTES; at++) {
      if (Frame.type(all, at) == Frame.GROUP
          && Frame.seq(all, at) == 0
          && Frame.end(bytes, at, end, crc) >= 0) {
        return true;
      }
    }
    return false;
  }
}
