package io.riskgate.rules.internal;

import io.riskgate.core.facts.FactUnit;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a parameter is counted in; authors write it in lower case. */
public enum ParameterUnit {
  /** An amount in the base currency. */
  MONEY(FactUnit.MONEY),
  /** A number of things, or how many times. */
  COUNT(FactUnit.COUNT),
  /** Hundredths. */
  PERCENT(FactUnit.PERCENT),
  /** Minutes. */
  MINUTES(FactUnit.MINUTES),
  /** Hours. */
  HOURS(FactUnit.HOURS),
  /** Years. */
  YEARS(FactUnit.YEARS),
  /** Kilometres. */
  KM(FactUnit.KM),
  /** Kilometres an hour. */
  KMH(FactUnit.KM_PER_HOUR);

  private final FactUnit shownAs;

  ParameterUnit(FactUnit shownAs) {
    this.shownAs = shownAs;
  }

  /** How a text shows it. */
  public FactUnit shownAs() {
    return shownAs;
  }

  static Set<String> words() {
    return Arrays.stream(values())
        .map(ParameterUnit::word)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The type of parameters that are counted as a fact is; empty where there is none. */
  static Optional<ParameterUnit> of(FactUnit unit) {
    return Arrays.stream(values()).filter(type -> type.shownAs == unit).findFirst();
  }

  /** How authors write it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ParameterUnit of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
