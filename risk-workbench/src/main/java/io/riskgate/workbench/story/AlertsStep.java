package io.riskgate.workbench.story;

import io.riskgate.core.AlertQuery;
import io.riskgate.core.AlertState;
import io.riskgate.core.AlertTier;
import io.riskgate.workbench.yaml.YamlObject;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** {@code alerts}: which alerts there are, all of them or those in a state, of a tier, overdue. */
final class AlertsStep implements ActionKind {
  @Override
  public String key() {
    return "alerts";
  }

  @Override
  public @Nullable Action read(Node node, StepContext step) {
    Reading reading = step.reading();
    YamlObject object = reading.object(key(), node);
    AlertState state = reading.choice(object, key(), "state", AlertState.class);
    AlertTier tier = reading.choice(object, key(), "tier", AlertTier.class);
    boolean overdue = reading.flag(object, key(), "overdue", false);
    Instant from = reading.instant(object, key(), "from", step.at());
    Instant to = reading.instant(object, key(), "to", step.at());
    String tenant = object.text("tenant");
    object.refuseOthers();
    AlertQuery query =
        new AlertQuery(
            tenant,
            state == null ? Set.of() : Set.of(state),
            tier == null ? Set.of() : Set.of(tier),
            overdue,
            from,
            to,
            AlertQuery.LIMIT_MAX);
    return new Asked(
        query,
        "alerts"
            + (state == null ? "" : ", " + state)
            + (tier == null ? "" : ", tier " + tier)
            + (overdue ? ", overdue" : "")
            + (from == null ? "" : ", since " + reading.told(from))
            + (to == null ? "" : ", before " + reading.told(to)));
  }

  private record Asked(AlertQuery query, String words) implements Action {
    @Override
    public Happening play(Stage stage) {
      return Happening.answered(new Happening.Alerts(stage.engine().alerts(query)));
    }
  }
}
