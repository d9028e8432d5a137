package io.riskgate.workbench;

import io.riskgate.core.pack.RulePack;
import io.riskgate.workbench.message.InputException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** What several commands do alike. */
final class Commands {
  private Commands() {}

  /** Standard output as picocli holds it for a command, which it has filled in by now. */
  static PrintWriter out(@Nullable CommandSpec spec) {
    return Objects.requireNonNull(spec, "spec").commandLine().getOut();
  }

  /** Ends the command unless there is such a folder. */
  static void requirePack(Path dir) {
    if (!Files.isDirectory(dir)) {
      throw new InputException(
          dir + ": there is no such folder; './risk new " + dir + "' makes a pack to begin with");
    }
  }

  /** The pack in a folder, or the bundled one where none is named. */
  static RulePack pack(Environment environment, @Nullable Path rules) {
    if (rules != null && !Files.isDirectory(rules)) {
      throw new InputException(rules + ": there is no such folder with a rule pack");
    }
    try {
      return environment.packs().load(rules);
    } catch (UncheckedIOException e) {
      throw new InputException(e.getMessage() + ": " + e.getCause(), e);
    }
  }

  /** A number of things in words: {@code 1 rule}, {@code 2 rules}. */
  static String count(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }
}
