package io.riskgate.workbench.story;

import io.riskgate.core.AlertStatistics;
import io.riskgate.core.AlertTier;
import io.riskgate.workbench.yaml.YamlObject;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** {@code statistics}: how alerts were responded to, all of them, those of a tier or of a scam. */
final class StatisticsStep implements ActionKind {
  private static final AlertStatistics.Counts NONE =
      new AlertStatistics.Counts(0, 0, 0, 0, 0, null, null, 0, Map.of());

  @Override
  public String key() {
    return "statistics";
  }

  @Override
  public @Nullable Action read(Node node, StepContext step) {
    Reading reading = step.reading();
    YamlObject object = reading.object(key(), node);
    String begins = reading.required(object, key(), "from");
    Instant from = reading.instant(object, key(), "from", step.at());
    Instant to = reading.instant(object, key(), "to", step.at());
    AlertTier tier = reading.choice(object, key(), "tier", AlertTier.class);
    String scam = object.text("scam");
    String tenant = Reading.tenant(object);
    if (scam != null && !scam.equals(AlertStatistics.NO_SCAM)) {
      reading.known(node, key() + ": scam", scam, reading.scams());
    }
    object.refuseOthers();
    if (tier != null && scam != null) {
      reading.problems().add(node, "statistics: name a 'tier' or a 'scam', not both");
    }
    if (begins == null || from == null) {
      return null;
    }
    Instant end = to == null ? step.at().plusMillis(1) : to;
    String of = tier == null ? (scam == null ? "" : ", scam " + scam) : ", tier " + tier;
    return new Counted(
        tenant,
        from,
        end,
        tier,
        scam,
        "how alerts since " + reading.told(from) + of + " were responded to");
  }

  private record Counted(
      String tenant,
      Instant from,
      Instant to,
      @Nullable AlertTier tier,
      @Nullable String scam,
      String words)
      implements Action {
    @Override
    public Happening play(Stage stage) {
      AlertStatistics statistics = stage.engine().alertStatistics(tenant, from, to);
      if (tier != null) {
        return Happening.answered(statistics.byTier().getOrDefault(tier, NONE));
      }
      return Happening.answered(
          scam == null ? statistics.all() : statistics.byScam().getOrDefault(scam, NONE));
    }
  }
}
