package io.riskgate.workbench.score;

import io.riskgate.core.spi.IntelligenceSource;
import io.riskgate.intel.IntelligenceFiles;
import io.riskgate.intel.SourceKind;
import io.riskgate.intel.SourceStatus;
import io.riskgate.workbench.message.DidYouMean;
import io.riskgate.workbench.message.InputException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Opens the files of intelligence that are named on the command line, as {@code KIND=FILE}. */
public final class IntelligenceArguments {
  private static final List<String> KINDS =
      Arrays.stream(SourceKind.values()).map(SourceKind::title).toList();

  private IntelligenceArguments() {}

  /**
   * Reads the files; all that is wrong is reported at once. An engine goes on without a file, but
   * whoever tries rules out wants to know.
   */
  public static IntelligenceSource read(List<String> arguments) {
    if (arguments.isEmpty()) {
      return IntelligenceSource.NONE;
    }
    if (arguments.size() > IntelligenceFiles.FILES_MAX) {
      throw new InputException("--intelligence: at most " + IntelligenceFiles.FILES_MAX + " files");
    }
    IntelligenceFiles.Builder builder = IntelligenceFiles.builder();
    List<String> problems = new ArrayList<>();
    for (String argument : arguments) {
      name(argument, builder, problems);
    }
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
    IntelligenceFiles files = builder.build();
    for (SourceStatus status : files.status()) {
      if (status.state() != SourceStatus.State.READY) {
        problems.add(status.file() + ": " + status.problem());
      }
    }
    if (!problems.isEmpty()) {
      files.close();
      throw new InputException(problems);
    }
    return files;
  }

  private static void name(
      String argument, IntelligenceFiles.Builder builder, List<String> problems) {
    int equals = argument.indexOf('=');
    String kind = equals < 0 ? argument : argument.substring(0, equals);
    int ordinal = KINDS.indexOf(kind);
    if (ordinal < 0) {
      problems.add(
          "--intelligence: there is no kind '%s' (%s)%s"
              .formatted(kind, String.join(", ", KINDS), DidYouMean.hint(kind, KINDS)));
    } else if (equals < 0 || equals == argument.length() - 1) {
      problems.add("--intelligence: give a file, as in " + kind + "=FILE");
    } else {
      try {
        builder.file(SourceKind.values()[ordinal], Path.of(argument.substring(equals + 1)));
      } catch (InvalidPathException e) {
        problems.add("--intelligence: this is no name of a file: " + e.getInput());
      }
    }
  }
}
