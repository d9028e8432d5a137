package io.riskgate.springboot;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.env.Environment;

/** Properties that have been checked as a whole; whoever opens something asks for this first. */
final class CheckedSetup {
  /** What is done where these are there; bound, an empty one looks like one that is not. */
  private static final List<String> NAMED =
      List.of(
          "riskgate.decision-log.folder",
          "riskgate.decision-log.checkpoint.file",
          "riskgate.decision-log.archive.folder",
          "riskgate.decision-log.pseudonyms.key-file");

  /**
   * Checks them.
   *
   * @param unbound what could not be read as what it is to be
   * @param modules loads the modules that the application has
   * @throws SetupException listing every problem
   */
  CheckedSetup(
      RiskgateProperties properties,
      UnboundProperties unbound,
      @Nullable ClassLoader modules,
      ListableBeanFactory beans,
      Environment environment) {
    Problems problems = new Problems(unbound.problems(), modules);
    Set<String> told =
        unbound.problems().stream().map(SetupProblem::property).collect(Collectors.toSet());
    for (String name : NAMED) {
      if (!told.contains(name)) {
        named(name, environment, problems);
      }
    }
    SetupChecks.check(properties, problems, beans);
  }

  private static void named(String name, Environment environment, Problems problems) {
    String value = environment.getProperty(name);
    if (value != null && value.isBlank()) {
      problems.add(name, "it is there and empty", "name a file or folder, or leave it out");
    }
  }
}
