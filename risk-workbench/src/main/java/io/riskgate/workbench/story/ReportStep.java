package io.riskgate.workbench.story;

import io.riskgate.core.FraudReport;
import io.riskgate.core.Reference;
import io.riskgate.workbench.yaml.YamlObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** {@code report}: somebody says that a payment was fraud. */
final class ReportStep implements ActionKind {
  @Override
  public String key() {
    return "report";
  }

  @Override
  public @Nullable Action read(Node node, StepContext step) {
    Reading reading = step.reading();
    YamlObject object = reading.object(key(), node);
    String payee = reading.required(object, key(), "payee");
    String id = object.text("id");
    String tenant = object.text("tenant");
    Instant time = reading.instant(object, key(), "time", step.at());
    Reference transfer = reading.reference(node, object.text("transfer"));
    FraudReport.Builder report =
        FraudReport.builder()
            .id(id == null ? "step-" + step.number() : id)
            .knownAt(time == null ? step.at() : time)
            .reference(transfer)
            .payer(object.text("payer"))
            .customer(object.text("customer"))
            .merchant(object.text("merchant"))
            .device(object.text("device_id"))
            .ip(object.text("ip"))
            .value(reading.money(object, key(), "value"))
            .scam(object.text("scam"));
    object.refuseOthers();
    if (tenant != null) {
      report.tenant(tenant);
    }
    return payee == null
        ? null
        : new Reported(
            report.payee(payee).build(), "fraud report of " + reading.cast().name(payee));
  }

  private record Reported(FraudReport report, String words) implements Action {
    @Override
    public Happening play(Stage stage) {
      return Happening.answered(new Happening.Changed(stage.engine().report(report)));
    }
  }
}
