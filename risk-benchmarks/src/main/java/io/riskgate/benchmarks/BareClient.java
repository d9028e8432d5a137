package io.riskgate.benchmarks;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.handler.flush.FlushConsolidationHandler;

/**
 * A connection as the store has it, with nothing of the store: commands without a timer each, and
 * what callers ask at the same time is sent in one write. Its keys are in a database of their own.
 */
final class BareClient implements AutoCloseable {
  private static final int DATABASE = 1;
  private static final int TOGETHER_MAX = 256;

  final StatefulRedisConnection<byte[], byte[]> connection;
  private final RedisClient client;
  private final ClientResources resources;

  private BareClient(ClientResources resources, String uri) {
    this.resources = resources;
    client = RedisClient.create(resources);
    client.setOptions(
        ClientOptions.builder()
            .timeoutOptions(TimeoutOptions.builder().timeoutCommands(false).build())
            .build());
    RedisURI to = RedisURI.create(uri);
    to.setDatabase(DATABASE);
    connection = client.connect(ByteArrayCodec.INSTANCE, to);
  }

  static BareClient of(String uri) {
    NettyCustomizer together =
        new NettyCustomizer() {
          @Override
          public void afterChannelInitialized(Channel channel) {
            channel.pipeline().addFirst(new FlushConsolidationHandler(TOGETHER_MAX, true));
          }
        };
    return new BareClient(ClientResources.builder().nettyCustomizer(together).build(), uri);
  }

  @Override
  public void close() {
    client.shutdown();
    var unused = resources.shutdown();
  }
}
