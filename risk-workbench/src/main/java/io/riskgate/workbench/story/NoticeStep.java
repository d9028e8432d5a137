package io.riskgate.workbench.story;

import io.riskgate.core.StopPaymentNotice;
import io.riskgate.workbench.yaml.YamlObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** {@code notice}: an authority serves an emergency stop-payment notice. */
final class NoticeStep implements ActionKind {
  @Override
  public String key() {
    return "notice";
  }

  @Override
  public @Nullable Action read(Node node, StepContext step) {
    Reading reading = step.reading();
    YamlObject object = reading.object(key(), node);
    String account = reading.required(object, key(), "account");
    String number = reading.required(object, key(), "number");
    String authority = reading.required(object, key(), "authority");
    String reason = reading.required(object, key(), "reason");
    String victim = object.text("victim");
    Instant received = reading.instant(object, key(), "received", step.at());
    String tenant = Reading.tenant(object);
    object.refuseOthers();
    if (account == null || number == null || authority == null || reason == null) {
      return null;
    }
    StopPaymentNotice notice =
        StopPaymentNotice.builder()
            .number(number)
            .tenant(tenant)
            .account(account)
            .authority(authority)
            .receivedAt(received == null ? step.at() : received)
            .reason(reason)
            .victim(victim)
            .build();
    return new Served(
        notice,
        "stop-payment notice %s on %s by %s: %s"
            .formatted(number, reading.cast().name(account), authority, reason));
  }

  private record Served(StopPaymentNotice notice, String words) implements Action {
    @Override
    public Happening play(Stage stage) {
      return Happening.answered(stage.engine().stopPayment(notice));
    }
  }
}
