package io.riskgate.intel;

import io.riskgate.core.Transfer;
import io.riskgate.core.spi.Intelligence;
import io.riskgate.core.spi.IntelligenceSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Intelligence from files: MaxMind databases and lists, answered from memory and read again while
 * the engine runs. Safe for use by any number of threads.
 *
 * <p>No file is fatal. One that is missing, broken or too old degrades the decisions on transfers
 * that it would have been asked about, which then ask for verification at least; {@link #status}
 * says how each file stands. What was read stays in use until something better was read.
 *
 * <p>At most {@value #FILES_MAX} files; lists of at most 2,000,000 entries and 256 MiB, databases
 * of at most 2 GiB.
 */
public final class IntelligenceFiles implements IntelligenceSource {
  /** How many files there may be. */
  public static final int FILES_MAX = 64;

  private static final Logger LOG = LoggerFactory.getLogger(IntelligenceFiles.class);
  private static final long LIST_BYTES_MAX = 256L << 20;
  private static final long DATABASE_BYTES_MAX = 2L << 30;
  private static final long CLOSE_SECONDS_MAX = 60;

  private final List<SourceFile<?>> sources;
  private final String dialCode;
  private final InstantSource clock;
  private final CountDownLatch closing = new CountDownLatch(1);

  /** Held while files are read. No look-up waits for it, as it does for this object's own. */
  private final Object reading = new Object();

  private @Nullable Thread watcher;

  /** Null once it is closed. */
  private volatile @Nullable Tables tables;

  private IntelligenceFiles(List<SourceFile<?>> sources, String dialCode, InstantSource clock) {
    this.sources = List.copyOf(sources);
    this.dialCode = dialCode;
    this.clock = clock;
    for (SourceFile<?> source : sources) {
      source.refresh(false, false);
    }
    tables = new Tables(uses(), dialCode, clock.millis());
  }

  private List<SourceUse> uses() {
    List<SourceUse> uses = new ArrayList<>();
    for (SourceFile<?> source : sources) {
      uses.add(source.use());
    }
    return uses;
  }

  /** Starts to name files. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Looks a valid transfer up, in memory.
   *
   * @throws IllegalStateException if it is closed
   */
  @Override
  public Intelligence lookUp(Transfer transfer) {
    Tables now = tables;
    if (now == null) {
      throw new IllegalStateException("The intelligence is closed");
    }
    if (now.validUntilMs() != Long.MAX_VALUE && clock.millis() >= now.validUntilMs()) {
      now = grownOld();
    }
    return now.lookUp(transfer);
  }

  private synchronized Tables grownOld() {
    Tables before = tables;
    if (before == null) {
      throw new IllegalStateException("The intelligence is closed");
    }
    long nowMs = clock.millis();
    if (nowMs < before.validUntilMs()) {
      return before; // another thread was here
    }
    Tables after = before.at(nowMs);
    tables = after;
    for (SourceKind kind : SourceKind.values()) {
      if ((after.stale() & ~before.stale() & kind.bit()) != 0) {
        LOG.warn(
            "{} is older than it may be; get a newer file: what it tells counts as stale",
            kind.title());
      }
    }
    return after;
  }

  /**
   * Reads what has changed, at once. Look-ups go on meanwhile, and see all changes of this call
   * together.
   *
   * @return whether anything has changed for look-ups
   */
  public boolean refresh() {
    return refresh(false, false);
  }

  /**
   * Reads what has changed, and takes files as well that were refused because they hold less than
   * half of what they did.
   *
   * @return whether anything has changed for look-ups
   */
  public boolean acceptShrunken() {
    return refresh(false, true);
  }

  private boolean refresh(boolean whenSettled, boolean evenShrunken) {
    synchronized (reading) {
      boolean isChanged = false;
      for (SourceFile<?> source : sources) {
        if (closing.getCount() == 0) {
          return false;
        }
        isChanged |= source.refresh(whenSettled, evenShrunken);
      }
      if (isChanged) {
        put(new Tables(uses(), dialCode, clock.millis()));
      }
      return isChanged;
    }
  }

  private synchronized void put(Tables after) {
    if (tables != null) {
      tables = after;
    }
  }

  /**
   * Starts to look for changes again and again, on a daemon thread that {@link #close} ends. A
   * change is taken up once two looks agree, so that nothing half written is read.
   *
   * @param interval time between two looks, at least a millisecond
   * @throws IllegalStateException if it is watching already, or closed
   */
  public synchronized void watch(Duration interval) {
    if (interval.compareTo(Duration.ofMillis(1)) < 0
        || interval.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(
          "The interval lies between a millisecond and a day: " + interval);
    }
    if (watcher != null || tables == null) {
      throw new IllegalStateException(
          tables == null ? "The intelligence is closed" : "The files are watched already");
    }
    Thread thread = new Thread(() -> watch(interval.toNanos()), "riskgate-intelligence-watch");
    thread.setDaemon(true);
    watcher = thread;
    thread.start();
  }

  private void watch(long intervalNanos) {
    while (!isClosing(intervalNanos)) {
      try {
        refresh(true, false);
      } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
        LOG.error("Looking for changed files failed ({}); it goes on", e.getClass().getName());
      }
    }
  }

  private boolean isClosing(long intervalNanos) {
    try {
      return closing.await(intervalNanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      return closing.getCount() == 0; // whoever interrupts a thread that is not theirs ends nothing
    }
  }

  /** How each file stands now, in the order in which they were named. */
  public List<SourceStatus> status() {
    long nowMs = clock.millis();
    return sources.stream().map(source -> source.status(nowMs)).toList();
  }

  /**
   * Ends the watching and drops what was read. A file that is being read just now is waited for, a
   * minute at most.
   */
  @Override
  public void close() {
    closing.countDown();
    Thread thread;
    synchronized (this) {
      tables = null;
      thread = watcher;
      watcher = null;
    }
    if (thread != null) {
      try {
        thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS_MAX));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Names the files. Each method may be called several times; what any file says counts. */
  public static final class Builder {
    private record Named(SourceKind kind, Path file) {}

    private final List<Named> files = new ArrayList<>();
    private final Map<SourceKind, Duration> maxAges = new EnumMap<>(SourceKind.class);
    private InstantSource clock = InstantSource.system();
    private String dialCode = "";

    private Builder() {}

    /** Adds a MaxMind database of countries, whose type has Country in its name. */
    public Builder country(Path file) {
      return file(SourceKind.COUNTRY, file);
    }

    /** Adds a MaxMind database of cities, whose type has City or Enterprise in its name. */
    public Builder city(Path file) {
      return file(SourceKind.CITY, file);
    }

    /** Adds a MaxMind database of networks, whose type has ASN or ISP in its name. */
    public Builder asn(Path file) {
      return file(SourceKind.ASN, file);
    }

    /** Adds a MaxMind database of anonymisers, whose type has Anonymous or IP-Risk in its name. */
    public Builder anonymousIp(Path file) {
      return file(SourceKind.ANONYMOUS_IP, file);
    }

    /** Adds a list of the addresses of Tor exits, one address or range in CIDR form a line. */
    public Builder torExits(Path file) {
      return file(SourceKind.TOR_EXITS, file);
    }

    /** Adds a list of the addresses of virtual private networks and other anonymisers. */
    public Builder vpn(Path file) {
      return file(SourceKind.VPN, file);
    }

    /** Adds a list of the addresses of data centres. */
    public Builder hosting(Path file) {
      return file(SourceKind.HOSTING, file);
    }

    /** Adds a list of reported accounts, one a line, written as in transfers. */
    public Builder reportedAccounts(Path file) {
      return file(SourceKind.REPORTED_ACCOUNTS, file);
    }

    /** Adds a list of reported devices, one a line, written as in transfers. */
    public Builder reportedDevices(Path file) {
      return file(SourceKind.REPORTED_DEVICES, file);
    }

    /** Adds a list of reported telephone numbers, one a line. */
    public Builder reportedNumbers(Path file) {
      return file(SourceKind.REPORTED_NUMBERS, file);
    }

    /**
     * Adds a list of regions of high risk, one code of ISO 3166-1 alpha-2 or ISO 3166-2 a line.
     * Subdivisions are met where a city database tells them.
     */
    public Builder highRiskRegions(Path file) {
      return file(SourceKind.HIGH_RISK_REGIONS, file);
    }

    /**
     * Adds a file of any kind.
     *
     * @throws IllegalStateException if there are {@value IntelligenceFiles#FILES_MAX} already
     */
    public Builder file(SourceKind kind, Path file) {
      if (files.size() == FILES_MAX) {
        throw new IllegalStateException("At most " + FILES_MAX + " files");
      }
      files.add(
          new Named(Objects.requireNonNull(kind, "kind"), Objects.requireNonNull(file, "file")));
      return this;
    }

    /**
     * Sets how old a kind of source may be before decisions that rest on it are degraded: a
     * database since it was built, a list since its file was written. Without it, any age will do.
     *
     * @param value greater than nothing, at most 3,660 days
     */
    public Builder maxAge(SourceKind kind, Duration value) {
      if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofDays(3_660)) > 0) {
        throw new IllegalArgumentException("The age lies between nothing and 3,660 days: " + value);
      }
      maxAges.put(Objects.requireNonNull(kind, "kind"), value);
      return this;
    }

    /**
     * Sets the dial code of the home country, 1 to 3 digits such as 86, so that a number in its
     * international form is met by its national form.
     */
    public Builder dialCode(String value) {
      if (!value.matches("[1-9][0-9]{0,2}")) {
        throw new IllegalArgumentException("A dial code has 1 to 3 digits: " + value);
      }
      dialCode = value;
      return this;
    }

    /** Sets the clock; the system's by default. */
    public Builder clock(InstantSource value) {
      clock = Objects.requireNonNull(value, "clock");
      return this;
    }

    /**
     * Reads the files. One that cannot be read is degraded and logged, and read as soon as it can
     * be.
     *
     * @throws IllegalStateException if no file was named, or an age is set for a kind without files
     */
    public IntelligenceFiles build() {
      if (files.isEmpty()) {
        throw new IllegalStateException("No file was named; IntelligenceSource.NONE knows nothing");
      }
      boolean hasCity = files.stream().anyMatch(named -> named.kind() == SourceKind.CITY);
      List<SourceFile<?>> sources = new ArrayList<>();
      for (Named named : files) {
        sources.add(source(named, hasCity));
      }
      for (SourceKind kind : maxAges.keySet()) {
        if (files.stream().noneMatch(named -> named.kind() == kind)) {
          throw new IllegalStateException("There is an age for " + kind.title() + " and no file");
        }
      }
      return new IntelligenceFiles(sources, dialCode, clock);
    }

    private SourceFile<?> source(Named named, boolean hasCity) {
      String code = dialCode;
      return switch (named.kind()) {
        case COUNTRY, CITY, ASN, ANONYMOUS_IP ->
            source(named, DATABASE_BYTES_MAX, file -> MaxMindDatabase.open(file, named.kind()));
        case TOR_EXITS, VPN, HOSTING -> source(named, LIST_BYTES_MAX, AddressList::read);
        case REPORTED_ACCOUNTS ->
            source(named, LIST_BYTES_MAX, file -> NameList.read(file, NameList.ACCOUNT_CHARS_MAX));
        case REPORTED_DEVICES ->
            source(named, LIST_BYTES_MAX, file -> NameList.read(file, NameList.DEVICE_CHARS_MAX));
        case REPORTED_NUMBERS ->
            source(named, LIST_BYTES_MAX, file -> PhoneNumbers.read(file, code));
        case HIGH_RISK_REGIONS ->
            source(named, LIST_BYTES_MAX, file -> Regions.read(file, hasCity));
      };
    }

    private <T> SourceFile<T> source(Named named, long bytesMax, SourceFile.Loader<T> loader) {
      Duration maxAge = maxAges.get(named.kind());
      return new SourceFile<>(named.kind(), named.file(), bytesMax, loader, clock, maxAge);
    }
  }
}
