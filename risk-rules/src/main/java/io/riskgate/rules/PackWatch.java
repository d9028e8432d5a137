package io.riskgate.rules;

import io.riskgate.core.RiskEngine;
import io.riskgate.core.internal.logging.Redacted;
import io.riskgate.core.pack.PackProblem;
import io.riskgate.core.pack.RulePack;
import io.riskgate.core.pack.RulePackException;
import io.riskgate.rules.internal.FolderState;
import io.riskgate.rules.internal.PackAssembler;
import io.riskgate.rules.internal.PackFiles;
import io.riskgate.rules.internal.drools.DroolsLanguage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the folder of a rule pack and puts it live when its files change; {@link
 * RulePacks#watch(Path, RiskEngine)} starts one.
 *
 * <p>Names, sizes and times of the files are looked at again and again, because notices of changes
 * do not come from network disks and mounted configuration. A change is taken up once a look has
 * found nothing new since the one before, so that an editor can save several files. What is refused
 * is reported once, and tried again when the files change. A folder whose content is that of the
 * active pack is left alone, so that a pack which was rolled back stays away until somebody saves
 * it again.
 *
 * <p>One daemon thread does all of it; nothing that fails ends it but {@link #close}, and scoring
 * never waits for it.
 */
public final class PackWatch implements AutoCloseable {
  /** How often the folder is looked at unless told otherwise. */
  public static final Duration INTERVAL = Duration.ofMillis(500);

  private static final Logger LOG = LoggerFactory.getLogger(PackWatch.class);

  /** Disks that keep times in steps of two seconds hide a second change within one. */
  private static final long HIDDEN_CHANGE_NANOS = TimeUnit.SECONDS.toNanos(3);

  private static final long CLOSE_SECONDS_MAX = 60;

  private final Path folder;
  private final RiskEngine engine;
  private final Lanes lanes;
  private final Duration interval;
  private final PackWatchListener listener;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  /** What the last look has found; null where it found no folder. */
  private @Nullable FolderState seen;

  /** What was taken up last, and the hash of its content. */
  private @Nullable FolderState handled;

  private String handledSha256 = "";
  private long handledNanos;
  private boolean unreadable;

  private PackWatch(
      Path folder, RiskEngine engine, Lanes lanes, Duration interval, PackWatchListener listener) {
    if (interval.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException("The interval is at least a millisecond: " + interval);
    }
    this.folder = folder;
    this.engine = engine;
    this.lanes = lanes;
    this.interval = interval;
    this.listener = listener;
    this.thread = new Thread(this::watch, "riskgate-pack-watch");
    this.thread.setDaemon(true);
  }

  static PackWatch start(
      Path folder, RiskEngine engine, Lanes lanes, Duration interval, PackWatchListener listener) {
    PackWatch watch = new PackWatch(folder, engine, lanes, interval, listener);
    watch.thread.start();
    return watch;
  }

  private void watch() {
    while (!isClosing()) {
      try {
        look();
      } catch (RuntimeException
          | StackOverflowError
          | LinkageError
          | AssertionError
          | OutOfMemoryError e) { // a pack too large for this JVM may be followed by a smaller one
        LOG.error("Watching {} failed; it goes on", folder, Redacted.of(e));
      }
    }
  }

  /** Whether it is to end; waits one interval for that. */
  private boolean isClosing() {
    try {
      return closing.await(interval.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      return closing.getCount() == 0; // whoever interrupts a thread that is not theirs ends nothing
    }
  }

  private void look() {
    FolderState now;
    try {
      now = FolderState.of(folder);
    } catch (IOException e) {
      seen = null;
      reportUnreadable(e);
      return;
    }
    boolean settled = now.equals(seen);
    seen = now;
    if (now.equals(handled)) {
      unreadable = false; // it was gone, and is back as it was
    }
    if (settled && (!now.equals(handled) || mayHideChange())) {
      takeUp(now);
    }
  }

  private boolean mayHideChange() {
    return System.nanoTime() - handledNanos < HIDDEN_CHANGE_NANOS;
  }

  private void takeUp(FolderState state) {
    long start = System.nanoTime();
    PackFiles files;
    try {
      files = PackFiles.in(folder);
      if (!FolderState.of(folder).equals(state)) {
        return; // it changes while it is read; the next look sees that too
      }
    } catch (UncheckedIOException e) {
      IOException cause = e.getCause();
      reportUnreadable(cause == null ? new IOException(e) : cause);
      return;
    } catch (IOException e) {
      reportUnreadable(e);
      return;
    }
    unreadable = false;
    String sha256 = files.sha256();
    if (state.equals(handled) && sha256.equals(handledSha256)) {
      return;
    }
    handled = state;
    handledSha256 = sha256;
    handledNanos = System.nanoTime();
    // What could not be read is in no hash: it must be told all the same.
    if (files.isWhole() && sha256.equals(engine.activePack().sha256())) {
      return;
    }
    putLive(files, start);
  }

  private void putLive(PackFiles files, long startNanos) {
    RulePack pack;
    List<PackProblem> warnings;
    try {
      pack = PackAssembler.assemble(folder.toString(), files, new DroolsLanguage(lanes));
      if (closing.getCount() == 0) {
        return;
      }
      warnings = engine.activate(pack);
    } catch (RulePackException e) {
      LOG.warn("{} stays: {}", engine.activePack(), e.getMessage());
      tell(l -> l.refused(e.problems()));
      return;
    } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
      LOG.error(
          "{} stays: the pack in {} could not go live",
          engine.activePack(),
          folder,
          Redacted.of(e));
      tell(l -> l.failed(e));
      return;
    }
    Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
    LOG.info("{} went live from {} after {} ms", pack.identity(), folder, took.toMillis());
    warnings.forEach(warning -> LOG.warn("{}", warning));
    tell(l -> l.activated(pack.identity(), warnings, took));
  }

  private void reportUnreadable(IOException e) {
    if (!unreadable) {
      unreadable = true;
      LOG.warn(
          "{} stays: {} cannot be read; see whether it is there, and who may",
          engine.activePack(),
          folder,
          e);
      tell(l -> l.unreadable(e));
    }
  }

  private void tell(Consumer<PackWatchListener> what) {
    try {
      what.accept(listener);
    } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
      LOG.error("A listener of the watched folder {} failed", folder, Redacted.of(e));
    }
  }

  /**
   * Ends the watching. A pack that is being loaded just now is waited for, for a minute at most,
   * and does not go live; one that has been loaded, and is being put live, is waited for as well.
   */
  @Override
  public void close() {
    closing.countDown();
    if (Thread.currentThread().equals(thread)) {
      return; // a listener closes it
    }
    try {
      thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS_MAX));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
