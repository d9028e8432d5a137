package io.riskgate.springboot;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells every problem and how to mend it, in place of a stack trace. */
final class SetupFailureAnalyzer extends AbstractFailureAnalyzer<SetupException> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, SetupException cause) {
    StringBuilder what = new StringBuilder("Riskgate cannot be set up:\n");
    StringBuilder mend = new StringBuilder("Mend all of it, and start again:\n");
    for (SetupProblem problem : cause.problems()) {
      what.append("\n  - ").append(problem.property()).append(": ").append(problem.why());
      mend.append("\n  - ").append(problem.property()).append(": ").append(problem.mend());
    }
    return new FailureAnalysis(what.toString(), mend.toString(), cause);
  }
}
