package io.riskgate.workbench.story;

import io.riskgate.core.Decision;
import io.riskgate.core.Reference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a step.
 *
 * @param decision the decision that was answered, or null
 * @param changed whether anything is new or was there; null where that is not told
 * @param moved the transfers that were moved to HELD
 * @param refusal why the engine refused, or null
 * @param remark what else happened, in a word; or empty
 */
record Happening(
    @Nullable Decision decision,
    @Nullable Boolean changed,
    List<Reference> moved,
    @Nullable String refusal,
    String remark) {
  Happening {
    moved = List.copyOf(moved);
  }

  /** A decision was answered. */
  static Happening decided(Decision decision) {
    return new Happening(decision, null, List.of(), null, "");
  }

  /** A decision was answered, and then something was done. */
  static Happening decided(Decision decision, String remark) {
    return new Happening(decision, null, List.of(), null, remark);
  }

  /** Something was told, and it was new; or lifted, and it was there. */
  static Happening changed(boolean changed) {
    return new Happening(null, changed, List.of(), null, "");
  }

  /** Transfers were moved to HELD. */
  static Happening moved(List<Reference> moved) {
    return new Happening(null, null, moved, null, "");
  }

  /** The engine refused. */
  static Happening refused(String why) {
    return new Happening(null, null, List.of(), why, "");
  }
}
