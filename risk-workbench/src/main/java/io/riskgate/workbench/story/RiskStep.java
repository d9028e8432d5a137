package io.riskgate.workbench.story;

import io.riskgate.workbench.yaml.YamlObject;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** {@code risk}: how much a customer is at risk now. */
final class RiskStep implements ActionKind {
  @Override
  public String key() {
    return "risk";
  }

  @Override
  public @Nullable Action read(Node node, StepContext step) {
    Reading reading = step.reading();
    YamlObject object = reading.object(key(), node);
    String account = reading.required(object, key(), "account");
    String customer = object.text("customer");
    String tenant = Reading.tenant(object);
    object.refuseOthers();
    return account == null
        ? null
        : new Asked(
            tenant,
            account,
            customer,
            "risk of "
                + reading.cast().name(account)
                + (customer == null ? "" : " (customer " + customer + ")"));
  }

  private record Asked(String tenant, String account, @Nullable String customer, String words)
      implements Action {
    @Override
    public Happening play(Stage stage) {
      return Happening.answered(stage.engine().riskLevel(tenant, account, customer));
    }
  }
}
