package io.riskgate.workbench.story;

import io.riskgate.core.Decision;
import io.riskgate.core.Outcome;
import io.riskgate.core.Transfer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * {@code transfer}: a transfer is asked for; what is allowed is settled at once where so wanted.
 */
final class ScoreStep implements ActionKind {
  @Override
  public String key() {
    return "transfer";
  }

  @Override
  public @Nullable Action read(Node node, StepContext step) {
    Transfer transfer = new TransferReader(key(), step).read(node);
    return transfer == null
        ? null
        : new Scored(
            transfer, TransferReader.words(transfer, step.reading().cast()), step.settleAllowed());
  }

  private record Scored(Transfer transfer, String words, boolean settleAllowed) implements Action {
    @Override
    public Happening play(Stage stage) {
      Decision decision = stage.engine().score(transfer);
      if (settleAllowed && decision.outcome() == Outcome.ALLOW && !decision.isRepeat()) {
        stage.engine().settle(decision.reference());
        return Happening.answered(decision, "settled");
      }
      return Happening.answered(decision, decision.isRepeat() ? "as before" : "");
    }
  }
}
