package io.riskgate.core;

import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.PackIdentity;
import io.riskgate.core.spi.AlertRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was found and asked for when a transfer was scored.
 *
 * @param pack the pack that decided
 * @param mode whether it binds
 * @param score 0 to 100
 * @param hits the rules that fired and stand, in the pack's order
 * @param notEvaluated the codes of the rules that lacked data
 * @param warming whether some rule waits for its window to be covered by history
 * @param degraded why the decision rests on less than it should
 * @param riskDemand what rules, bands and missing data ask for: everything but limits and controls
 * @param demand what is asked for in all
 * @param controls the controls that stop it, those set after it was scored included
 * @param alert the alert that it raises, as raised; null if none
 */
public record Verdict(
    PackIdentity pack,
    Mode mode,
    int score,
    List<Hit> hits,
    List<String> notEvaluated,
    boolean warming,
    List<Degraded> degraded,
    Demand riskDemand,
    Demand demand,
    List<Control> controls,
    @Nullable AlertRecord alert) {
  /** Copies the lists. */
  public Verdict {
    Objects.requireNonNull(pack, "pack");
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(riskDemand, "riskDemand");
    Objects.requireNonNull(demand, "demand");
    hits = List.copyOf(hits);
    notEvaluated = List.copyOf(notEvaluated);
    degraded = List.copyOf(degraded);
    controls = List.copyOf(controls);
  }

  /** A verdict that raises no alert. */
  public Verdict(
      PackIdentity pack,
      Mode mode,
      int score,
      List<Hit> hits,
      List<String> notEvaluated,
      boolean warming,
      List<Degraded> degraded,
      Demand riskDemand,
      Demand demand,
      List<Control> controls) {
    this(
        pack,
        mode,
        score,
        hits,
        notEvaluated,
        warming,
        degraded,
        riskDemand,
        demand,
        controls,
        null);
  }

  /** The same verdict with the alert that it raises. */
  public Verdict raising(AlertRecord raised) {
    return with(controls, raised);
  }

  /** The same verdict with one more control that stops the transfer. */
  public Verdict stoppedBy(Control control) {
    List<Control> all = new ArrayList<>(controls);
    if (!all.contains(control)) {
      all.add(control);
    }
    return with(all, alert);
  }

  private Verdict with(List<Control> newControls, @Nullable AlertRecord newAlert) {
    return new Verdict(
        pack,
        mode,
        score,
        hits,
        notEvaluated,
        warming,
        degraded,
        riskDemand,
        demand,
        newControls,
        newAlert);
  }
}
