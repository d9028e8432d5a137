package io.riskgate.stores.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.RedisCommand;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The way to a cluster: a connection to each of its servers. */
final class ClusterLink implements Link {
  /** How often the cluster is asked for its servers though nothing seems to have changed. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(30);

  /** Any trouble makes us ask at once, but no more often than this. */
  private static final Duration LOOK_AT_MOST_EVERY = Duration.ofMillis(500);

  private static final int MAX_REDIRECTS = 5;

  private final LinkResources resources;
  private final RedisClusterClient client;
  private final StatefulRedisClusterConnection<byte[], byte[]> connection;

  private ClusterLink(
      LinkResources resources,
      RedisClusterClient client,
      StatefulRedisClusterConnection<byte[], byte[]> connection) {
    this.resources = resources;
    this.client = client;
    this.connection = connection;
  }

  static Link open(List<RedisURI> seeds, Waiting waiting) {
    LinkResources resources = LinkResources.create(waiting);
    RedisClusterClient client = RedisClusterClient.create(resources.shared(), seeds);
    try {
      client.setOptions(options(resources));
      return new ClusterLink(resources, client, client.connect(ByteArrayCodec.INSTANCE));
    } catch (RuntimeException e) {
      resources.close(client);
      throw Failures.of(e);
    }
  }

  private static ClusterClientOptions options(LinkResources resources) {
    ClusterClientOptions.Builder options = ClusterClientOptions.builder();
    resources.options(options);
    return options
        .maxRedirects(MAX_REDIRECTS)
        // A server that was added a moment ago is known to its neighbours before it is to us.
        .validateClusterNodeMembership(false)
        .topologyRefreshOptions(
            ClusterTopologyRefreshOptions.builder()
                .enablePeriodicRefresh(LOOK_EVERY)
                .adaptiveRefreshTriggersTimeout(LOOK_AT_MOST_EVERY)
                .refreshTriggersReconnectAttempts(2)
                .build())
        .build();
  }

  @Override
  public void send(Collection<? extends RedisCommand<byte[], byte[], ?>> commands) {
    connection.dispatch(commands);
  }

  @Override
  public int recordsAtOnce() {
    return 1;
  }

  @Override
  public List<CompletableFuture<StatefulRedisConnection<byte[], byte[]>>> masters() {
    return connection.getPartitions().stream()
        .filter(node -> node.getRole().isUpstream() && !node.hasNoSlots())
        // By its address, as commands go: by its id it would get a second connection.
        .map(RedisClusterNode::getUri)
        .map(uri -> connection.getConnectionAsync(uri.getHost(), uri.getPort()))
        .toList();
  }

  @Override
  public void demoted() {
    // A cluster's replica says who takes writes in its place.
  }

  @Override
  public void close() {
    resources.close(client);
  }
}
