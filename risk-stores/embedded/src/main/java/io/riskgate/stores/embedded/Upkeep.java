package io.riskgate.stores.embedded;

import io.riskgate.core.memory.InMemoryState;
import io.riskgate.core.spi.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a store does besides its calls: snapshots, backups, and its end.
 *
 * <p>A snapshot while the store is in use is made by a follower: the snapshot before it is read
 * into a second store in memory, the finished segments of the journal behind it are applied, and
 * what comes of that is written. It is consistent by construction, and stops nobody; it takes as
 * much memory again while it is made. The snapshot before it stays, with the journal behind that
 * one, in case the new one is damaged.
 */
final class Upkeep {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
  private static final Duration LOOK = Duration.ofMillis(100);

  private final EmbeddedStoreBuilder.Settings settings;
  private final Folder folder;
  private final UUID store;
  private final InMemoryState state;
  private final Journal journal;
  private final long firstSeq;
  private final Thread thread;
  private final Object files = new Object();

  private volatile long snapshots;
  private volatile boolean closing;
  private boolean closed;

  // Guarded by files:
  private long snapshotSeq;
  private long bytesAtSnapshot;

  Upkeep(
      EmbeddedStoreBuilder.Settings settings,
      Folder folder,
      UUID store,
      InMemoryState state,
      Journal journal,
      long snapshotSeq) {
    this.settings = settings;
    this.folder = folder;
    this.store = store;
    this.state = state;
    this.journal = journal;
    this.snapshotSeq = snapshotSeq;
    firstSeq = journal.appended();
    thread = new Thread(this::look, "riskgate-store-upkeep");
    thread.setDaemon(true);
  }

  /**
   * Begins.
   *
   * @param replayed how many bytes of the journal were applied just now: where they are many, the
   *     next start shall not wait for them again
   */
  void start(long replayed) throws IOException {
    if (settings.snapshotEveryBytes() > 0 && replayed >= settings.snapshotEveryBytes()) {
      synchronized (files) {
        snapshot(journal.appended(), state);
      }
    }
    journal.start();
    if (settings.snapshotEveryBytes() > 0) {
      thread.start();
    }
  }

  JournalStats stats() {
    IOException failure = journal.failure();
    return new JournalStats(
        journal.appended() - firstSeq,
        journal.files().bytesWritten(),
        journal.files().forces(),
        journal.waiting(),
        snapshots,
        failure == null ? "" : failure.toString());
  }

  // ---- snapshots

  private void look() {
    try {
      while (!closing) {
        synchronized (files) {
          if (journal.files().bytesWritten() - bytesAtSnapshot >= settings.snapshotEveryBytes()) {
            bytesAtSnapshot = journal.files().bytesWritten();
            tryFollow();
          }
        }
        TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tryFollow() {
    try {
      follow();
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      // The journal has everything; only the next start takes longer.
      LOG.warn(
          "No snapshot could be made, and the journal stays as it is and grows: {}; see to the"
              + " disk",
          e.toString());
    }
  }

  /** Makes a snapshot of what the finished segments hold. */
  void follow() throws IOException {
    synchronized (files) {
      if (closing) {
        return; // the folder may be another's by now
      }
      long present = journal.files().position().number();
      NavigableMap<Long, Path> finished = folder.journals().headMap(present, false);
      Map.Entry<Long, Path> next = folder.journals().ceilingEntry(present);
      if (finished.isEmpty() || next == null) {
        return;
      }
      Snapshot.Loaded before = Snapshot.loadLatest(folder, settings);
      List<Map.Entry<Long, Path>> wanted = Opening.segments(finished, before.seq());
      long limit = FileHead.peek(next.getValue()).before();
      Replay replay = new Replay(before.state());
      Opening.Read read = Opening.readJournal(wanted, store, before.seq(), limit, replay);
      if (read.lastSeq() > snapshotSeq) {
        snapshot(read.lastSeq(), before.state());
      }
    }
  }

  /**
   * Makes a snapshot of what the finished segments hold, and removes all that was before it. With
   * nothing left to fall back on, it is read once first.
   */
  void compact() throws IOException {
    synchronized (files) {
      follow();
      if (closing) {
        return;
      }
      Snapshot.load(folder.snapshot(snapshotSeq), settings);
      removeOld(snapshotSeq);
    }
  }

  private void snapshot(long seq, InMemoryState of) throws IOException {
    if (seq == snapshotSeq) {
      return;
    }
    long before = snapshotSeq;
    Snapshot.write(folder.snapshot(seq), store, seq, of, settings.disk());
    snapshotSeq = seq;
    long made = snapshots + 1;
    snapshots = made;
    removeOld(before);
  }

  /** Removes what neither the latest snapshot nor the one before it needs. */
  private void removeOld(long before) throws IOException {
    for (Path old : folder.snapshots().headMap(before, false).values()) {
      Files.deleteIfExists(old);
    }
    NavigableMap<Long, Path> all = folder.journals();
    List<Path> unneeded = new ArrayList<>();
    for (Map.Entry<Long, Path> entry : all.entrySet()) {
      Map.Entry<Long, Path> next = all.higherEntry(entry.getKey());
      if (next == null || FileHead.peek(next.getValue()).seq() > before + 1) {
        break;
      }
      unneeded.add(entry.getValue());
    }
    for (Path old : unneeded) {
      Files.deleteIfExists(old);
    }
    settings.disk().forceFolder(folder.dir);
  }

  // ---- backups

  /** Copies a snapshot and the journal behind it; the copy opens as a store. */
  void backup(Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> there = Files.list(to)) {
      if (there.findAny().isPresent()) {
        throw new StoreException(to + " is not empty: a backup needs a folder of its own");
      }
    }
    synchronized (files) {
      if (closing) {
        throw new StoreException("The store is closed"); // the folder may be another's by now
      }
      journal.flush(Duration.ofSeconds(30));
      JournalFiles.Position position = journal.files().position();
      Map.Entry<Long, Path> snapshot = folder.snapshots().lastEntry();
      if (snapshot == null) {
        throw new StoreException("There is no snapshot in " + folder.dir);
      }
      NavigableMap<Long, Path> all = folder.journals().headMap(position.number(), true);
      Copies copies = new Copies(to, settings.disk());
      if (!all.isEmpty()) {
        for (Map.Entry<Long, Path> segment : Opening.segments(all, snapshot.getKey())) {
          boolean isLast = segment.getKey() == position.number();
          copies.copy(segment.getValue(), isLast ? position.bytes() : Long.MAX_VALUE);
        }
      }
      copies.copy(snapshot.getValue(), Long.MAX_VALUE); // last: without it, it is no store
      settings.disk().forceFolder(to);
    }
  }

  // ---- the end

  synchronized void close(Consumer<Runnable> whileStill) {
    if (closed) {
      return;
    }
    closed = true;
    closing = true;
    try {
      whileStill.accept(this::end);
    } finally {
      thread.interrupt();
      folder.close();
    }
  }

  private void end() {
    journal.close();
    synchronized (files) {
      if (settings.snapshotOnClose() && journal.waiting() == 0) {
        try {
          snapshot(journal.appended(), state);
        } catch (IOException e) {
          LOG.warn("No snapshot was made on closing: {}; the next start reads the journal", e + "");
        }
      }
    }
  }
}
