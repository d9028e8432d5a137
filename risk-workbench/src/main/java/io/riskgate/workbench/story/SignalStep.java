package io.riskgate.workbench.story;

import io.riskgate.core.Signal;
import io.riskgate.core.SignalKind;
import io.riskgate.core.Transfer;
import io.riskgate.workbench.yaml.YamlObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** {@code signal}: something was learnt about an account or a customer. */
final class SignalStep implements ActionKind {
  @Override
  public String key() {
    return "signal";
  }

  @Override
  public @Nullable Action read(Node node, StepContext step) {
    Reading reading = step.reading();
    YamlObject object = reading.object(key(), node);
    String tenant = object.text("tenant");
    String id = object.text("id");
    String account = object.text("account");
    String customer = object.text("customer");
    SignalKind kind = reading.choice(object, key(), "kind", SignalKind.class);
    Instant time = reading.instant(object, key(), "time", step.at());
    object.refuseOthers();
    if (kind == null) {
      reading.problems().add(node, "signal: name its 'kind'");
      return null;
    }
    String name = account == null ? customer : account;
    if (name == null || (account != null && customer != null)) {
      reading.problems().add(node, "signal: name either the 'account' or the 'customer'");
      return null;
    }
    Signal signal =
        new Signal(
            tenant == null ? Transfer.DEFAULT_TENANT : tenant,
            id == null ? "step-" + step.number() : id,
            account == null ? Signal.Subject.CUSTOMER : Signal.Subject.ACCOUNT,
            name,
            kind,
            time == null ? step.at() : time);
    return new Signalled(signal, "signal about " + reading.cast().name(name) + ": " + kind);
  }

  private record Signalled(Signal signal, String words) implements Action {
    @Override
    public Happening play(Stage stage) {
      return Happening.answered(new Happening.Changed(stage.engine().signal(signal)));
    }
  }
}
