package io.riskgate.springboot;

import io.riskgate.core.Shadow;
import io.riskgate.core.log.Pseudonyms;
import io.riskgate.intel.SourceKind;
import io.riskgate.springboot.RiskgateProperties.Candidate;
import io.riskgate.springboot.RiskgateProperties.DecisionLogging;
import io.riskgate.springboot.RiskgateProperties.Embedded;
import io.riskgate.springboot.RiskgateProperties.Intelligence;
import io.riskgate.springboot.RiskgateProperties.Pack;
import io.riskgate.springboot.RiskgateProperties.Store;
import io.riskgate.springboot.RiskgateProperties.StoreType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** Looks at all properties before anything is opened, so that all problems are told at once. */
final class SetupChecks {
  private final List<SetupProblem> problems = new ArrayList<>();

  private final @Nullable ClassLoader modules;

  private SetupChecks(@Nullable ClassLoader modules) {
    this.modules = modules;
  }

  /**
   * Checks what can be seen without opening anything.
   *
   * @param modules loads the modules that the application has
   * @throws SetupException listing every problem
   */
  static void check(RiskgateProperties properties, @Nullable ClassLoader modules) {
    SetupChecks checks = new SetupChecks(modules);
    checks.pack(properties.pack());
    checks.store(properties.store());
    checks.log(properties.decisionLog());
    checks.atLeastNothing("riskgate.event-time.past", properties.eventTime().past());
    checks.atLeastNothing("riskgate.event-time.future", properties.eventTime().future());
    checks.intelligence(properties.intelligence());
    checks.atLeastNothing("riskgate.sweep-interval", properties.sweepInterval());
    checks.candidate(properties.shadow());
    checks.range("riskgate.async.threads", properties.async().threads(), 1, 10_000);
    checks.range("riskgate.async.queue-max", properties.async().queueMax(), 1, 10_000_000);
    if (!checks.problems.isEmpty()) {
      throw new SetupException(checks.problems, null);
    }
  }

  private void add(String property, String why, String mend) {
    problems.add(new SetupProblem(property, why, mend));
  }

  private void pack(Pack pack) {
    where("riskgate.pack", pack.bundled(), pack.location());
    if (pack.watch() && (pack.location() == null || Files.isRegularFile(pack.location()))) {
      add(
          "riskgate.pack.watch",
          "only a folder can be watched",
          "name one in riskgate.pack.location, or leave riskgate.pack.watch out");
    }
  }

  private void candidate(Candidate candidate) {
    where("riskgate.shadow", candidate.bundled(), candidate.location());
    range("riskgate.shadow.queue-max", candidate.queueMax(), 1, Shadow.QUEUE_MAX);
  }

  private void where(String prefix, @Nullable String bundled, @Nullable Path location) {
    if (bundled != null && location != null) {
      add(
          prefix,
          "both a bundled pack (" + bundled + ") and a location (" + location + ") are named",
          "keep one of " + prefix + ".bundled and " + prefix + ".location");
    } else if (location != null && !Files.isReadable(location)) {
      add(
          prefix + ".location",
          location + " is not there, or cannot be read",
          "name the folder that has the pack's pack.yaml, or a jar that holds it");
    }
  }

  private void store(Store store) {
    if (store.keysMax() != null) {
      range("riskgate.store.keys-max", store.keysMax(), 1, Integer.MAX_VALUE);
    }
    if (store.eventsPerKeyMax() != null) {
      range("riskgate.store.events-per-key-max", store.eventsPerKeyMax(), 1, Integer.MAX_VALUE);
    }
    if (store.type() != StoreType.EMBEDDED) {
      if (store.embedded().folder() != null) {
        add(
            "riskgate.store.type",
            "a folder of the embedded store is named, and the store is " + store.type(),
            "set riskgate.store.type to embedded, or leave riskgate.store.embedded.folder out");
      }
      return;
    }
    if (!ClassUtils.isPresent(Modules.EMBEDDED, modules)) {
      add(
          "riskgate.store.type",
          "the embedded store's module is not there",
          "add the dependency io.riskgate:risk-store-embedded");
    }
    embedded(store.embedded());
  }

  private void embedded(Embedded embedded) {
    if (embedded.folder() == null) {
      add(
          "riskgate.store.embedded.folder",
          "the embedded store has no folder",
          "name a folder of its own on a disk that stays, such as /var/lib/bank/riskgate");
    } else {
      folder("riskgate.store.embedded.folder", embedded.folder());
    }
    range("riskgate.store.embedded.loss-calls-max", embedded.lossCallsMax(), 1, 1_000_000);
    hourAtMost("riskgate.store.embedded.loss-age-max", embedded.lossAgeMax());
    hourAtMost("riskgate.store.embedded.patience", embedded.patience());
  }

  private void log(DecisionLogging log) {
    Path keyFile = log.pseudonyms().keyFile();
    if (log.folder() == null) {
      if (log.required()) {
        add(
            "riskgate.decision-log.required",
            "the log is required and has no folder",
            "name one in riskgate.decision-log.folder");
      }
      if (keyFile != null) {
        add(
            "riskgate.decision-log.pseudonyms.key-file",
            "there is a key and no log",
            "name a folder in riskgate.decision-log.folder");
      }
    } else {
      folder("riskgate.decision-log.folder", log.folder());
    }
    dayAtMost("riskgate.decision-log.sync-interval", log.syncInterval());
    dayAtMost("riskgate.decision-log.patience", log.patience());
    if (keyFile != null) {
      key(keyFile, log.pseudonyms().keyId());
    }
  }

  private void key(Path file, @Nullable String keyId) {
    if (keyId == null || keyId.isBlank()) {
      add(
          "riskgate.decision-log.pseudonyms.key-id",
          "the key has no name",
          "give it one, by which the bank finds the key again");
    }
    long bytes = -1;
    try {
      bytes = Files.size(file);
    } catch (IOException e) {
      add(
          "riskgate.decision-log.pseudonyms.key-file",
          file + " cannot be read",
          "name the file that holds the key, readable to this application alone");
    }
    if (bytes >= 0 && bytes < Pseudonyms.KEY_BYTES_MIN) {
      add(
          "riskgate.decision-log.pseudonyms.key-file",
          file + " has " + bytes + " bytes",
          "at least " + Pseudonyms.KEY_BYTES_MIN + " random bytes are needed");
    }
  }

  private void intelligence(Intelligence intelligence) {
    atLeastNothing("riskgate.intelligence.watch-interval", intelligence.watchInterval());
    boolean isUsed = !intelligence.files().isEmpty();
    if (!isUsed && !intelligence.maxAge().isEmpty()) {
      add(
          "riskgate.intelligence.max-age",
          "there are ages and no files",
          "name the files in riskgate.intelligence.files, or leave the ages out");
    }
    if (!isUsed) {
      return;
    }
    if (!ClassUtils.isPresent(Modules.INTELLIGENCE, modules)) {
      add(
          "riskgate.intelligence.files",
          "the module that reads such files is not there",
          "add the dependency io.riskgate:risk-intel");
      return;
    }
    for (String kind : new TreeSet<>(intelligence.files().keySet())) {
      kind("riskgate.intelligence.files." + kind, kind);
    }
    for (String kind : new TreeSet<>(intelligence.maxAge().keySet())) {
      String property = "riskgate.intelligence.max-age." + kind;
      kind(property, kind);
      if (!intelligence.files().containsKey(kind)) {
        add(property, "there is an age for " + kind + " and no file", "name its file, or leave it");
      }
      if (!isPositive(intelligence.maxAge().get(kind), Duration.ofDays(3_660))) {
        add(property, "an age is longer than nothing, up to 3,660 days", "give it one, such as 2d");
      }
    }
    String dialCode = intelligence.dialCode();
    if (dialCode != null && !dialCode.matches("[1-9][0-9]{0,2}")) {
      add("riskgate.intelligence.dial-code", dialCode + " is none", "1 to 3 digits, such as 86");
    }
  }

  private void kind(String property, String kind) {
    if (!Kinds.isKnown(kind)) {
      add(property, "there is no kind " + kind, "the kinds are " + Kinds.all());
    }
  }

  private void folder(String property, Path folder) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      add(property, folder + " is a file", "name a folder");
    } else if (Files.isDirectory(folder) && !Files.isWritable(folder)) {
      add(property, folder + " cannot be written", "give this application's user the right to");
    }
  }

  private void range(String property, int value, int min, int max) {
    if (value < min || value > max) {
      add(property, value + " does not fit", "set it to " + min + " up to " + max);
    }
  }

  private void atLeastNothing(String property, Duration value) {
    if (value.isNegative()) {
      add(property, value + " is negative", "set it to 0 or more");
    }
  }

  private void hourAtMost(String property, Duration value) {
    if (!isPositive(value, Duration.ofHours(1))) {
      add(property, value + " does not fit", "longer than nothing, up to an hour");
    }
  }

  private void dayAtMost(String property, Duration value) {
    if (!isPositive(value, Duration.ofDays(1))) {
      add(property, value + " does not fit", "longer than nothing, up to a day");
    }
  }

  private static boolean isPositive(@Nullable Duration value, Duration max) {
    return value != null && !value.isNegative() && !value.isZero() && value.compareTo(max) <= 0;
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
