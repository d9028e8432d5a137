package io.riskgate.workbench.story;

import io.riskgate.core.RiskEngine;
import io.riskgate.core.Transfer;
import io.riskgate.workbench.yaml.YamlObject;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** A step that asks about an account, such as {@code controls: li-na}. */
final class AccountStep implements ActionKind {
  /** A question to the engine. */
  @FunctionalInterface
  interface Question {
    Object ask(RiskEngine engine, String tenant, String account);
  }

  private final String key;
  private final String what;
  private final Question question;

  /**
   * A kind of step.
   *
   * @param what what is asked for, as it is told
   */
  AccountStep(String key, String what, Question question) {
    this.key = key;
    this.what = what;
    this.question = question;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public @Nullable Action read(Node node, StepContext step) {
    Reading reading = step.reading();
    String account = YamlObject.scalar(node).orElse(null);
    String tenant = Transfer.DEFAULT_TENANT;
    if (account == null) {
      YamlObject object = reading.object(key, node);
      account = reading.required(object, key, "account");
      tenant = Reading.tenant(object);
      object.refuseOthers();
    }
    return account == null
        ? null
        : new Asked(question, tenant, account, what + " " + reading.cast().name(account));
  }

  private record Asked(Question question, String tenant, String account, String words)
      implements Action {
    @Override
    public Happening play(Stage stage) {
      return Happening.answered(question.ask(stage.engine(), tenant, account));
    }
  }
}
