package io.riskgate.stores.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.protocol.AsyncCommand;
import io.riskgate.core.spi.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the servers before a store uses them, and makes the script known to each. */
final class Opening {
  private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

  /** How everything is laid out. What a release has written, each later one reads. */
  private static final int FORMAT = 1;

  private static final byte[] FORMAT_FIELD = "format".getBytes(ISO_8859_1);
  private static final byte[] PARTS_FIELD = "index-parts".getBytes(ISO_8859_1);
  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\..*");

  private final Link link;
  private final RedisSettings settings;
  private final Deadline deadline;
  private boolean isCluster;

  private Opening(Link link, RedisSettings settings) {
    this.link = link;
    this.settings = settings;
    this.deadline = Deadline.in(settings.waiting().upkeep());
  }

  /** Opens a server of records; the link is closed where that fails. */
  static RedisServer open(Link link, RedisSettings settings, int indexParts) {
    boolean opened = false;
    try {
      Opening opening = new Opening(link, settings);
      opening.look();
      RedisServer server = new RedisServer(link, settings, opening.layout(indexParts));
      if (opening.isCluster) {
        server.askOneAtATime(); // one that has but one server may stand behind one address
      }
      opened = true;
      return server;
    } finally {
      if (!opened) {
        link.close();
      }
    }
  }

  private void look() {
    boolean isKept = true;
    for (CompletableFuture<StatefulRedisConnection<byte[], byte[]>> master : link.masters()) {
      RedisAsyncCommands<byte[], byte[]> commands = get(master).async();
      String info = get(commands.info());
      checkVersion(info);
      checkEviction(info);
      isCluster |= "1".equals(field(info, "cluster_enabled"));
      isKept &= !"0".equals(field(info, "aof_enabled"));
      var unused = get(commands.scriptLoad(Script.RECORDS.text()));
    }
    if (!isKept) {
      LOG.warn(
          "Redis keeps no append-only file: a crash takes what came since its last snapshot, if it"
              + " writes any; set appendonly to yes");
    }
  }

  private static void checkVersion(String info) {
    String version = field(info, "redis_version");
    Matcher parts = VERSION.matcher(version == null ? "" : version);
    if (parts.matches()) {
      int major = Integer.parseInt(parts.group(1));
      int minor = Integer.parseInt(parts.group(2));
      if (major < 6 || (major == 6 && minor < 2)) {
        throw new StoreException("Redis " + version + " is too old: 6.2 is the first that will do");
      }
    }
  }

  private static void checkEviction(String info) {
    String policy = field(info, "maxmemory_policy");
    if (policy != null && !policy.equals("noeviction") && !"0".equals(field(info, "maxmemory"))) {
      throw new StoreException(
          "Redis may evict keys, and limits with them: set maxmemory-policy to noeviction, not "
              + policy);
    }
  }

  private static @Nullable String field(String info, String name) {
    Matcher found = Pattern.compile("(?m)^" + name + ":([^\\r\\n]*)").matcher(info);
    return found.find() ? found.group(1).strip() : null;
  }

  /** Writes how the store is laid out, unless somebody has; how many parts the index has. */
  private int layout(int indexParts) {
    byte[] key = new KeyNames(settings.prefix()).layout();
    List<byte[]> values = fields(key, List.of());
    if (values.get(0) == null) {
      values =
          fields(
              key,
              List.of(
                  Commands.setOnce(key, PARTS_FIELD, number(indexParts)),
                  Commands.setOnce(key, FORMAT_FIELD, number(FORMAT))));
    }
    int format = Integer.parseInt(new String(values.get(0), ISO_8859_1));
    if (format > FORMAT) {
      throw new StoreException(
          "A newer release has laid this store out (format "
              + format
              + ", known here is "
              + FORMAT
              + "): use that one, or another prefix");
    }
    int parts = Integer.parseInt(new String(values.get(1), ISO_8859_1));
    if (parts != indexParts) {
      LOG.info("The store's index has {} parts, and keeps them", parts);
    }
    return parts;
  }

  private List<byte[]> fields(byte[] key, List<AsyncCommand<byte[], byte[], Long>> before) {
    AsyncCommand<byte[], byte[], List<byte[]>> read =
        Commands.values(key, List.of(FORMAT_FIELD, PARTS_FIELD));
    List<AsyncCommand<byte[], byte[], ?>> commands = new ArrayList<>(before);
    commands.add(read);
    new Exchange(link).await(commands, deadline);
    before.forEach(Exchange::result);
    return Exchange.result(read);
  }

  private static byte[] number(int number) {
    return Integer.toString(number).getBytes(ISO_8859_1);
  }

  private <T> T get(Future<T> future) {
    try {
      return future.get(deadline.leftNs(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw Failures.of(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw new StoreException("Redis has not answered while the store was opened", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("Interrupted while the store was opened", e);
    }
  }
}
