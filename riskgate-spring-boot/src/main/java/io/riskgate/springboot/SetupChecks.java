package io.riskgate.springboot;

import io.riskgate.core.Shadow;
import io.riskgate.intel.SourceKind;
import io.riskgate.springboot.RiskgateProperties.Candidate;
import io.riskgate.springboot.RiskgateProperties.Intelligence;
import io.riskgate.springboot.RiskgateProperties.Metrics;
import io.riskgate.springboot.RiskgateProperties.Pack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;

/** Looks at all properties before anything is opened, so that all problems are told at once. */
final class SetupChecks {
  private final Problems problems;

  private SetupChecks(Problems problems) {
    this.problems = problems;
  }

  /**
   * Checks what can be seen without opening anything.
   *
   * @param problems what is known to be wrong by now
   * @throws SetupException listing every problem
   */
  static void check(RiskgateProperties properties, Problems problems, ListableBeanFactory beans) {
    SetupChecks checks = new SetupChecks(problems);
    checks.pack(properties.pack());
    new StoreChecks(problems, beans).check(properties.store());
    new LogChecks(problems).check(properties.decisionLog());
    problems.moreThanNothing("riskgate.alerts-kept", properties.alertsKept());
    problems.atLeastNothing("riskgate.event-time.past", properties.eventTime().past());
    problems.atLeastNothing("riskgate.event-time.future", properties.eventTime().future());
    checks.intelligence(properties.intelligence());
    problems.atLeastNothing("riskgate.sweep-interval", properties.sweepInterval());
    checks.candidate(properties.shadow());
    problems.range("riskgate.async.threads", properties.async().threads(), 1, 10_000);
    problems.range("riskgate.async.queue-max", properties.async().queueMax(), 1, 10_000_000);
    problems.hourAtMost("riskgate.health.budget", properties.health().budget());
    checks.metrics(properties.metrics());
    problems.throwIfAny();
  }

  private void pack(Pack pack) {
    where("riskgate.pack", pack.bundled(), pack.location());
    if (pack.watch() && (pack.location() == null || Files.isRegularFile(pack.location()))) {
      problems.add(
          "riskgate.pack.watch",
          "only a folder can be watched",
          "name one in riskgate.pack.location, or leave riskgate.pack.watch out");
    }
    if (pack.watchInterval().compareTo(Duration.ofMillis(1)) < 0
        || pack.watchInterval().compareTo(Duration.ofDays(1)) > 0) {
      problems.add(
          "riskgate.pack.watch-interval",
          pack.watchInterval() + " does not fit",
          "a millisecond, 1ms, up to a day");
    }
  }

  private void candidate(Candidate candidate) {
    where("riskgate.shadow", candidate.bundled(), candidate.location());
    problems.range("riskgate.shadow.queue-max", candidate.queueMax(), 1, Shadow.QUEUE_MAX);
  }

  private void where(String prefix, @Nullable String bundled, @Nullable Path location) {
    if (bundled != null && location != null) {
      problems.add(
          prefix,
          "both a bundled pack (" + bundled + ") and a location (" + location + ") are named",
          "keep one of " + prefix + ".bundled and " + prefix + ".location");
    } else if (location != null && !Files.isReadable(location)) {
      problems.add(
          prefix + ".location",
          location + " is not there, or cannot be read",
          "name the folder that has the pack's pack.yaml, or a jar that holds it");
    }
  }

  private void metrics(Metrics metrics) {
    problems.range(
        "riskgate.metrics.reservations-max", metrics.reservationsMax(), 0, Integer.MAX_VALUE);
  }

  private void intelligence(Intelligence intelligence) {
    problems.atLeastNothing("riskgate.intelligence.watch-interval", intelligence.watchInterval());
    boolean isUsed = !intelligence.files().isEmpty();
    if (!isUsed && !intelligence.maxAge().isEmpty()) {
      problems.add(
          "riskgate.intelligence.max-age",
          "there are ages and no files",
          "name the files in riskgate.intelligence.files, or leave the ages out");
    }
    if (!isUsed
        || !problems.hasModule("riskgate.intelligence.files", Modules.INTELLIGENCE, "risk-intel")) {
      return;
    }
    for (String kind : new TreeSet<>(intelligence.files().keySet())) {
      kind("riskgate.intelligence.files." + kind, kind);
    }
    for (String kind : new TreeSet<>(intelligence.maxAge().keySet())) {
      age(intelligence, kind);
    }
    String dialCode = intelligence.dialCode();
    if (dialCode != null && !dialCode.matches("[1-9][0-9]{0,2}")) {
      problems.add(
          "riskgate.intelligence.dial-code", dialCode + " is none", "1 to 3 digits, such as 86");
    }
  }

  private void age(Intelligence intelligence, String kind) {
    String property = "riskgate.intelligence.max-age." + kind;
    kind(property, kind);
    if (!intelligence.files().containsKey(kind)) {
      problems.add(
          property, "there is an age for " + kind + " and no file", "name its file, or leave it");
    }
    problems.moreThanNothing(property, intelligence.maxAge().get(kind));
  }

  private void kind(String property, String kind) {
    if (!Kinds.isKnown(kind)) {
      problems.add(property, "there is no kind " + kind, "the kinds are " + Kinds.all());
    }
  }

  /** Loaded where the module of intelligence is there. */
  private static final class Kinds {
    static boolean isKnown(String kind) {
      return Arrays.stream(SourceKind.values()).anyMatch(known -> known.title().equals(kind));
    }

    static String all() {
      return Arrays.stream(SourceKind.values())
          .map(SourceKind::title)
          .collect(Collectors.joining(", "));
    }
  }
}
