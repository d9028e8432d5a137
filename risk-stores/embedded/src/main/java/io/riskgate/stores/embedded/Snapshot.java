package io.riskgate.stores.embedded;

import io.riskgate.core.memory.InMemoryStore;
import java.util.UUID;

/** Snapshots. */
final class Snapshot {
  private Snapshot() {}

  record Loaded(UUID store, long seq, InMemoryStore memory) {}

  static Loaded loadLatest(Folder folder, EmbeddedStoreBuilder.Settings settings) {
    java.util.NavigableMap<Long, java.nio.file.Path> journals = folder.journals();
    UUID id = journals.isEmpty() ? UUID.randomUUID() : FileHead.peek(journals.firstEntry().getValue()).store();
    return new Loaded(id, 0, settings.memory().build());
  }
}
