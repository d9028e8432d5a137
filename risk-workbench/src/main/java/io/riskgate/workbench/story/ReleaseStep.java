package io.riskgate.workbench.story;

import io.riskgate.core.Reference;
import io.riskgate.core.Release;
import io.riskgate.core.ReleasePath;
import io.riskgate.workbench.yaml.YamlObject;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** {@code release}: the bank or an authority lets a held transfer go. */
final class ReleaseStep implements ActionKind {
  @Override
  public String key() {
    return "release";
  }

  @Override
  public @Nullable Action read(Node node, StepContext step) {
    Reading reading = step.reading();
    YamlObject object = reading.object(key(), node);
    String id = reading.required(object, key(), "transfer");
    Reference reference = reading.reference(node, id);
    ReleasePath authority = reading.choice(object, key(), "authority", ReleasePath.class);
    String by = reading.required(object, key(), "by");
    String note = reading.required(object, key(), "note");
    object.refuseOthers();
    if (authority != ReleasePath.BANK && authority != ReleasePath.AUTHORITY) {
      reading.problems().add(node, "release: 'authority' must be BANK or AUTHORITY");
      return null;
    }
    if (id == null || reference == null || by == null || note == null) {
      return null;
    }
    return new Released(
        reference,
        new Release(authority, by, note),
        "[%s] released by %s (%s): %s".formatted(id, by, authority, note));
  }

  private record Released(Reference reference, Release release, String words) implements Action {
    @Override
    public Happening play(Stage stage) {
      return Happening.answered(stage.engine().release(reference, release));
    }
  }
}
