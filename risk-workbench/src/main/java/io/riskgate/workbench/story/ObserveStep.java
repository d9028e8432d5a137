package io.riskgate.workbench.story;

import io.riskgate.core.Movement;
import io.riskgate.core.Transfer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** {@code observe}: money has moved elsewhere. */
final class ObserveStep implements ActionKind {
  @Override
  public String key() {
    return "observe";
  }

  @Override
  public @Nullable Action read(Node node, StepContext step) {
    Transfer transfer = new TransferReader(key(), step).read(node);
    if (transfer == null) {
      return null;
    }
    String words = TransferReader.words(transfer, step.reading().cast()) + ", moved";
    Instant time = transfer.time();
    if (time != null && !time.equals(step.at())) {
      words += " on " + step.reading().told(time);
    }
    return new Observed(transfer, words);
  }

  private record Observed(Transfer transfer, String words) implements Action {
    @Override
    public Happening play(Stage stage) {
      return Happening.answered(
          new Happening.Changed(stage.engine().observe(new Movement(transfer))));
    }
  }
}
