package io.riskgate.rules.internal;

import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.pack.PackProblem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found when a pack was checked.
 *
 * @param problems errors and warnings, by file and line
 * @param notes what there is to know about each rule that was read
 * @param identity the pack's identity; null where it has errors
 */
public record LintReport(
    List<PackProblem> problems, List<RuleNote> notes, @Nullable PackIdentity identity) {
  /** Copies the lists. */
  public LintReport {
    problems = List.copyOf(problems);
    notes = List.copyOf(notes);
  }
}
