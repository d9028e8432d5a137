package io.riskgate.rules;

import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.pack.PackProblem;
import io.riskgate.core.pack.PackProblem.Severity;
import io.riskgate.rules.internal.LintReport;
import io.riskgate.rules.internal.PackAssembler;
import io.riskgate.rules.internal.PackFiles;
import io.riskgate.rules.internal.drools.DroolsLanguage;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks a rule pack without using it, as {@link RulePacks#load} checks it, and tells warnings and
 * what each rule needs as well. What is promised of a pack without errors, and what is not, stands
 * in {@code docs/sandbox.md}.
 */
public final class RulePackLint {
  private final LintReport report;

  private RulePackLint(LintReport report) {
    this.report = report;
  }

  /**
   * Checks a pack in a folder, by the system's clock.
   *
   * @throws java.io.UncheckedIOException if the folder cannot be read
   */
  public static RulePackLint lint(Path dir) {
    return lint(dir, InstantSource.system());
  }

  /**
   * Checks a pack in a folder.
   *
   * @param dir the folder
   * @param clock what says which rules have expired
   * @throws java.io.UncheckedIOException if the folder cannot be read
   */
  public static RulePackLint lint(Path dir, InstantSource clock) {
    return new RulePackLint(PackAssembler.lint(PackFiles.in(dir), new DroolsLanguage(), clock));
  }

  /** Errors and warnings, by file and line. */
  public List<PackProblem> problems() {
    return report.problems();
  }

  /** Whether the pack can be used. */
  public boolean passed() {
    return report.problems().stream().noneMatch(p -> p.severity() == Severity.ERROR);
  }

  /** The pack's identity, where it can be used. */
  public Optional<PackIdentity> identity() {
    return Optional.ofNullable(report.identity());
  }

  /** A note for each rule that was read, in their order. */
  public List<Note> notes() {
    return report.notes().stream()
        .map(note -> new Note(note.rule(), note.file(), note.line(), note.needs(), note.lane()))
        .toList();
  }

  /**
   * What there is to know about a rule.
   *
   * @param rule its name
   * @param file the file it stands in, relative to the pack's folder
   * @param line its line
   * @param needs what data it needs, in words, such as {@code needs DEVICE}
   * @param lane the lane it takes and why; null where the pack has errors and was not compiled
   */
  public record Note(String rule, String file, int line, String needs, @Nullable RuleLane lane) {
    /** The note in one line, as a compiler prints it. */
    @Override
    public String toString() {
      return file
          + ":"
          + line
          + ": note: "
          + rule
          + " "
          + needs
          + (lane == null ? "" : "; takes the " + lane);
    }
  }
}
