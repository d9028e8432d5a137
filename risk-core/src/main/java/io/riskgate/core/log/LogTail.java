package io.riskgate.core.log;

import io.riskgate.core.internal.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a log goes on that was written before.
 *
 * @param file the number of the next file
 * @param seq the number of the next record
 * @param prev the hash of the last record
 * @param torn what stands behind that record and is none
 */
record LogTail(long file, long seq, String prev, List<Torn> torn) {

  /**
   * Finds the last record. Only the last file is read: that the others are as they were is a matter
   * for {@link LogVerifier}.
   *
   * @throws IllegalStateException if a newer version has written the log
   */
  static LogTail of(Path dir) throws IOException {
    List<LogFile> files = LogFile.in(dir);
    long next = files.isEmpty() ? 1 : files.get(files.size() - 1).number() + 1;
    List<Torn> torn = new ArrayList<>();
    for (int i = files.size() - 1; i >= 0; i--) {
      LogFile file = files.get(i);
      MessageDigest digest = Chain.sha256();
      long seq = -1;
      String prev = Chain.BEGINNING;
      long good = 0;
      try (LineReader lines = new LineReader(file.path())) {
        while (lines.next()) {
          Chain.Link link = Chain.link(lines.bytes(), lines.from(), lines.length());
          if (link == null && seq < 0) {
            throw wrongBeginning(file, null); // no kill leaves a whole line that is none
          }
          if (link == null || (seq >= 0 && (link.seq() != seq || !link.prev().equals(prev)))) {
            break;
          }
          if (seq < 0) {
            refuseNewer(file, lines);
          }
          seq = link.seq() + 1;
          prev = Chain.hash(digest, lines.bytes(), lines.from(), lines.length());
          good = lines.offset() + lines.length();
        }
      }
      if (file.size() > good) {
        torn.add(0, Torn.of(file.path(), good));
      }
      if (seq >= 0) {
        return new LogTail(next, seq, prev, torn);
      }
    }
    return new LogTail(next, 0, Chain.BEGINNING, torn);
  }

  private static void refuseNewer(LogFile file, LineReader lines) {
    String line =
        new String(lines.bytes(), lines.from(), lines.length() - 1, StandardCharsets.UTF_8);
    long format;
    try {
      format = JsonReader.object(line).whole("format");
    } catch (IllegalArgumentException e) {
      throw wrongBeginning(file, e);
    }
    if (format > LogFile.FORMAT) {
      throw new IllegalStateException(
          file.path()
              + " has format "
              + format
              + ", and this version writes "
              + LogFile.FORMAT
              + ": a newer version has written here; use that, or another folder");
    }
  }

  private static IllegalStateException wrongBeginning(LogFile file, @Nullable Exception why) {
    return new IllegalStateException(
        file.path()
            + " does not begin with a record of its format: './risk verify' tells what was"
            + " changed; move the folder away to begin a new log",
        why);
  }
}
