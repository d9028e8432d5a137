package io.riskgate.core.spi;

import io.riskgate.core.Control;
import io.riskgate.core.Decision;
import io.riskgate.core.Transfer;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A decision with everything that went into it, so that it can be made again. It holds personal
 * data: what a listener writes down must be masked or protected.
 *
 * @param transfer what was asked for
 * @param decision what was decided; it names the pack, the mode, the clock and what was degraded
 * @param facts what the rules saw, by name in DRL; empty where no facts were read
 * @param controls the controls on payer and payee that were in force
 */
public record DecisionRecord(
    Transfer transfer, Decision decision, Map<String, Object> facts, List<Control> controls) {
  /** Copies the collections. */
  public DecisionRecord {
    Objects.requireNonNull(transfer, "transfer");
    Objects.requireNonNull(decision, "decision");
    facts = Map.copyOf(facts);
    controls = List.copyOf(controls);
  }

  /** Names the decision without personal data. */
  @Override
  public String toString() {
    return decision.toString();
  }
}
