package io.riskgate.workbench.story;

import io.riskgate.core.AlertFailure;
import io.riskgate.core.AlertResponse;
import io.riskgate.core.Reference;
import io.riskgate.workbench.yaml.YamlObject;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** {@code respond}: the bank's staff have done something about an alert. */
final class RespondStep implements ActionKind {
  @Override
  public String key() {
    return "respond";
  }

  @Override
  public @Nullable Action read(Node node, StepContext step) {
    Reading reading = step.reading();
    YamlObject object = reading.object(key(), node);
    String id = reading.required(object, key(), "transfer");
    Reference reference = reading.reference(node, id);
    String named = reading.required(object, key(), "kind");
    AlertResponse.Kind kind = reading.choice(object, key(), "kind", AlertResponse.Kind.class);
    AlertFailure cause = reading.choice(object, key(), "cause", AlertFailure.class);
    String by = reading.required(object, key(), "by");
    String note = Objects.requireNonNullElse(object.text("note"), "");
    Instant time = reading.instant(object, key(), "time", step.at());
    object.refuseOthers();
    if (reference == null || named == null || kind == null || by == null) {
      return null;
    }
    try {
      return new Responded(
          reference,
          new AlertResponse(kind, cause, by, note, time == null ? step.at() : time),
          "alert [%s] %s%s by %s%s"
              .formatted(
                  id,
                  kind,
                  cause == null ? "" : " (" + cause + ")",
                  by,
                  note.isEmpty() ? "" : ": " + note));
    } catch (IllegalArgumentException e) {
      reading.problems().add(node, "respond: " + e.getMessage());
      return null;
    }
  }

  private record Responded(Reference reference, AlertResponse response, String words)
      implements Action {
    @Override
    public Happening play(Stage stage) {
      return Happening.answered(stage.engine().respond(reference, response));
    }
  }
}
