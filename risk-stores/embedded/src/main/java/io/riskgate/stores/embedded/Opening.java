package io.riskgate.stores.embedded;

import io.riskgate.core.spi.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a store: the latest snapshot, and the calls behind it. */
final class Opening {
  private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

  private Opening() {}

  static EmbeddedStore open(EmbeddedStoreBuilder.Settings settings) {
    Folder folder = Folder.take(settings.dir());
    try {
      return open(settings, folder);
    } catch (IOException e) {
      folder.close();
      throw new StoreException("Cannot open the store in " + settings.dir() + ": " + e, e);
    } catch (RuntimeException | Error e) {
      folder.close();
      throw e;
    }
  }

  private static EmbeddedStore open(EmbeddedStoreBuilder.Settings settings, Folder folder)
      throws IOException {
    folder.removeUnfinished();
    Snapshot.Loaded loaded = Snapshot.loadLatest(folder, settings);
    UUID id = loaded.store();
    Replay replay = new Replay(loaded.state());
    Read read = readJournal(folder, id, loaded.seq(), replay);
    Journal journal =
        new Journal(
            folder, settings.disk(), id, read.position(), read.lastSeq(), settings.journal());
    Upkeep upkeep = new Upkeep(settings, folder, id, loaded.state(), journal, loaded.seq());
    if (replay.calls() > 0) {
      LOG.info("Applied {} calls of the journal to the store", replay.calls());
    }
    EmbeddedStore store = new EmbeddedStore(loaded.state(), journal, upkeep);
    upkeep.start(read.bytes());
    return store;
  }

  /** How far a journal went. */
  record Read(JournalFiles.Position position, long lastSeq, long bytes) {}

  /** Applies what a journal has behind a snapshot. */
  static Read readJournal(Folder folder, UUID store, long snapshotSeq, Replay replay) {
    NavigableMap<Long, Path> files = folder.journals();
    if (files.isEmpty()) {
      return new Read(new JournalFiles.Position(0, 0), snapshotSeq, 0);
    }
    return readJournal(segments(files, snapshotSeq), store, snapshotSeq, -1, replay);
  }

  /** The segments that have calls behind a snapshot. */
  static List<Map.Entry<Long, Path>> segments(NavigableMap<Long, Path> files, long snapshotSeq) {
    List<Map.Entry<Long, Path>> wanted = new ArrayList<>();
    for (Map.Entry<Long, Path> entry : files.descendingMap().entrySet()) {
      if (!wanted.isEmpty() && wanted.get(0).getKey() != entry.getKey() + 1) {
        throw Damage.in(wanted.get(0).getValue(), 0, "the segment before it is missing");
      }
      wanted.add(0, entry);
      if (FileHead.peek(entry.getValue()).seq() <= snapshotSeq + 1) {
        return wanted;
      }
    }
    Path first = files.firstEntry().getValue();
    throw Damage.in(first, 0, "the calls from " + (snapshotSeq + 1) + " to its first are missing");
  }

  /**
   * Applies some segments.
   *
   * @param limit how many bytes of the last one count, or -1 where that is for it to say
   */
  static Read readJournal(
      List<Map.Entry<Long, Path>> files, UUID store, long snapshotSeq, long limit, Replay replay) {
    long next = -1;
    long bytes = 0;
    long allBytes = 0;
    for (int i = 0; i < files.size(); i++) {
      Path file = files.get(i).getValue();
      Segment segment = Segment.read(file);
      boolean isLast = i == files.size() - 1;
      if (!segment.head.store().equals(store)) {
        throw Damage.in(file, 0, "it belongs to another store");
      }
      if (next >= 0 && segment.head.seq() != next) {
        throw Damage.in(
            file, 0, "it begins with call " + segment.head.seq() + ", and " + next + " is missing");
      }
      long counts = isLast ? limit : FileHead.peek(files.get(i + 1).getValue()).before();
      Segment.End end = segment.read(counts, snapshotSeq + 1, replay::apply);
      if (isLast && end.isTorn()) {
        LOG.warn(
            "{} has a torn end, which was never acknowledged: {} bytes from byte {} on are left"
                + " out",
            file,
            segment.length() - end.bytes(),
            end.bytes());
      }
      next = end.nextSeq();
      bytes = end.bytes();
      allBytes += bytes;
    }
    long number = files.get(files.size() - 1).getKey();
    return new Read(
        new JournalFiles.Position(number, bytes), Math.max(next - 1, snapshotSeq), allBytes);
  }
}
