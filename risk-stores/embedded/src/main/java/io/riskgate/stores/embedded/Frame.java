package io.riskgate.stores.embedded;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * How a record stands in a file: the length of its body, a checksum of all that follows, its
 * sequence number (0 for what is no call), its type, its flags, and the body. Numbers have the
 * lowest byte first.
 */
final class Frame {
  static final int HEAD_BYTES = 18;

  /** The longest body: no call comes near it, so a longer one is damage. */
  static final int BODY_MAX = 64 << 20;

  /** Defines a word that later records use. */
  static final int DEFINE = 1;

  /** Begins what was written after everything before was safe on the disk. */
  static final int GROUP = 2;

  /** A part of a snapshot. */
  static final int PART = 3;

  /** The end of a snapshot. */
  static final int END = 4;

  private static final int CRC_AT = 4;
  private static final int SEQ_AT = 8;
  private static final int TYPE_AT = 16;
  private static final int FLAGS_AT = 17;

  private Frame() {}

  /** Writes a head without its checksum. */
  static void head(ByteBuffer to, int length, long seq, int type, int flags) {
    to.putInt(length).putInt(0).putLong(seq).put((byte) type).put((byte) flags);
  }

  /** Writes the checksum of a record whose head and body stand at a place; where it ends. */
  static int seal(byte[] bytes, int at, CRC32C crc) {
    ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int end = at + HEAD_BYTES + all.getInt(at);
    crc.reset();
    crc.update(bytes, at, CRC_AT);
    crc.update(bytes, at + SEQ_AT, end - at - SEQ_AT);
    all.putInt(at + CRC_AT, (int) crc.getValue());
    return end;
  }

  /** Where the record at a place ends; -1 where none that is whole stands there. */
  static int end(byte[] bytes, int at, int limit, CRC32C crc) {
    ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (limit - at < HEAD_BYTES) {
      return -1;
    }
    int length = all.getInt(at);
    if (length < 0 || length > BODY_MAX || length > limit - at - HEAD_BYTES) {
      return -1;
    }
    int end = at + HEAD_BYTES + length;
    crc.reset();
    crc.update(bytes, at, CRC_AT);
    crc.update(bytes, at + SEQ_AT, end - at - SEQ_AT);
    return all.getInt(at + CRC_AT) == (int) crc.getValue() ? end : -1;
  }

  static long seq(ByteBuffer all, int at) {
    return all.getLong(at + SEQ_AT);
  }

  static int type(ByteBuffer all, int at) {
    return all.get(at + TYPE_AT);
  }

  static int flags(ByteBuffer all, int at) {
    return all.get(at + FLAGS_AT);
  }
}
