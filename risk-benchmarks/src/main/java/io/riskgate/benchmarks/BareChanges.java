package io.riskgate.benchmarks;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The script that the store sends, called with the client and nothing else: changes of as many
 * bytes, and for as large a part of them a snapshot of as many. What a caller knows of a record is
 * kept as a number, and nobody looks at what is answered.
 */
final class BareChanges {
  private static final int RECORDS = 40_000;

  /** As long as a record is kept that nothing else happens to. */
  private static final byte[] KEEP_MS = "34560000000".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] NOTHING = {};

  private final RedisAsyncCommands<byte[], byte[]> commands;
  private final String digest;
  private final AtomicLongArray versions = new AtomicLongArray(RECORDS);
  private final int changeBytes;
  private final byte[] snapshot;
  private final int snapshotEvery;

  /**
   * Bare changes.
   *
   * @param changeBytes how long a change is, its token included
   * @param snapshotBytes how long a snapshot is
   * @param snapshotEvery among how many changes one is sent
   */
  BareChanges(
      StatefulRedisConnection<byte[], byte[]> connection,
      int changeBytes,
      int snapshotBytes,
      int snapshotEvery)
      throws IOException {
    commands = connection.async();
    try (InputStream in =
        BareChanges.class.getResourceAsStream("/io/riskgate/stores/redis/records.lua")) {
      if (in == null) {
        throw new IOException("The store's script is not on the class path");
      }
      digest = connection.sync().scriptLoad(in.readAllBytes());
    }
    this.changeBytes = Math.max(changeBytes, Long.BYTES);
    this.snapshot = new byte[snapshotBytes];
    this.snapshotEvery = snapshotEvery;
  }

  /** Changes some records by one script, and waits. */
  void change(int count, long turn) {
    byte[][] keys = new byte[count][];
    byte[][] arguments = new byte[4 * count][];
    for (int i = 0; i < count; i++) {
      int record = (int) ((turn * count + i) * 7_919 % RECORDS);
      long known = versions.getAndIncrement(record);
      keys[i] = ("bare:{" + record + "}").getBytes(StandardCharsets.US_ASCII);
      arguments[4 * i] = point(known, NOTHING);
      arguments[4 * i + 1] = ByteBuffer.allocate(changeBytes).putLong(known + 1).array();
      arguments[4 * i + 2] = KEEP_MS;
      arguments[4 * i + 3] =
          known > 0 && (known + record) % snapshotEvery == 0 ? point(known, snapshot) : NOTHING;
    }
    var unused =
        commands
            .<List<Object>>evalsha(digest, ScriptOutputType.MULTI, keys, arguments)
            .toCompletableFuture()
            .join();
  }

  /** The token of a version is its number. */
  private static byte[] point(long version, byte[] rest) {
    return ByteBuffer.allocate(2 * Long.BYTES + rest.length)
        .putLong(version)
        .putLong(version)
        .put(rest)
        .array();
  }
}
