package io.riskgate.core.log;

import io.riskgate.core.internal.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a log is as it was written: each line must hold the hash of the line before,
 * and the records must be numbered without a gap. Reads each file once and keeps none of it.
 *
 * <p>What it cannot find: that the whole log was written anew, by somebody with all its hashes to
 * recompute, and that its end was cut off. Against both a {@link Checkpoint} helps that was kept
 * elsewhere.
 */
public final class LogVerifier {
  private static final int LINES_BETWEEN_UPDATES = 1_024;

  private final Path dir;
  private @Nullable Checkpoint beginning;
  private @Nullable Checkpoint against;
  private LogListener listener = (file, line, bytes, from, length) -> {};
  private LogProgress progress = LogProgress.NONE;

  private LogVerifier(Path dir) {
    this.dir = dir;
  }

  /** Verifies the log in a folder. It may be one that is being written. */
  public static LogVerifier of(Path dir) {
    return new LogVerifier(Objects.requireNonNull(dir, "dir"));
  }

  /** What lies before this checkpoint has been put away, and is not missed. */
  public LogVerifier beginningAt(Checkpoint value) {
    beginning = Objects.requireNonNull(value, "beginning");
    return this;
  }

  /** The log must hold what it held at this checkpoint. */
  public LogVerifier against(Checkpoint value) {
    against = Objects.requireNonNull(value, "against");
    return this;
  }

  /** Tells somebody how far it has come. */
  public LogVerifier progress(LogProgress value) {
    progress = Objects.requireNonNull(value, "progress");
    return this;
  }

  LogVerifier each(LogListener value) {
    listener = value;
    return this;
  }

  /**
   * Reads the log.
   *
   * @throws IOException if the folder or a file cannot be read
   */
  public LogVerification run() throws IOException {
    return run(LogFile.in(dir));
  }

  /** Reads some of its files. */
  LogVerification run(List<LogFile> files) throws IOException {
    return new Run().all(files);
  }

  /** One reading. */
  private final class Run {
    private final MessageDigest digest = Chain.sha256();
    private final List<LogFinding> findings = new ArrayList<>();
    private final List<LogFinding> notes = new ArrayList<>();
    private final Map<String, Torn> torn = new HashMap<>();
    private long found;
    private long records;
    private long lost;
    private long first = -1;
    private long expected = beginning == null ? 0 : beginning.count();
    private String prev = beginning == null ? Chain.BEGINNING : beginning.head();
    private boolean met = against == null;
    private long bytesRead;
    private long bytesInAll;

    LogVerification all(List<LogFile> files) throws IOException {
      for (LogFile file : files) {
        bytesInAll += file.size();
        readHeader(file);
      }
      for (int i = 0; i < files.size(); i++) {
        LogFile file = files.get(i);
        if (i > 0 && file.number() != files.get(i - 1).number() + 1) {
          missingFiles(files.get(i - 1), file);
        }
        read(file, i == files.size() - 1);
      }
      checkAgainst();
      progress.at(bytesInAll, bytesInAll, records);
      return new LogVerification(
          files.size(),
          Math.max(0, first),
          records,
          records == 0 ? null : new Checkpoint(expected, prev),
          against != null,
          lost,
          findings,
          found,
          notes);
    }

    /** What was torn off a file is told by a later one, and must be known before it is read. */
    private void readHeader(LogFile file) throws IOException {
      try (LineReader lines = new LineReader(file.path())) {
        if (lines.next()) {
          JsonReader.Members header = json(lines);
          if (header.whole("format") > LogFile.FORMAT) {
            find(
                file.name(),
                "has format "
                    + header.whole("format")
                    + ", and this version reads "
                    + LogFile.FORMAT
                    + ": use a newer one");
          }
          Torn.of(header).forEach(t -> torn.put(t.file(), t));
        }
      } catch (IllegalArgumentException e) {
        find(file.name() + ":1", "is not the first record of a file: it was changed or removed");
      }
    }

    private void missingFiles(LogFile before, LogFile file) {
      if (file.number() == before.number()) {
        find(file.name(), "has the same number as " + before.name());
      } else {
        find(
            file.name(),
            "follows " + before.name() + ": the files numbered in between are not here");
      }
    }

    private void read(LogFile file, boolean last) throws IOException {
      long size = file.size();
      Torn end = torn.get(file.name());
      long good = end == null ? size : size - end.bytes();
      long line = 0;
      try (LineReader lines = new LineReader(file.path())) {
        while (lines.offset() + lines.length() < good && lines.next()) {
          line++;
          accept(file, line, lines);
          if (line % LINES_BETWEEN_UPDATES == 0) {
            progress.at(bytesRead + lines.offset(), bytesInAll, records);
          }
        }
        end(file, line, lines.offset() + lines.length(), end, last);
      }
      bytesRead += size;
    }

    private void accept(LogFile file, long line, LineReader lines) {
      Chain.Link link = Chain.link(lines.bytes(), lines.from(), lines.length());
      String hash = Chain.hash(digest, lines.bytes(), lines.from(), lines.length());
      if (link == null) {
        find(at(file, line), "is no record: the line was changed");
        return;
      }
      compare(file, line, link);
      first = first < 0 ? link.seq() : first;
      records++;
      expected = link.seq() + 1;
      prev = hash;
      meet(file, line, link.seq(), hash);
      if (isLost(lines)) {
        lost += lostOf(lines);
      }
      listener.record(file, line, lines.bytes(), lines.from(), lines.length() - 1);
    }

    private void compare(LogFile file, long line, Chain.Link link) {
      if (link.seq() > expected) {
        find(
            at(file, line),
            link.seq() - expected == 1
                ? "record " + expected + " is missing before this line"
                : "records "
                    + expected
                    + " to "
                    + (link.seq() - 1)
                    + " are missing before this line");
      } else if (link.seq() < expected) {
        find(
            at(file, line),
            "record "
                + link.seq()
                + " stands where record "
                + expected
                + " belongs: the order was changed, or a record is there twice");
      } else if (!link.prev().equals(prev)) {
        find(
            at(file, line),
            expected == 0 || (records == 0 && beginning != null)
                ? "does not follow from what is said to lie before it"
                : "record "
                    + (expected - 1)
                    + " was changed, or this line: it does not hold the hash of the line before");
      }
    }

    private void meet(LogFile file, long line, long seq, String hash) {
      Checkpoint point = against;
      if (point != null && !met && seq == point.count() - 1) {
        met = true;
        if (!hash.equals(point.head())) {
          find(at(file, line), "is not the record that the checkpoint was taken at");
        }
      }
    }

    private void checkAgainst() {
      Checkpoint point = against;
      if (point == null || met) {
        return;
      }
      if (first >= point.count()) {
        find("the log", "begins after the checkpoint, which proves nothing of it");
      } else {
        find(
            "the log",
            "had "
                + point.count()
                + " records when the checkpoint was taken, and ends after "
                + expected
                + ": its end was cut off");
      }
    }

    /** What stands behind the records of a file. */
    private void end(LogFile file, long lines, long readTo, @Nullable Torn told, boolean last)
        throws IOException {
      long behind = file.size() - readTo;
      if (told == null) {
        if (behind > 0 && last) {
          note(
              at(file, lines + 1),
              "an unfinished record of "
                  + behind
                  + " bytes: it is being written, or a crash cut it off");
        } else if (behind > 0) {
          find(at(file, lines + 1), "an unfinished record that no later file tells of");
        }
        return;
      }
      Torn is = Torn.of(file.path(), readTo);
      if (!is.equals(told)) {
        find(at(file, lines + 1), "the end of the file is not as the next file tells of it");
      } else if (hasLines(file, readTo)) {
        find(
            at(file, lines + 1),
            told.bytes()
                + " bytes were left out when the log was opened again, and hold whole lines: the"
                + " disk or somebody has changed them; look at them");
      } else {
        note(
            at(file, lines + 1),
            "an unfinished record of " + told.bytes() + " bytes, left by a crash or a full disk");
      }
    }

    private boolean hasLines(LogFile file, long from) throws IOException {
      try (LineReader lines = new LineReader(file.path())) {
        while (lines.next()) {
          if (lines.offset() >= from) {
            return true;
          }
        }
        return false;
      }
    }

    private static final String LOST = "\"type\":\"lost\"";

    private boolean isLost(LineReader lines) {
      // Behind the hash and the number, at a place that no text of a record can reach.
      int at = lines.from() + 80;
      int to = Math.min(lines.from() + lines.length(), lines.from() + 130);
      return at < to
          && new String(lines.bytes(), at, to - at, StandardCharsets.ISO_8859_1).contains(LOST);
    }

    private long lostOf(LineReader lines) {
      try {
        JsonReader.Members members = json(lines);
        long missing = members.whole("records");
        note(
            "record " + members.whole("seq"),
            missing + " records before it could not be written at the time");
        return missing;
      } catch (IllegalArgumentException e) {
        return 0; // no such record after all; its hash says whether it was changed
      }
    }

    private static JsonReader.Members json(LineReader lines) {
      return JsonReader.object(
          new String(lines.bytes(), lines.from(), lines.length() - 1, StandardCharsets.UTF_8));
    }

    private static String at(LogFile file, long line) {
      return file.name() + ":" + line;
    }

    private void find(String place, String what) {
      found++;
      if (findings.size() < LogVerification.SHOWN_MAX) {
        findings.add(new LogFinding(place, what));
      }
    }

    private void note(String place, String what) {
      if (notes.size() < LogVerification.SHOWN_MAX) {
        notes.add(new LogFinding(place, what));
      }
    }
  }
}
