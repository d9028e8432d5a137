package io.riskgate.stores.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.riskgate.core.spi.StoreException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  /** So Redis 6.2 tells what a command within a script was refused with. */
  private static final Pattern IN_SCRIPT = Pattern.compile("^ERR .*: -([A-Z]+) ");

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
    return ADVICE.get(code(message));
  }

  /** Whether a server says that it is a replica. */
  static boolean isOfReplica(Throwable failure) {
    String message = failure.getMessage();
    return failure instanceof RedisCommandExecutionException
        && message != null
        && code(message).equals("READONLY");
  }

  /** The word by which Redis names an error. */
  private static String code(String message) {
    Matcher inScript = IN_SCRIPT.matcher(message);
    if (inScript.find()) {
      return inScript.group(1);
    }
    return message.contains(" OOM ") ? "OOM" : message.split("[ :]", 2)[0];
  }
}
