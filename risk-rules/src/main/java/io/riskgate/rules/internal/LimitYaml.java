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
  private static final Set<String> COUNTS = new LinkedHashSet<>(List.of("let-go", "suspicious"));

  private LimitYaml() {}

  static @Nullable Limit read(YamlMap map, PackNumbers numbers) {
    String id = map.text("id", "[A-Z][A-Z0-9_]{0,63}", "a name in upper case such as DAILY_FIAT");
    map.require("asset");
    Set<AssetClass> assets = map.someOf("asset", AssetClass.class);
    String measure = map.has("measure") ? map.word("measure", MEASURES) : "value";
    String counts = map.has("counts") ? map.word("counts", COUNTS) : "let-go";
    String window = map.word("window", WINDOWS);
    long max = map.number("max", measure.equals("count") ? numbers.count() : numbers.money());
    Demand demand = DemandYaml.read(map);
    Demand abnormal = abnormal(map);
    return map.build(
        () ->
            new Limit(
                id,
                assets,
                Limit.Measure.valueOf(constant(measure)),
                Limit.Counts.valueOf(constant(counts)),
                Limit.Window.valueOf(constant(window)),
                max,
                demand,
                abnormal));
  }

  /** What is asked for where the pattern is abnormal; nothing more where it is left out. */
  private static Demand abnormal(YamlMap map) {
    if (!map.has("abnormal")) {
      return Demand.NOTHING;
    }
    YamlMap abnormal = map.map("abnormal");
    Demand demand = DemandYaml.read(abnormal);
    abnormal.rejectUnknown();
    return demand;
  }

  private static String constant(String word) {
    return word.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
