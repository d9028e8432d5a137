package io.riskgate.stores.embedded;

import io.riskgate.core.memory.InMemoryAlertStore;
import io.riskgate.core.memory.InMemoryStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Says how an {@link EmbeddedStore} is kept. What does not fit is told when it is opened. */
public final class EmbeddedStoreBuilder {
  private static final long SEGMENT_BYTES_MIN = 4L << 10;
  private static final long SEGMENT_BYTES_MAX = 1L << 30;
  private static final int RECORDS_MAX = 1_000_000;

  final Path dir;
  private Mode mode = Mode.SYNC;
  private InMemoryStore.Builder memory = InMemoryStore.builder();
  private int alertsMax = InMemoryAlertStore.ALERTS_MAX;
  private int lossRecordsMax = 10_000;
  private Duration lossAgeMax = Duration.ofMillis(100);
  private Duration patience = Duration.ofSeconds(10);
  private Duration retry = Duration.ofMillis(200);
  private long segmentBytes = 32L << 20;
  private long snapshotEveryBytes = 128L << 20;
  private boolean snapshotOnClose = true;
  private Disk disk = Disk.REAL;

  EmbeddedStoreBuilder(Path dir) {
    this.dir = Objects.requireNonNull(dir, "dir");
  }

  /** Sets when a call is answered; SYNC by default. */
  public EmbeddedStoreBuilder mode(Mode value) {
    mode = Objects.requireNonNull(value, "mode");
    return this;
  }

  /**
   * Sets the caps of what is kept in memory. A store that has been in use must not be given smaller
   * ones: its journal could not be applied again.
   */
  public EmbeddedStoreBuilder memory(InMemoryStore.Builder value) {
    memory = Objects.requireNonNull(value, "memory");
    return this;
  }

  /** Sets how many alerts are kept; 200,000 by default. */
  public EmbeddedStoreBuilder alertsMax(int value) {
    alertsMax = value;
    return this;
  }

  /**
   * Sets what ASYNC may lose: at most so many calls, and only what is not older than so long;
   * 10,000 and 100 ms by default. Where the disk does not keep up, callers wait.
   */
  public EmbeddedStoreBuilder lossMax(int calls, Duration age) {
    lossRecordsMax = calls;
    lossAgeMax = Objects.requireNonNull(age, "age");
    return this;
  }

  /** Sets how long a caller waits for the disk before it is told that it fails; 10 s by default. */
  public EmbeddedStoreBuilder patience(Duration value) {
    patience = Objects.requireNonNull(value, "patience");
    return this;
  }

  /** Sets how large a segment of the journal becomes; 32 MiB by default. */
  public EmbeddedStoreBuilder segmentBytes(long value) {
    segmentBytes = value;
    return this;
  }

  /**
   * Sets after how much of the journal a snapshot is made in the background, which takes as much
   * memory again while it is under way; 128 MiB by default. 0 for never: the journal grows until
   * the store is closed.
   */
  public EmbeddedStoreBuilder snapshotEveryBytes(long value) {
    snapshotEveryBytes = value;
    return this;
  }

  /** Sets whether closing makes a snapshot, so that the next start is quick; it does by default. */
  public EmbeddedStoreBuilder snapshotOnClose(boolean value) {
    snapshotOnClose = value;
    return this;
  }

  /** Another disk, for tests. */
  EmbeddedStoreBuilder disk(Disk value) {
    disk = value;
    return this;
  }

  /** Sets how long after a failure the disk is tried again; for tests. */
  EmbeddedStoreBuilder retry(Duration value) {
    retry = value;
    return this;
  }

  /** What is asked for, once it is known to fit. */
  record Settings(
      Path dir,
      InMemoryStore.Builder memory,
      int alertsMax,
      Journal.Options journal,
      long snapshotEveryBytes,
      boolean snapshotOnClose,
      Disk disk) {}

  /**
   * Opens the store.
   *
   * @throws IllegalArgumentException naming everything that does not fit
   * @throws io.riskgate.core.spi.StoreException if it is open already, damaged, written by a newer
   *     version, or cannot be read or written
   */
  public EmbeddedStore open() {
    List<String> problems = new ArrayList<>();
    check(
        problems,
        segmentBytes >= SEGMENT_BYTES_MIN && segmentBytes <= SEGMENT_BYTES_MAX,
        "segmentBytes must lie between 4 KiB and 1 GiB, not " + segmentBytes);
    check(
        problems,
        snapshotEveryBytes >= 0,
        "snapshotEveryBytes must be at least 0, which is never, not " + snapshotEveryBytes);
    check(
        problems,
        lossRecordsMax >= 1 && lossRecordsMax <= RECORDS_MAX,
        "lossMax takes 1 to " + RECORDS_MAX + " calls, not " + lossRecordsMax);
    check(
        problems,
        isPositive(lossAgeMax),
        "lossMax takes an age longer than nothing, up to an hour, not " + lossAgeMax);
    check(
        problems,
        isPositive(patience),
        "patience must be longer than nothing, up to an hour, not " + patience);
    check(problems, alertsMax >= 1, "alertsMax must be at least 1, not " + alertsMax);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "The embedded store cannot be opened so: " + String.join("; ", problems));
    }
    int recordsMax = mode == Mode.SYNC ? Math.max(lossRecordsMax, 100_000) : lossRecordsMax;
    Journal.Bounds bounds = new Journal.Bounds(recordsMax, lossAgeMax, patience, retry);
    return Opening.open(
        new Settings(
            dir,
            memory,
            alertsMax,
            new Journal.Options(mode, bounds, segmentBytes),
            snapshotEveryBytes,
            snapshotOnClose,
            disk));
  }

  private static void check(List<String> problems, boolean fits, String problem) {
    if (!fits) {
      problems.add(problem);
    }
  }

  private static boolean isPositive(Duration value) {
    return !value.isNegative() && !value.isZero() && value.compareTo(Duration.ofHours(1)) <= 0;
  }
}
