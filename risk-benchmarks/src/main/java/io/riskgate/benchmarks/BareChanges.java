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
 * The script that the store sends, called with the client and nothing else: as many bytes a
 * transfer, and for as large a part of the changes a snapshot of as many. What a caller knows of a
 * record is kept as a number, and nobody looks at what is answered.
 */
final class BareChanges {
  private static final int RECORDS = 40_000;

  /** As long as a record is kept that nothing else happens to. */
  private static final byte[] KEEP_MS = "34560000000".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] NOTHING = {};

  private final RedisAsyncCommands<byte[], byte[]> commands;
  private final String digest;
  private final AtomicLongArray versions = new AtomicLongArray(RECORDS);
  private volatile int changeBytes = Long.BYTES;
  private volatile byte[] snapshot = {};
  private volatile int snapshotEvery = Integer.MAX_VALUE;

  /**
   * What the bytes of a change are to be beyond those of the store's, so that a transfer's are
   * equal.
   */
  private double more;

  BareChanges(StatefulRedisConnection<byte[], byte[]> connection) throws IOException {
    commands = connection.async();
    try (InputStream in =
        BareChanges.class.getResourceAsStream("/io/riskgate/stores/redis/records.lua")) {
      if (in == null) {
        throw new IOException("The store's script is not on the class path");
      }
      digest = connection.sync().scriptLoad(in.readAllBytes());
    }
  }

  /** From now on as the store's are, as far as is known how many bytes that makes. */
  void be(RedisFigures.Changed like) {
    changeBytes = (int) Math.max(like.bytes() + more, Long.BYTES);
    snapshot = new byte[like.snapshotBytes()];
    snapshotEvery = like.snapshotEvery();
  }

  /** A transfer of them has sent so many bytes: the next ones come nearer to the store's. */
  void sent(double bytes, RedisFigures.Changed like) {
    more += (like.sent() - bytes) / like.records();
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
