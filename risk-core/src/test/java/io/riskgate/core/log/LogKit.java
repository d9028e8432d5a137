package io.riskgate.core.log;

import io.riskgate.core.spi.Identifiers;
import io.riskgate.core.spi.LogRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What tests of log files share. */
final class LogKit {
  /** A noon in Shanghai. */
  static final long NOON = Instant.parse("2024-03-14T04:00:00Z").toEpochMilli();

  private LogKit() {}

  /** A record that says one thing. */
  static LogRecord entry(String text) {
    return entry(text, NOON);
  }

  static LogRecord entry(String text, long clockMs) {
    return new LogRecord() {
      @Override
      public long clockMs() {
        return clockMs;
      }

      @Override
      public String members(Identifiers identifiers) {
        return "\"type\":\"test\",\"says\":\"" + text + "\"";
      }
    };
  }

  /** Writes a log of so many records after the first. */
  static void write(Path dir, int records) {
    try (FileDecisionLog log = FileDecisionLog.in(dir).required().sync(Sync.NEVER).open()) {
      for (int i = 0; i < records; i++) {
        log.append(entry("r" + i));
      }
    }
  }

  static LogVerification verify(Path dir) throws IOException {
    return LogVerifier.of(dir).run();
  }

  static List<Path> files(Path dir) throws IOException {
    return LogFile.in(dir).stream().map(LogFile::path).toList();
  }

  /** All lines of all files. */
  static List<String> lines(Path dir) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path file : files(dir)) {
      lines.addAll(Files.readAllLines(file));
    }
    return lines;
  }
}
