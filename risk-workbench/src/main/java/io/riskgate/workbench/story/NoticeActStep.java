package io.riskgate.workbench.story;

import io.riskgate.core.NoticeStatus;
import io.riskgate.core.RiskEngine;
import io.riskgate.workbench.yaml.YamlObject;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** {@code confirm} and {@code extend}: something is done about a stop-payment notice. */
final class NoticeActStep implements ActionKind {
  /** A call of the engine. */
  @FunctionalInterface
  interface Call {
    NoticeStatus on(
        RiskEngine engine, String tenant, String account, String number, String by, String why);
  }

  private final String key;
  private final String done;
  private final String why;
  private final Call call;

  /**
   * A kind of step.
   *
   * @param done what is done, as it is told
   * @param why the key of the reason
   */
  NoticeActStep(String key, String done, String why, Call call) {
    this.key = key;
    this.done = done;
    this.why = why;
    this.call = call;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public @Nullable Action read(Node node, StepContext step) {
    Reading reading = step.reading();
    YamlObject object = reading.object(key, node);
    String account = reading.required(object, key, "account");
    String number = reading.required(object, key, "number");
    String by = reading.required(object, key, "by");
    String reason = reading.required(object, key, why);
    String tenant = Reading.tenant(object);
    object.refuseOthers();
    return account == null || number == null || by == null || reason == null
        ? null
        : new Done(
            call,
            tenant,
            account,
            number,
            by,
            reason,
            "notice %s on %s %s by %s: %s"
                .formatted(number, reading.cast().name(account), done, by, reason));
  }

  private record Done(
      Call call,
      String tenant,
      String account,
      String number,
      String by,
      String reason,
      String words)
      implements Action {
    @Override
    public Happening play(Stage stage) {
      return Happening.answered(call.on(stage.engine(), tenant, account, number, by, reason));
    }
  }
}
