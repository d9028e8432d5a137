package io.riskgate.stores.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.riskgate.core.spi.StoreException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a failure of Redis is called, and what to do about it. */
final class Failures {
  private static final Map<String, String> ADVICE =
      Map.of(
          "OOM", "Redis is out of memory: raise maxmemory, or add servers to the cluster",
          "READONLY",
              "Redis is a replica and takes no writes: a failover is under way, or the address is"
                  + " wrong",
          "LOADING", "Redis reads its data after a restart",
          "BUSY", "Redis is busy with a script of somebody else",
          "CLUSTERDOWN", "The Redis cluster is down: slots have no server",
          "TRYAGAIN", "Redis moves a slot",
          "MISCONF", "Redis cannot write to its disk and takes no writes",
          "NOREPLICAS", "Redis has not the replicas that min-replicas-to-write asks for",
          "NOPERM", "Redis does not let this user do what the store needs",
          "NOAUTH", "Redis asks for a password");

  private Failures() {}

  static StoreException of(Throwable failure) {
    if (failure instanceof StoreException known) {
      return known;
    }
    String advice = advice(failure);
    return advice == null
        ? new StoreException("Redis could not be asked: " + failure.getMessage(), failure)
        : new StoreException(advice, failure);
  }

  private static @Nullable String advice(Throwable failure) {
    String message = failure.getMessage();
    if (!(failure instanceof RedisCommandExecutionException) || message == null) {
      return null;
    }
    String first = message.split("[ :]", 2)[0];
    // Redis 6.2 says so of a write within a script.
    return ADVICE.get(message.contains("-OOM ") || message.contains(" OOM ") ? "OOM" : first);
  }
}
