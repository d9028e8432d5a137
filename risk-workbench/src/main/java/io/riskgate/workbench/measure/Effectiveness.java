package io.riskgate.workbench.measure;

import io.riskgate.core.Decision;
import io.riskgate.core.Hit;
import io.riskgate.core.LimitUsage;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a pack stops of fraud and of honest transfers, counted decision by decision. Its size does
 * not grow with the number of transfers: at most {@value #KINDS_MAX} kinds of fraud are kept apart,
 * and there are as many rules and limits as the pack has.
 */
final class Effectiveness {
  /** More kinds than that are no kinds but, say, case numbers. */
  static final int KINDS_MAX = 100;

  /** Where kinds beyond the first hundred are counted. */
  static final String OTHER_KINDS = "(other kinds)";

  /** Where fraud is counted of which no kind is told. */
  static final String NO_KIND = "(not told)";

  private final Stops stops = new Stops();
  private final Map<String, Stops> kinds = new TreeMap<>();
  private final Map<String, Tally> rules = new TreeMap<>();
  private final Map<String, Tally> limits = new TreeMap<>();

  /**
   * Counts a decision.
   *
   * @param kind the kind of fraud, or empty; of honest transfers it is not looked at
   */
  void add(Decision decision, boolean fraud, String kind) {
    stops.add(decision, fraud);
    if (fraud) {
      kind(kind.isEmpty() ? NO_KIND : kind).add(decision, true);
    }
    for (Hit hit : decision.hits()) {
      rules.computeIfAbsent(hit.code(), code -> new Tally()).add(fraud, decision.value());
    }
    for (LimitUsage usage : decision.limitUsages()) {
      if (usage.isPassed()) {
        limits.computeIfAbsent(usage.limit().id(), id -> new Tally()).add(fraud, decision.value());
      }
    }
  }

  private Stops kind(String kind) {
    boolean full = kinds.size() >= KINDS_MAX && !kinds.containsKey(kind);
    return kinds.computeIfAbsent(full ? OTHER_KINDS : kind, name -> new Stops());
  }

  /** All transfers. */
  Stops stops() {
    return stops;
  }

  /** The fraudulent transfers by their kind. */
  Map<String, Stops> kinds() {
    return kinds;
  }

  /** The transfers in which a rule fired, by its code. */
  Map<String, Tally> rules() {
    return rules;
  }

  /** The transfers that passed a limit, by its id. */
  Map<String, Tally> limits() {
    return limits;
  }
}
