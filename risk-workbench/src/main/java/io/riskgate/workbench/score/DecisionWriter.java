package io.riskgate.workbench.score;

import io.riskgate.core.Decision;
import java.io.Closeable;
import java.io.IOException;

/** Writes decisions, one after the other. */
interface DecisionWriter extends Closeable {
  /** Writes the answer to one transfer. */
  void write(Decision decision) throws IOException;

  /** Hands on what was written; the stream behind stays open. */
  @Override
  void close() throws IOException;
}
