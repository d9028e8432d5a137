package io.riskgate.stores.redis;

import static java.util.Map.entry;

import io.lettuce.core.RedisCommandExecutionException;
import io.netty.handler.ssl.NotSslRecordException;
import io.riskgate.core.spi.StoreException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** What a failure of Redis is called, and what to do about it. */
final class Failures {
  private static final Map<String, String> ADVICE =
      Map.ofEntries(
          entry("OOM", "Redis is out of memory: raise maxmemory, or add servers to the cluster"),
          entry(
              "READONLY",
              "Redis is a replica and takes no writes: a failover is under way, or the address is"
                  + " wrong"),
          entry("LOADING", "Redis reads its data after a restart"),
          entry("BUSY", "Redis is busy with a script of somebody else"),
          entry("CLUSTERDOWN", "The Redis cluster is down: slots have no server"),
          entry(
              "CROSSSLOT",
              "There is a Redis cluster behind this address; from now on it is asked of one record"
                  + " at a time. Better open it as a cluster"),
          entry("TRYAGAIN", "Redis moves a slot"),
          entry("MISCONF", "Redis cannot write to its disk and takes no writes"),
          entry("NOREPLICAS", "Redis has not the replicas that min-replicas-to-write asks for"),
          entry("NOPERM", "Redis does not let this user do what the store needs"),
          entry("NOAUTH", "Redis asks for a password"));

  private static final String NO_TLS =
      "There is no TLS with Redis: the JVM does not trust its certificate (see"
          + " javax.net.ssl.trustStore), or it does not name the host of the address, or the port"
          + " is one without TLS";

  /** So Redis 6.2 tells what a command within a script was refused with. */
  private static final Pattern IN_SCRIPT = Pattern.compile("^ERR .*: -([A-Z]+) ");

  private Failures() {}

  static StoreException of(Throwable failure) {
    if (failure instanceof StoreException known) {
      return known;
    }
    String advice = isOfHandshake(failure) ? NO_TLS : advice(failure);
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

  private static boolean isOfHandshake(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SSLHandshakeException || t instanceof NotSslRecordException) {
        return true;
      }
    }
    return false;
  }

  /** Whether a server says that it is a replica. */
  static boolean isOfReplica(Throwable failure) {
    return isCoded(failure, "READONLY");
  }

  /** Whether a server says that it cannot do something for several keys at once. */
  static boolean isOfSlots(@Nullable Throwable failure) {
    return failure != null && isCoded(failure, "CROSSSLOT");
  }

  private static boolean isCoded(Throwable failure, String code) {
    String message = failure.getMessage();
    return failure instanceof RedisCommandExecutionException
        && message != null
        && code(message).equals(code);
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
