package io.riskgate.core.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts old files of a log away: whole ones, the oldest first, and only those that a checkpoint
 * proves which was kept elsewhere. Nothing is removed; what becomes of the archive, the bank
 * decides. The log may be written meanwhile.
 */
public final class LogArchive {
  private LogArchive() {}

  /**
   * What was put away.
   *
   * @param files the names of the files that were moved, in order
   * @param beginsAt where the rest begins, to be verified from then on; null where the log begins
   *     at its beginning still
   */
  public record PutAway(List<String> files, @Nullable Checkpoint beginsAt) {
    /** Copies the list. */
    public PutAway {
      files = List.copyOf(files);
    }
  }

  /**
   * Verifies a log against a checkpoint, and moves those files into an archive that have records of
   * days before a day alone, and none that the checkpoint does not cover. The day of a file's last
   * record is told by the next one's first, so a file may stay a day longer.
   *
   * @param before the first day (UTC, of the engine's clock) that stays
   * @param exported a checkpoint of this log that was kept elsewhere
   * @param beganAt what {@link PutAway#beginsAt} said the time before; null where nothing was put
   *     away yet
   * @throws IOException if a file cannot be read or moved; what was moved by then is in order
   * @throws IllegalStateException if the log is not intact, or does not hold the checkpoint; no
   *     file is moved then
   */
  public static PutAway putAway(
      Path log, Path archive, LocalDate before, Checkpoint exported, @Nullable Checkpoint beganAt)
      throws IOException {
    LogVerifier verifier = LogVerifier.of(log).against(exported);
    LogVerification verified = (beganAt == null ? verifier : verifier.beginningAt(beganAt)).run();
    if (!verified.isIntact()) {
      throw new IllegalStateException(
          "The log is not as it was written, and stays where it is: " + verified.findings());
    }
    Files.createDirectories(archive);
    List<String> moved = new ArrayList<>();
    Checkpoint beginsAt = beganAt;
    List<LogFile> files = LogFile.in(log);
    for (int i = 0; i + 1 < files.size(); i++) {
      LogFile next = files.get(i + 1);
      Chain.Link link = firstLink(next);
      if (link == null || link.seq() > exported.count() || !next.day().isBefore(before)) {
        break;
      }
      LogFile file = files.get(i);
      Files.move(file.path(), archive.resolve(file.name()));
      moved.add(file.name());
      beginsAt = new Checkpoint(link.seq(), link.prev());
    }
    return new PutAway(moved, beginsAt);
  }

  /**
   * Where a log goes on behind what lies in an archive: {@link PutAway#beginsAt}, read from the
   * last of its files, for whoever has not kept it. What lies before that file is not looked at,
   * and may have gone elsewhere.
   *
   * @return empty where nothing lies there
   * @throws IOException if the file cannot be read
   * @throws IllegalStateException if the file is not as it was written
   */
  public static Optional<Checkpoint> endOf(Path archive) throws IOException {
    List<LogFile> files = Files.isDirectory(archive) ? LogFile.in(archive) : List.of();
    if (files.isEmpty()) {
      return Optional.empty();
    }
    LogFile last = files.get(files.size() - 1);
    Chain.Link link = firstLink(last);
    if (link == null) {
      throw new IllegalStateException(last.name() + " in the archive begins with no record");
    }
    LogVerifier verifier = LogVerifier.of(archive);
    LogVerification verified =
        (link.seq() == 0 ? verifier : verifier.beginningAt(new Checkpoint(link.seq(), link.prev())))
            .run(List.of(last));
    if (!verified.isIntact()) {
      throw new IllegalStateException(
          "The archive is not as it was written: " + verified.findings());
    }
    return verified.head();
  }

  /**
   * Where what is left of a log begins, as its first record says: for a log whose earlier files
   * were moved elsewhere by hand. It is believed, so it proves nothing of what lay before.
   *
   * @return empty where the log begins at its beginning still, or has no record
   * @throws IOException if the first file cannot be read
   */
  public static Optional<Checkpoint> beginningOf(Path log) throws IOException {
    List<LogFile> files = LogFile.in(log);
    Chain.Link link = files.isEmpty() ? null : firstLink(files.get(0));
    return link == null || link.seq() == 0
        ? Optional.empty()
        : Optional.of(new Checkpoint(link.seq(), link.prev()));
  }

  private static Chain.@Nullable Link firstLink(LogFile file) throws IOException {
    try (LineReader lines = new LineReader(file.path())) {
      return lines.next() ? Chain.link(lines.bytes(), lines.from(), lines.length()) : null;
    }
  }
}
