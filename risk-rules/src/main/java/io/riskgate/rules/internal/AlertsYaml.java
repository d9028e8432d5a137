package io.riskgate.rules.internal;

import io.riskgate.core.AlertChannel;
import io.riskgate.core.AlertTier;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.AlertPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads when a pack raises alerts: {@code score}, {@code loss} and {@code tiers}. */
final class AlertsYaml {
  private static final int CONTACTS = 1;

  private AlertsYaml() {}

  /**
   * Reads it.
   *
   * @param aggregates the aggregates that could be read
   * @param declared the names of all that stand in the file
   */
  static AlertPolicy read(
      YamlMap map, Money money, List<Aggregate> aggregates, Collection<String> declared) {
    int score = map.integer("score", 1, 100);
    String loss = map.has("loss") ? loss(map, aggregates, declared) : "";
    map.require("tiers");
    List<AlertPolicy.@Nullable Tier> tiers = new ArrayList<>();
    for (YamlMap tier : map.maps("tiers", "a tier")) {
      tiers.add(tier(tier, money));
    }
    boolean isEmpty = tiers.isEmpty() && map.has("tiers");
    if (isEmpty) {
      map.problem(
          map.line("tiers"), map.where("tiers") + " is empty: an alert needs at least one tier");
    }
    if (tiers.contains(null)) {
      map.rejectUnknown();
      return AlertPolicy.NONE; // their order says nothing while one of them is unknown
    }
    List<AlertPolicy.Tier> all = tiers.stream().map(Objects::requireNonNull).toList();
    AlertPolicy policy = map.build(() -> new AlertPolicy(score, loss, all));
    return policy == null ? AlertPolicy.NONE : policy;
  }

  private static String loss(YamlMap map, List<Aggregate> aggregates, Collection<String> declared) {
    String name = map.text("loss", ".+", "the name of an aggregate such as pairSum24h");
    for (Aggregate aggregate : aggregates) {
      if (aggregate.name().equals(name) && !aggregate.isMoney()) {
        map.problem(
            map.line("loss"),
            map.where("loss")
                + " must be an amount of money, such as measure: sum, and '"
                + name
                + "' is none");
      }
    }
    if (!declared.contains(name)) {
      map.problem(
          map.line("loss"),
          map.where("loss")
              + " names no aggregate of the pack: '"
              + name
              + "'"
              + Suggestions.didYouMean(name, declared));
    }
    return name;
  }

  private static AlertPolicy.@Nullable Tier tier(YamlMap map, Money money) {
    AlertTier tier = map.oneOf("tier", AlertTier.class);
    long from = 0;
    if (map.has("above") && map.has("from")) {
      map.problem(
          map.line("above"), map.what() + " has 'above' or 'from', not both: 'from' includes it");
    } else if (map.has("above")) {
      from = map.number("above", money.form()) + 1; // the next minor unit is above
    } else if (map.has("from")) {
      from = map.number("from", money.form());
    }
    long bound = from;
    Duration within = respondWithin(map);
    Set<AlertChannel> channels = map.someOf("channels", AlertChannel.class);
    int contacts = map.integer("contacts", 1, AlertPolicy.CONTACTS_MAX, CONTACTS);
    return map.build(() -> new AlertPolicy.Tier(tier, bound, within, channels, contacts));
  }

  /** A time, which may be nothing: at once. */
  private static Duration respondWithin(YamlMap map) {
    String text =
        map.text("respondWithin", "[0-9]{1,6}[smhd]", "a time such as 3m, or 0m for at once");
    Duration time = YamlMap.duration(text);
    return time == null ? Duration.ZERO : time;
  }
}
