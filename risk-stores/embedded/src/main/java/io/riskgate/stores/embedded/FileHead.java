package io.riskgate.stores.embedded;

import io.riskgate.core.spi.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * What stands at the beginning of each file.
 *
 * @param store which store it belongs to
 * @param seq of a journal, the number of the first call in it; of a snapshot, of the last one that
 *     it holds
 * @param before of a journal, how many bytes of the segment before count; whatever lies behind them
 *     was never acknowledged
 */
record FileHead(UUID store, long seq, long before) {
  static final int BYTES = 64;

  /** The format that this version writes, and the newest that it reads. */
  static final int FORMAT = 1;

  static final String JOURNAL = "RISKGATJ";
  static final String SNAPSHOT = "RISKGATS";

  private static final int CRC_AT = 60;

  byte[] bytes(String magic) {
    ByteBuffer to = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    to.put(magic.getBytes(StandardCharsets.ISO_8859_1)).putInt(FORMAT).putInt(0);
    to.putLong(store.getMostSignificantBits()).putLong(store.getLeastSignificantBits());
    to.putLong(seq).putLong(before);
    to.putInt(CRC_AT, crc(to.array()));
    return to.array();
  }

  /** The head of a segment. */
  static FileHead peek(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return read(file, in.readNBytes(BYTES), JOURNAL);
    } catch (IOException e) {
      throw new StoreException("Cannot read " + file + ": " + e, e);
    }
  }

  private static int crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, CRC_AT);
    return (int) crc.getValue();
  }

  static FileHead read(Path file, byte[] bytes, String magic) {
    if (bytes.length < BYTES) {
      throw Damage.in(file, 0, "it is too short to have a head");
    }
    ByteBuffer from = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    String found = new String(bytes, 0, magic.length(), StandardCharsets.ISO_8859_1);
    if (!found.equals(magic)) {
      throw Damage.in(file, 0, "it does not begin as such a file does");
    }
    int format = from.getInt(magic.length());
    if (format > FORMAT && from.getInt(CRC_AT) == crc(bytes)) {
      throw new StoreException(
          file
              + " has format "
              + format
              + ", and this version of risk-store-embedded reads up to "
              + FORMAT
              + ": it was written by a newer version; run that one, or restore a backup that this"
              + " one has made. Nothing was changed");
    }
    if (from.getInt(CRC_AT) != crc(bytes) || format < 1) {
      throw Damage.in(file, 0, "the checksum of its head does not fit");
    }
    return new FileHead(
        new UUID(from.getLong(16), from.getLong(24)), from.getLong(32), from.getLong(40));
  }
}
