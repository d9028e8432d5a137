package io.riskgate.workbench.mapping;

import io.riskgate.workbench.message.DidYouMean;
import io.riskgate.workbench.yaml.YamlObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads how a mapping's time column is written. */
final class TimeFormatReader {
  private static final Map<String, ChronoUnit> STEP_UNITS =
      Map.of(
          "second", ChronoUnit.SECONDS,
          "minute", ChronoUnit.MINUTES,
          "hour", ChronoUnit.HOURS,
          "day", ChronoUnit.DAYS);
  private static final List<String> EPOCHS = List.of("seconds", "milliseconds");

  private final YamlObject time;
  private final YamlObject.Problems problems;

  TimeFormatReader(YamlObject time, YamlObject.Problems problems) {
    this.time = time;
    this.problems = problems;
  }

  /** The format, or empty where a problem was found and added. */
  Optional<TimeFormat> read() {
    String pattern = time.text("pattern");
    String epoch = time.text("epoch");
    Node step = time.take("step");
    String zoneId = time.text("zone");
    int forms = (pattern == null ? 0 : 1) + (epoch == null ? 0 : 1) + (step == null ? 0 : 1);
    if (forms > 1) {
      return problem("time: give only one of 'pattern', 'epoch' and 'step'");
    }
    ZoneId zone = null;
    if (zoneId != null) {
      if (epoch != null || step != null) {
        return problem("time: 'zone' goes with local times only, not with 'epoch' or 'step'");
      }
      zone = zone(zoneId);
      if (zone == null) {
        return problem(
            "time: unknown zone '"
                + zoneId
                + "'"
                + DidYouMean.hint(zoneId, ZoneId.getAvailableZoneIds())
                + "; give one such as Asia/Shanghai or +08:00");
      }
    }
    if (pattern != null) {
      return pattern(pattern, zone);
    }
    if (epoch != null) {
      return epoch(epoch);
    }
    if (step != null) {
      return step(step);
    }
    return Optional.of(zone == null ? TimeFormat.ISO : TimeFormat.iso(zone));
  }

  private Optional<TimeFormat> problem(String what) {
    problems.add(time.node(), what);
    return Optional.empty();
  }

  /** The zone of an id, or null where there is none. */
  static @Nullable ZoneId zone(String id) {
    try {
      return ZoneId.of(id);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private Optional<TimeFormat> pattern(String pattern, @Nullable ZoneId zone) {
    try {
      TimeFormat format = TimeFormat.pattern(pattern, zone);
      boolean hasOffset = pattern.replaceAll("'[^']*'", "").matches(".*[XxZzVO].*");
      return zone == null && !hasOffset
          ? problem("time: 'zone' is missing: the pattern holds no offset")
          : Optional.of(format);
    } catch (IllegalArgumentException | DateTimeException e) {
      return problem(
          "time: wrong pattern '"
              + pattern
              + "': "
              + e.getMessage()
              + "; write one like \"yyyy-MM-dd HH:mm:ss\"");
    }
  }

  private Optional<TimeFormat> epoch(String epoch) {
    return switch (epoch) {
      case "seconds" -> Optional.of(new TimeFormat.Epoch(Duration.ofSeconds(1)));
      case "milliseconds" -> Optional.of(new TimeFormat.Epoch(Duration.ofMillis(1)));
      default ->
          problem(
              "time: 'epoch' is seconds or milliseconds, not '"
                  + epoch
                  + "'"
                  + DidYouMean.hint(epoch, EPOCHS));
    };
  }

  private Optional<TimeFormat> step(Node node) {
    YamlObject step = new YamlObject("step", node, problems);
    String unit = step.text("unit");
    String origin = step.text("origin");
    step.refuseOthers();
    ChronoUnit known = unit == null ? null : STEP_UNITS.get(unit);
    if (known == null) {
      return problem("step: 'unit' is one of second, minute, hour, day");
    }
    Instant start = origin == null ? null : instant(origin);
    if (start == null) {
      return problem(
          "step: 'origin' is the time of step 0, with an offset, like 2026-01-01T00:00:00+08:00");
    }
    return Optional.of(new TimeFormat.Step(known.getDuration(), start));
  }

  private static @Nullable Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
