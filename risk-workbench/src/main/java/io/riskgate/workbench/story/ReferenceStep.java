package io.riskgate.workbench.story;

import io.riskgate.core.Reference;
import io.riskgate.core.RiskEngine;
import io.riskgate.workbench.yaml.YamlObject;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** A step that needs nothing but the id of a transfer, such as {@code settle: T7}. */
final class ReferenceStep implements ActionKind {
  private final String key;
  private final BiFunction<RiskEngine, Reference, ? extends Object> call;

  ReferenceStep(String key, BiFunction<RiskEngine, Reference, ? extends Object> call) {
    this.key = key;
    this.call = call;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public @Nullable Action read(Node node, StepContext step) {
    Reading reading = step.reading();
    String id = YamlObject.scalar(node).orElse(null);
    if (id == null) {
      reading.problems().add(node, key + " must be the id of a transfer");
      return null;
    }
    Reference reference = reading.reference(node, id);
    return reference == null ? null : new Called(call, reference, key + " [" + id + "]");
  }

  private record Called(
      BiFunction<RiskEngine, Reference, ? extends Object> call, Reference reference, String words)
      implements Action {
    @Override
    public Happening play(Stage stage) {
      return Happening.answered(call.apply(stage.engine(), reference));
    }
  }
}
