package io.riskgate.workbench.story;

import io.riskgate.core.Evidence;
import io.riskgate.core.Reference;
import io.riskgate.core.VerificationMethod;
import io.riskgate.workbench.yaml.YamlObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** {@code verified}: the customer has passed, or failed, a verification. */
final class VerifiedStep implements ActionKind {
  @Override
  public String key() {
    return "verified";
  }

  @Override
  public @Nullable Action read(Node node, StepContext step) {
    Reading reading = step.reading();
    YamlObject object = reading.object(key(), node);
    String id = reading.required(object, key(), "transfer");
    Reference reference = reading.reference(node, id);
    VerificationMethod method = reading.choice(object, key(), "method", VerificationMethod.class);
    boolean passed = reading.flag(object, key(), "passed", true);
    String source = object.text("source");
    Instant time = reading.instant(object, key(), "time", step.at());
    object.refuseOthers();
    if (method == null) {
      reading.problems().add(node, "verified: name the 'method'");
      return null;
    }
    if (id == null || reference == null) {
      return null;
    }
    Evidence evidence =
        new Evidence(
            method,
            passed,
            time == null ? step.at() : time,
            source == null || source.isBlank() ? "step-" + step.number() : source);
    return new Verified(
        reference, evidence, method + (passed ? " passed" : " failed") + " for [" + id + "]");
  }

  private record Verified(Reference reference, Evidence evidence, String words) implements Action {
    @Override
    public Happening play(Stage stage) {
      return Happening.answered(stage.engine().verified(reference, evidence));
    }
  }
}
