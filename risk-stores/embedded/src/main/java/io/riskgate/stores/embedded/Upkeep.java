package io.riskgate.stores.embedded;

import io.riskgate.core.memory.InMemoryStore;
import java.io.IOException;
import java.util.UUID;
import java.util.function.Consumer;

/** What a store does besides its calls: snapshots, backups, and its end. */
final class Upkeep {
  private final EmbeddedStoreBuilder.Settings settings;
  private final Folder folder;
  private final Journal journal;
  private final long firstSeq;
  private boolean closed;

  Upkeep(
      EmbeddedStoreBuilder.Settings settings,
      Folder folder,
      UUID store,
      InMemoryStore memory,
      Journal journal,
      long snapshotSeq) {
    this.settings = settings;
    this.folder = folder;
    this.journal = journal;
    firstSeq = journal.appended();
  }

  void start() {
    journal.start();
  }

  JournalStats stats() {
    IOException failure = journal.failure();
    return new JournalStats(
        journal.appended() - firstSeq,
        journal.files().bytesWritten(),
        journal.files().forces(),
        journal.waiting(),
        0,
        failure == null ? "" : failure.toString());
  }

  synchronized void close(Consumer<Runnable> whileStill) {
    if (closed) {
      return;
    }
    closed = true;
    whileStill.accept(journal::close);
    folder.close();
  }
}
