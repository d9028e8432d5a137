package io.riskgate.workbench.explain;

import java.io.PrintWriter;

/** An explanation, to be told in one form or another. */
public final class Explained {
  private final Explanation explanation;

  Explained(Explanation explanation) {
    this.explanation = explanation;
  }

  /**
   * Tells it in words.
   *
   * @param events how many events behind each aggregate are told
   */
  public void print(PrintWriter to, int events) {
    new TextReport(to, explanation, events).write();
  }

  /** Tells it as JSON, in the form that {@code docs/explain.md} describes. */
  public String toJson() {
    return new JsonReport(explanation).write();
  }
}
