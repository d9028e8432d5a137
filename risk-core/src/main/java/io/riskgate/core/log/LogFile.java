package io.riskgate.core.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One file of a log: {@code decisions-00000007-20261122.jsonl}. The number gives the order, the day
 * (UTC) is that of the clock in its first record.
 *
 * @param path where it is
 * @param number its place in the log, from 1
 */
record LogFile(Path path, long number) {
  /** The format that this version writes. */
  static final int FORMAT = 1;

  private static final String PATTERN = "decisions-(\\d{8,18})-\\d{8}\\.jsonl";
  private static final String DAY = "yyyyMMdd";

  static LogFile of(Path dir, long number, long clockMs) {
    String day =
        DateTimeFormatter.ofPattern(DAY, Locale.ROOT)
            .format(Instant.ofEpochMilli(clockMs).atZone(ZoneOffset.UTC));
    return new LogFile(
        dir.resolve(String.format(Locale.ROOT, "decisions-%08d-%s.jsonl", number, day)), number);
  }

  /** The files of a log, in order. */
  static List<LogFile> in(Path dir) throws IOException {
    Pattern pattern = Pattern.compile(PATTERN);
    List<LogFile> files = new ArrayList<>();
    try (Stream<Path> paths = Files.list(dir)) {
      for (Path path : paths.toList()) {
        Matcher name = pattern.matcher(String.valueOf(path.getFileName()));
        if (name.matches()) {
          files.add(new LogFile(path, Long.parseLong(name.group(1))));
        }
      }
    }
    files.sort(Comparator.comparingLong(LogFile::number).thenComparing(LogFile::name));
    return files;
  }

  /** The day of its first record. */
  LocalDate day() {
    String name = name();
    int at = name.lastIndexOf('-') + 1;
    return LocalDate.parse(
        name.substring(at, at + DAY.length()), DateTimeFormatter.ofPattern(DAY, Locale.ROOT));
  }

  String name() {
    return String.valueOf(path.getFileName());
  }

  long size() throws IOException {
    return Files.size(path);
  }
}
