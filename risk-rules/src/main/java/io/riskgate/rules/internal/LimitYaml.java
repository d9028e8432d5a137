package io.riskgate.rules.internal;

import io.riskgate.core.AssetClass;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Limit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one limit. */
final class LimitYaml {
  private static final Set<String> WINDOWS = new LinkedHashSet<>(List.of("single", "day", "month"));
  private static final Set<String> MEASURES = new LinkedHashSet<>(List.of("value", "count"));

  private LimitYaml() {}

  static @Nullable Limit read(YamlMap map, Money money) {
    String id = map.text("id", "[A-Z][A-Z0-9_]{0,63}", "a name in upper case such as DAILY_FIAT");
    AssetClass asset = map.oneOf("asset", AssetClass.class);
    String measure = map.has("measure") ? map.word("measure", MEASURES) : "value";
    String window = map.word("window", WINDOWS);
    long max = map.number("max", measure.equals("count") ? NumberForm.WHOLE : money.form());
    Demand demand = DemandYaml.read(map);
    return map.build(
        () ->
            new Limit(
                id,
                asset,
                Limit.Measure.valueOf(measure.toUpperCase(Locale.ROOT)),
                Limit.Window.valueOf(window.toUpperCase(Locale.ROOT)),
                max,
                demand));
  }
}
