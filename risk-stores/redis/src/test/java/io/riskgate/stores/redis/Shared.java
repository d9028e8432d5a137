package io.riskgate.stores.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.RedisCommand;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A link that stays open when who uses it is closed. */
record Shared(Link link) implements Link {
  @Override
  public void send(Collection<? extends RedisCommand<byte[], byte[], ?>> commands) {
    link.send(commands);
  }

  @Override
  public int recordsAtOnce() {
    return link.recordsAtOnce();
  }

  @Override
  public List<CompletableFuture<StatefulRedisConnection<byte[], byte[]>>> masters() {
    return link.masters();
  }

  @Override
  public void demoted() {
    link.demoted();
  }

  @Override
  public void close() {
    // others use it still
  }
}
