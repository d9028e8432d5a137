package io.riskgate.workbench.story;

import io.riskgate.workbench.yaml.YamlObject;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** {@code sweep: true}: the bank's scheduler asks what has become due. */
final class SweepStep implements ActionKind {
  @Override
  public String key() {
    return "sweep";
  }

  @Override
  public @Nullable Action read(Node node, StepContext step) {
    if (!YamlObject.scalar(node).orElse("").equals("true")) {
      step.reading().problems().add(node, "sweep takes nothing: write 'sweep: true'");
      return null;
    }
    return new Swept();
  }

  private record Swept() implements Action {
    @Override
    public String words() {
      return "the bank's scheduler looks what has become due";
    }

    @Override
    public Happening play(Stage stage) {
      stage.engine().sweep();
      return Happening.answered(Happening.NOTHING);
    }
  }
}
