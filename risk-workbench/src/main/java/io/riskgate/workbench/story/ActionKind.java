package io.riskgate.workbench.story;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** A kind of step, named by its key. */
interface ActionKind {
  /** The key in the step. */
  String key();

  /**
   * Reads what stands behind the key.
   *
   * @param step how the story goes on at this step
   * @return the action, or null where what is wrong has been reported
   */
  @Nullable Action read(Node node, StepContext step);
}
