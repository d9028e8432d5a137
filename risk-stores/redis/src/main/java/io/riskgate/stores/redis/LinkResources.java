package io.riskgate.stores.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.handler.flush.FlushConsolidationHandler;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Threads and settings of a way to Redis. */
final class LinkResources {
  /** What may wait for an answer on one connection; more is refused at once. */
  private static final int QUEUE_MAX = 65_536;

  /** So many commands of several callers go out in one write, where they come together. */
  private static final int TOGETHER_MAX = 256;

  private static final Duration CLOSING = Duration.ofSeconds(2);

  /** Connections are made anew on demand no more often than this. */
  private static final long ANEW_AT_MOST_EVERY_NS = TimeUnit.MILLISECONDS.toNanos(500);

  private final ClientResources shared;
  private final Waiting waiting;
  private final Set<Channel> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong anewNs = new AtomicLong(System.nanoTime() - ANEW_AT_MOST_EVERY_NS);

  private LinkResources(Waiting waiting) {
    this.waiting = waiting;
    this.shared = resources();
  }

  static LinkResources create(Waiting waiting) {
    return new LinkResources(waiting);
  }

  private ClientResources resources() {
    long stalledNs = waiting.stalled().toNanos();
    return ClientResources.builder()
        // Left alone, it would try every 30 s in the end.
        .reconnectDelay(
            Delay.fullJitter(
                Duration.ofMillis(10), Duration.ofMillis(500), 10, TimeUnit.MILLISECONDS))
        .nettyCustomizer(
            new NettyCustomizer() {
              @Override
              public void afterChannelInitialized(Channel channel) {
                channel
                    .pipeline()
                    .addFirst(new StallGuard(stalledNs))
                    .addFirst(new FlushConsolidationHandler(TOGETHER_MAX, true));
                open.add(channel);
                var unused = channel.closeFuture().addListener(gone -> open.remove(channel));
              }
            })
        .build();
  }

  /**
   * Closes the connections, so that the client makes them anew, and asks once more where its server
   * is.
   */
  void connectAnew() {
    long now = System.nanoTime();
    long before = anewNs.get();
    if (now - before >= ANEW_AT_MOST_EVERY_NS && anewNs.compareAndSet(before, now)) {
      for (Channel channel : open) {
        var unused = channel.close();
      }
    }
  }

  ClientResources shared() {
    return shared;
  }

  /** The settings that a single server and a cluster have in common. */
  <B extends ClientOptions.Builder> B options(B options) {
    var unused =
        options
            .requestQueueSize(QUEUE_MAX)
            // Each call has a deadline, and looks after it itself; a timer for each command costs.
            .timeoutOptions(TimeoutOptions.builder().timeoutCommands(false).build())
            .maintNotificationsConfig(MaintNotificationsConfig.disabled())
            .socketOptions(
                SocketOptions.builder()
                    .connectTimeout(waiting.connect())
                    .keepAlive(true)
                    .tcpNoDelay(true)
                    .build());
    return options;
  }

  void close(AbstractRedisClient client) {
    client.shutdown(Duration.ZERO, CLOSING);
    shared
        .shutdown(0, CLOSING.toMillis(), TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(CLOSING.toMillis());
  }
}
