package io.riskgate.workbench.story;

import io.riskgate.core.Transfer;
import io.riskgate.workbench.yaml.YamlObject;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** {@code lift}: a control is lifted. */
final class LiftStep implements ActionKind {
  @Override
  public String key() {
    return "lift";
  }

  @Override
  public @Nullable Action read(Node node, StepContext step) {
    Reading reading = step.reading();
    YamlObject object = reading.object(key(), node);
    String account = reading.required(object, key(), "account");
    String id = reading.required(object, key(), "id");
    String by = reading.required(object, key(), "by");
    String why = reading.required(object, key(), "why");
    String tenant = object.text("tenant");
    object.refuseOthers();
    return account == null || id == null || by == null || why == null
        ? null
        : new Lifted(
            tenant == null ? Transfer.DEFAULT_TENANT : tenant,
            account,
            id,
            by,
            why,
            "control "
                + id
                + " on "
                + reading.cast().name(account)
                + " lifted by "
                + by
                + ": "
                + why);
  }

  private record Lifted(
      String tenant, String account, String id, String by, String why, String words)
      implements Action {
    @Override
    public Happening play(Stage stage) {
      return Happening.answered(
          new Happening.Changed(stage.engine().lift(tenant, account, id, by, why)));
    }
  }
}
