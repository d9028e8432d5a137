package io.riskgate.stores.redis;

import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One server and one cluster that many tests share, each under a prefix of its own. They are
 * started when the first test wants them, and end with this process.
 */
final class Servers {
  static final int PARTS = 8;

  private static final AtomicInteger PREFIXES = new AtomicInteger();
  private static @Nullable RedisProcess single;
  private static @Nullable RedisCluster cluster;
  private static @Nullable Link singleLink;
  private static @Nullable Link clusterLink;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Servers::closeAll));
  }

  private Servers() {}

  private static synchronized void closeAll() {
    if (singleLink != null) {
      singleLink.close();
    }
    if (clusterLink != null) {
      clusterLink.close();
    }
    if (single != null) {
      single.close();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  static synchronized RedisProcess single() {
    if (single == null) {
      try {
        single = RedisProcess.start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return single;
  }

  static synchronized RedisCluster cluster() {
    if (cluster == null) {
      try {
        cluster = RedisCluster.start(false);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return cluster;
  }

  private static synchronized Link singleLink() {
    if (singleLink == null) {
      singleLink = SingleLink.open(RedisURI.create(single().uri()), Waiting.DEFAULT);
    }
    return singleLink;
  }

  private static synchronized Link clusterLink() {
    if (clusterLink == null) {
      clusterLink =
          ClusterLink.open(
              cluster().uris().stream().map(RedisURI::create).toList(), Waiting.DEFAULT);
    }
    return clusterLink;
  }

  static RedisSettings newSettings() {
    return settings("t" + PREFIXES.incrementAndGet(), InstantSource.system());
  }

  static RedisSettings settings(String prefix, InstantSource clock) {
    return new RedisSettings(prefix, Waiting.DEFAULT, clock);
  }

  /** An empty one on the single server, over the connection that all tests share. */
  static RedisServer onSingle(RedisSettings settings) {
    return new RedisServer(new Shared(singleLink()), settings, PARTS);
  }

  /** An empty one on the cluster, over the connections that all tests share. */
  static RedisServer onCluster(RedisSettings settings) {
    return new RedisServer(new Shared(clusterLink()), settings, PARTS);
  }
}
