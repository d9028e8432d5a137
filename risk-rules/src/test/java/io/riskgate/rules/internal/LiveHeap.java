package io.riskgate.rules.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is reachable in this JVM, as the JDK's own tool says after a full collection. */
final class LiveHeap {
  private final String histogram;

  private LiveHeap(String histogram) {
    this.histogram = histogram;
  }

  static LiveHeap look() throws IOException, InterruptedException {
    return new LiveHeap(ask("GC.class_histogram"));
  }

  /** How many objects there are of classes whose full names match a pattern. */
  long count(String classes) {
    Matcher lines =
        Pattern.compile(
                "^ *\\d+: +(\\d+) +\\d+ +(?:" + classes + ")(?: \\(.*\\))?$", Pattern.MULTILINE)
            .matcher(histogram);
    long count = 0;
    while (lines.find()) {
      count += Long.parseLong(lines.group(1));
    }
    return count;
  }

  /** KiB of metaspace in use. */
  static long metaspaceKib() throws IOException, InterruptedException {
    Matcher used = Pattern.compile("Metaspace +used (\\d+)K").matcher(ask("GC.heap_info"));
    if (!used.find()) {
      throw new AssertionError("the tool speaks another way");
    }
    return Long.parseLong(used.group(1));
  }

  private static String ask(String command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(ProcessHandle.current().pid()),
                command)
            .redirectErrorStream(true)
            .start();
    try (InputStream output = process.getInputStream()) {
      String said = new String(output.readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(said);
      }
      return said;
    }
  }
}
