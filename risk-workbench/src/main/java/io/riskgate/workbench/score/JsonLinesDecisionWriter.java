package io.riskgate.workbench.score;

import io.riskgate.core.Decision;
import java.io.IOException;
import java.io.Writer;

/** Writes a decision's stable JSON form, one a line. */
final class JsonLinesDecisionWriter implements DecisionWriter {
  private final Writer target;

  JsonLinesDecisionWriter(Writer target) {
    this.target = target;
  }

  @Override
  public void write(Decision decision) throws IOException {
    target.write(decision.toJson());
    target.write('\n');
  }

  @Override
  public void close() throws IOException {
    target.flush();
  }
}
