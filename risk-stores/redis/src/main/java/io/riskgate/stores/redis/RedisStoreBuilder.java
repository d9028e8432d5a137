package io.riskgate.stores.redis;

import io.lettuce.core.RedisURI;
import io.riskgate.stores.remote.RecordServer;
import io.riskgate.stores.remote.RemoteStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** Says how a store on Redis is opened. */
public final class RedisStoreBuilder {
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
  private static final int PARTS_MAX = 16_384;

  private final List<RedisURI> uris;
  private final boolean cluster;
  private String prefix = "riskgate";
  private int indexParts = 256;
  private Waiting waiting = Waiting.DEFAULT;
  private InstantSource clock = InstantSource.system();

  RedisStoreBuilder(List<String> uris, boolean cluster) {
    if (uris.isEmpty()) {
      throw new IllegalArgumentException(
          "No server was named: give the address of one at least, such as redis://localhost");
    }
    this.uris = uris.stream().map(RedisStoreBuilder::address).toList();
    this.cluster = cluster;
  }

  /**
   * Parsing tells the whole address where it fails, and a password may stand in it: neither it nor
   * the cause is told.
   */
  @SuppressWarnings("UnusedException")
  private static RedisURI address(String uri) {
    try {
      return RedisURI.create(uri);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "The address is none of Redis, as in redis://user:password@host:6379/0. In a password"
              + " write anything but letters and digits with percent signs, as %40 for @");
    }
  }

  /**
   * Sets with what all keys begin, {@code riskgate} by default: up to 64 letters, digits, and
   * {@code _ . -}. Stores with different ones share nothing.
   */
  public RedisStoreBuilder prefix(String value) {
    if (!PREFIX.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "A prefix is 1 to 64 letters, digits, '_', '.' and '-', not \"" + value + "\"");
    }
    prefix = value;
    return this;
  }

  /**
   * Sets over how many keys the list of all records is spread, 256 by default; some 250,000 records
   * a key are well. It counts for the first who opens a store under its prefix; whoever comes later
   * uses what is there.
   */
  public RedisStoreBuilder indexParts(int value) {
    if (value < 1 || value > PARTS_MAX) {
      throw new IllegalArgumentException("indexParts must be 1 to " + PARTS_MAX + ", not " + value);
    }
    indexParts = value;
    return this;
  }

  /** Sets how long it may take until a connection stands; 1 s by default. */
  public RedisStoreBuilder connectTimeout(Duration value) {
    waiting = new Waiting(positive("connectTimeout", value), waiting.stalled(), waiting.upkeep());
    return this;
  }

  /**
   * Sets after what time a connection is made anew on which something was asked and nothing came; 5
   * s by default. It should be longer than the slowest answer that is still welcome.
   */
  public RedisStoreBuilder stalledAfter(Duration value) {
    waiting = new Waiting(waiting.connect(), positive("stalledAfter", value), waiting.upkeep());
    return this;
  }

  /** Sets how long a page of an export may take; 5 s by default. */
  public RedisStoreBuilder pageTimeout(Duration value) {
    waiting = new Waiting(waiting.connect(), waiting.stalled(), positive("pageTimeout", value));
    return this;
  }

  /**
   * Sets the clock, the system's by default; give the engine's where that is another. It tells how
   * long an idle record still lives, and nothing else.
   */
  public RedisStoreBuilder clock(InstantSource value) {
    clock = Objects.requireNonNull(value, "value");
    return this;
  }

  private static Duration positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be longer than nothing, not " + value);
    }
    return value;
  }

  /**
   * Opens the store, with everything that is common to stores on a server as it is by default. For
   * other budgets and caps: {@code RemoteStore.on(builder.connect())}.
   *
   * @throws io.riskgate.core.spi.StoreException as {@link #connect}
   */
  public RemoteStore open() {
    return RemoteStore.on(connect()).open();
  }

  /**
   * Connects, and looks whether the server is fit for a store.
   *
   * @throws io.riskgate.core.spi.StoreException if it cannot be reached, is older than 6.2, may
   *     evict keys, or holds what a newer release has written
   */
  public RecordServer connect() {
    Link link = cluster ? ClusterLink.open(uris, waiting) : SingleLink.open(uris.get(0), waiting);
    return Opening.open(link, new RedisSettings(prefix, waiting, clock), indexParts);
  }
}
