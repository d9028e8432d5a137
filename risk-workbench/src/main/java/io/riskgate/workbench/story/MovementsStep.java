package io.riskgate.workbench.story;

import io.riskgate.workbench.yaml.YamlObject;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** {@code movements}: the export of what moved from and to an account. */
final class MovementsStep implements ActionKind {
  /** Event times are told to the millisecond, and the end of a period does not belong to it. */
  private static final Duration TICK = Duration.ofMillis(1);

  @Override
  public String key() {
    return "movements";
  }

  @Override
  public @Nullable Action read(Node node, StepContext step) {
    Reading reading = step.reading();
    YamlObject object = reading.object(key(), node);
    String account = reading.required(object, key(), "account");
    String begins = reading.required(object, key(), "from");
    Instant from = reading.instant(object, key(), "from", step.at());
    Instant to = reading.instant(object, key(), "to", step.at());
    String tenant = Reading.tenant(object);
    object.refuseOthers();
    if (account == null || begins == null || from == null) {
      return null;
    }
    Instant end = to == null ? step.at().plus(TICK) : to;
    if (!from.isBefore(end)) {
      reading.problems().add(node, "movements: 'from' must be earlier than 'to'");
      return null;
    }
    return new Exported(
        tenant,
        account,
        from,
        end,
        "export of the movements of %s since %s%s"
            .formatted(
                reading.cast().name(account),
                reading.told(from),
                to == null ? "" : " and before " + reading.told(to)));
  }

  private record Exported(String tenant, String account, Instant from, Instant to, String words)
      implements Action {
    @Override
    public Happening play(Stage stage) {
      return Happening.answered(stage.engine().movements(tenant, account, from, to));
    }
  }
}
