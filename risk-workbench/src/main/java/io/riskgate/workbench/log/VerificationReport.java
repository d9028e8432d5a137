package io.riskgate.workbench.log;

import io.riskgate.core.log.Checkpoint;
import io.riskgate.core.log.LogFinding;
import io.riskgate.core.log.LogVerification;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells what came of verifying a log. */
final class VerificationReport {
  private static final int SHOWN_MAX = 20;

  private VerificationReport() {}

  static void print(LogVerification v, PrintWriter to) {
    print("found", v.findings(), v.found(), to);
    print("note", v.notes(), v.notes().size(), to);
    String which = v.records() == 0 ? "" : range(v.first(), v.first() + v.records() - 1);
    if (v.isIntact()) {
      to.printf(
          Locale.ROOT,
          "intact: %s%s in %s%n",
          count(v.records(), "record"),
          which,
          count(v.files(), "file"));
    } else {
      to.printf(
          Locale.ROOT,
          "NOT INTACT: %s in %s in %s%n",
          count(v.found(), "finding"),
          count(v.records(), "record"),
          count(v.files(), "file"));
    }
    if (v.lost() > 0) {
      to.println("missing since they could not be written: " + count(v.lost(), "record"));
    }
    Optional<Checkpoint> head = v.head();
    if (head.isPresent()) {
      to.println("checkpoint: " + head.get().toJson());
    }
    if (!v.checked()) {
      to.println(
          "The end is unprotected: without --checkpoint nobody sees that the last records were"
              + " changed or cut off, or that the whole log was written anew.");
    }
  }

  private static String range(long first, long last) {
    return String.format(Locale.ROOT, " (%d to %d)", first, last);
  }

  private static void print(String what, List<LogFinding> all, long count, PrintWriter to) {
    all.stream().limit(SHOWN_MAX).forEach(finding -> to.println(what + ": " + finding));
    if (count > SHOWN_MAX) {
      to.printf(Locale.ROOT, "%s: … and %,d more%n", what, count - SHOWN_MAX);
    }
  }

  private static String count(long number, String thing) {
    return String.format(Locale.ROOT, "%,d %s%s", number, thing, number == 1 ? "" : "s");
  }
}
