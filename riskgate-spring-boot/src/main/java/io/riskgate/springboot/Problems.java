package io.riskgate.springboot;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** What is wrong with properties, gathered so that all of it is told at once. */
final class Problems {
  /** Longer than any that is meant, and short enough to reckon with. */
  private static final Duration LONGEST = Duration.ofDays(3_660);

  private final List<SetupProblem> all;
  private final @Nullable ClassLoader modules;

  /**
   * Starts with what is known already.
   *
   * @param modules loads the modules that the application has
   */
  Problems(List<SetupProblem> known, @Nullable ClassLoader modules) {
    all = new ArrayList<>(known);
    this.modules = modules;
  }

  void add(String property, String why, String mend) {
    all.add(new SetupProblem(property, why, mend));
  }

  /**
   * Ends the checks.
   *
   * @throws SetupException listing every problem
   */
  void throwIfAny() {
    if (!all.isEmpty()) {
      throw new SetupException(all, null);
    }
  }

  /** Whether a module is there; told where it is not, with the dependency to add. */
  boolean hasModule(String property, String type, String artifact) {
    boolean isThere = ClassUtils.isPresent(type, modules);
    if (!isThere) {
      add(
          property,
          "it needs the module " + artifact + ", which is not there",
          "add the dependency io.riskgate:" + artifact);
    }
    return isThere;
  }

  /** Sets what a builder looks at itself. */
  void tried(String property, Runnable setting, String mend) {
    try {
      setting.run();
    } catch (IllegalArgumentException e) {
      add(property, String.valueOf(e.getMessage()), mend);
    }
  }

  void range(String property, long value, long min, long max) {
    if (value < min || value > max) {
      add(property, value + " does not fit", "set it to " + min + " up to " + max);
    }
  }

  /** A number that may be left out, of 1 or more. */
  void atLeastOne(String property, @Nullable Integer value) {
    if (value != null) {
      range(property, value, 1, Integer.MAX_VALUE);
    }
  }

  void atLeastNothing(String property, Duration value) {
    if (value.isNegative() || value.compareTo(LONGEST) > 0) {
      add(property, value + " does not fit", "set it to 0 or longer, up to 3660d");
    }
  }

  void moreThanNothing(String property, @Nullable Duration value) {
    if (value != null && !isPositive(value, LONGEST)) {
      add(property, value + " does not fit", "longer than nothing, up to 3660d");
    }
  }

  void hourAtMost(String property, Duration value) {
    if (!isPositive(value, Duration.ofHours(1))) {
      add(property, value + " does not fit", "longer than nothing, up to an hour");
    }
  }

  void dayAtMost(String property, Duration value) {
    if (!isPositive(value, Duration.ofDays(1))) {
      add(property, value + " does not fit", "longer than nothing, up to a day");
    }
  }

  private static boolean isPositive(Duration value, Duration max) {
    return !value.isNegative() && !value.isZero() && value.compareTo(max) <= 0;
  }

  void folder(String property, Path folder) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      add(property, folder + " is a file", "name a folder");
    } else if (Files.isDirectory(folder) && !Files.isWritable(folder)) {
      add(property, folder + " cannot be written", "give this application's user the right to");
    }
  }
}
