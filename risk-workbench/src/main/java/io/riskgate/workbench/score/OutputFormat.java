package io.riskgate.workbench.score;

import java.io.Writer;

/** In which form decisions are written. */
public enum OutputFormat {
  /** A header and a row a decision. */
  CSV {
    @Override
    DecisionWriter writer(Writer target) {
      return new CsvDecisionWriter(target);
    }
  },
  /** A JSON object a line. */
  JSONL {
    @Override
    DecisionWriter writer(Writer target) {
      return new JsonLinesDecisionWriter(target);
    }
  };

  abstract DecisionWriter writer(Writer target);
}
