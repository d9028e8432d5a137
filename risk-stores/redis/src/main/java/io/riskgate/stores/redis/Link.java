package io.riskgate.stores.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.RedisCommand;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The way to a server, or to the servers of a cluster. Connects anew by itself. */
interface Link extends AutoCloseable {
  /**
   * Sends commands, each to the server of its first key's slot, in one go, and waits for none of
   * them.
   */
  void send(Collection<? extends RedisCommand<byte[], byte[], ?>> commands);

  /** How many records one script may be asked of: those of a cluster are in slots of their own. */
  int recordsAtOnce();

  /** A connection to each server that takes writes, as far as they can be had. */
  List<CompletableFuture<StatefulRedisConnection<byte[], byte[]>>> masters();

  /** A server takes no writes any more: at its address there may be another by now. */
  void demoted();

  @Override
  void close();
}
