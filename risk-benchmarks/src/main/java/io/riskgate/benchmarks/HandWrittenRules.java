package io.riskgate.benchmarks;

import io.riskgate.core.facts.TransferFacts;

/**
 * The rules of the pack {@code cn} as a careful Java programmer would write them: the limit that a
 * rule engine can hope for. What several rules ask is asked once, what rules out many comes first,
 * and the purpose is mostly looked at once. Nothing here is made from the pack.
 */
final class HandWrittenRules {
  private HandWrittenRules() {}

  static void evaluate(TransferFacts t, HistoryInfo h, HitBits hits) {
    hits.clear();
    PayeeRules.evaluate(t, h, hits);
    OriginRules.evaluate(t, h, hits);
    HistoryRules.evaluate(t, h, hits);
    SignalRules.evaluate(t, hits);
    SegmentRules.evaluate(t, h, hits);
    CurrencyRules.evaluate(t, h, hits);
    if (ScamWords.any(t.getPurpose())) {
      WordRules.evaluate(t, hits);
    }
  }
}
