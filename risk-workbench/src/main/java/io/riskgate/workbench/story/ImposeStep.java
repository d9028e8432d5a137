package io.riskgate.workbench.story;

import io.riskgate.core.Control;
import io.riskgate.core.Transfer;
import io.riskgate.core.pack.Limit;
import io.riskgate.workbench.yaml.YamlObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** {@code impose}: a control is put on an account. */
final class ImposeStep implements ActionKind {
  @Override
  public String key() {
    return "impose";
  }

  @Override
  public @Nullable Action read(Node node, StepContext step) {
    Reading reading = step.reading();
    YamlObject object = reading.object(key(), node);
    String id = object.text("id");
    String tenant = object.text("tenant");
    String account = reading.required(object, key(), "account");
    Control.Kind kind = reading.choice(object, key(), "kind", Control.Kind.class);
    Limit limit = limit(reading, object);
    Long max = max(reading, object, limit);
    String payee = object.text("payee");
    Instant since = reading.instant(object, key(), "since", step.at());
    Instant until = reading.instant(object, key(), "until", step.at());
    String by = reading.required(object, key(), "by");
    String why = reading.required(object, key(), "why");
    object.refuseOthers();
    if (kind == null) {
      reading.problems().add(node, "impose: name its 'kind'");
      return null;
    }
    if (account == null || by == null || why == null) {
      return null;
    }
    try {
      Control control =
          new Control(
              id == null ? "step-" + step.number() : id,
              tenant == null ? Transfer.DEFAULT_TENANT : tenant,
              account,
              kind,
              limit == null ? null : limit.id(),
              max == null ? 0 : max,
              payee,
              since,
              until,
              by,
              why);
      return new Imposed(
          control,
          "%s%s on %s by %s: %s"
              .formatted(kind, terms(control, reading), reading.cast().name(account), by, why));
    } catch (IllegalArgumentException e) {
      reading.problems().add(node, "impose: " + e.getMessage());
      return null;
    }
  }

  /** What a control says beside its kind. */
  private static String terms(Control control, Reading reading) {
    String payee = control.payee();
    Instant until = control.until();
    return (control.limitId() == null ? "" : " " + control.limitId())
        + (payee == null ? "" : " " + reading.cast().name(payee))
        + (until == null ? "" : " until " + reading.told(until));
  }

  private @Nullable Limit limit(Reading reading, YamlObject object) {
    String id = object.text("limit");
    if (id == null) {
      return null;
    }
    List<Limit> limits = reading.pack().policy().limits();
    reading.known(object.node(), key() + ": limit", id, limits.stream().map(Limit::id).toList());
    return limits.stream().filter(limit -> limit.id().equals(id)).findFirst().orElse(null);
  }

  private @Nullable Long max(Reading reading, YamlObject object, @Nullable Limit limit) {
    return limit != null && limit.measure() == Limit.Measure.COUNT
        ? reading.minor(object, key(), "max", 0)
        : reading.money(object, key(), "max");
  }

  private record Imposed(Control control, String words) implements Action {
    @Override
    public Happening play(Stage stage) {
      return Happening.answered(new Happening.Moved(stage.engine().impose(control)));
    }
  }
}
