package io.riskgate.stores.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.RedisCommand;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The way to one server, or to the one that a Sentinel names. */
final class SingleLink implements Link {
  /** Others wait for as long as these take: a fraction of a millisecond. */
  private static final int RECORDS_AT_ONCE = 16;

  private final LinkResources resources;
  private final RedisClient client;
  private final StatefulRedisConnection<byte[], byte[]> connection;

  private SingleLink(
      LinkResources resources,
      RedisClient client,
      StatefulRedisConnection<byte[], byte[]> connection) {
    this.resources = resources;
    this.client = client;
    this.connection = connection;
  }

  static Link open(RedisURI uri, Waiting waiting) {
    LinkResources resources = LinkResources.create(waiting);
    RedisClient client = RedisClient.create(resources.shared(), uri);
    try {
      client.setOptions(resources.options(ClientOptions.builder()).build());
      return new SingleLink(resources, client, client.connect(ByteArrayCodec.INSTANCE));
    } catch (RuntimeException e) {
      resources.close(client);
      throw Failures.of(e);
    }
  }

  @Override
  public void send(Collection<? extends RedisCommand<byte[], byte[], ?>> commands) {
    connection.dispatch(commands);
  }

  @Override
  public int recordsAtOnce() {
    return RECORDS_AT_ONCE;
  }

  @Override
  public List<CompletableFuture<StatefulRedisConnection<byte[], byte[]>>> masters() {
    return List.of(CompletableFuture.completedFuture(connection));
  }

  @Override
  public void demoted() {
    resources.connectAnew();
  }

  @Override
  public void close() {
    resources.close(client);
  }
}
