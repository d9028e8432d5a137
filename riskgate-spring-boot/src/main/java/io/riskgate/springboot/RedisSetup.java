package io.riskgate.springboot;

import io.riskgate.springboot.RiskgateProperties.Redis;
import io.riskgate.stores.redis.RedisStore;
import io.riskgate.stores.redis.RedisStoreBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The store on Redis, as properties say. Loaded where its module is there. */
final class RedisSetup {
  private static final String REDIS = "riskgate.store.redis";

  private RedisSetup() {}

  /** Tells what the builder refuses; nothing is connected. */
  static void check(Redis redis, Problems problems) {
    RedisStoreBuilder[] started = new RedisStoreBuilder[1];
    problems.tried(
        redis.url() == null ? REDIS + ".cluster-urls" : REDIS + ".url",
        () -> started[0] = started(redis),
        "as in redis://user:password@host:6379/0; a sign such as @ in a password is written %40");
    RedisStoreBuilder builder = started[0] == null ? RedisStore.at("redis://unused") : started[0];
    problems.tried(REDIS + ".prefix", () -> builder.prefix(redis.prefix()), "give it another");
    problems.tried(
        REDIS + ".index-parts", () -> builder.indexParts(redis.indexParts()), "256 suit most");
    problems.hourAtMost(REDIS + ".connect-timeout", redis.connectTimeout());
    problems.hourAtMost(REDIS + ".stalled-after", redis.stalledAfter());
    problems.hourAtMost(REDIS + ".page-timeout", redis.pageTimeout());
  }

  /** The builder with all that is set. */
  static RedisStoreBuilder builder(Redis redis) {
    return started(redis)
        .prefix(redis.prefix())
        .indexParts(redis.indexParts())
        .connectTimeout(redis.connectTimeout())
        .stalledAfter(redis.stalledAfter())
        .pageTimeout(redis.pageTimeout());
  }

  private static RedisStoreBuilder started(Redis redis) {
    @Nullable String url = redis.url();
    if (url != null) {
      return RedisStore.at(url);
    }
    List<String> urls = redis.clusterUrls();
    return RedisStore.cluster(urls.toArray(String[]::new));
  }
}
