package io.riskgate.stores.redis;

import java.util.List;

/**
 * A store on Redis 6.2 or later, or on Valkey, which many processes share.
 *
 * <p>The server must keep what it is given: with {@code maxmemory-policy noeviction}, and with an
 * append-only file or replicas as far as its data is to outlive it.
 */
public final class RedisStore {
  private RedisStore() {}

  /**
   * A store on one server, or on the one that a Sentinel names.
   *
   * @param uri as in {@code redis://user:password@host:6379/0}, {@code rediss://…} with TLS, {@code
   *     redis-sentinel://host1,host2/0#name}
   */
  public static RedisStoreBuilder at(String uri) {
    return new RedisStoreBuilder(List.of(uri), false);
  }

  /**
   * A store on a cluster.
   *
   * @param uris some of its servers, by which the others are found
   */
  public static RedisStoreBuilder cluster(String... uris) {
    return new RedisStoreBuilder(List.of(uris), true);
  }
}
