package io.riskgate.rules.internal;

import io.riskgate.core.SignalKind;
import io.riskgate.core.facts.SignalFacts;
import io.riskgate.core.facts.TransferFacts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes up signals for {@link FactProbes}: none to several, of the kinds and ages that a rule asks
 * for or is just past, and as many as it counts, one more, and one fewer.
 */
final class SignalProbes {
  private static final int USUAL_MAX = 4;
  private static final long AGE_USUAL_MAX = 120;
  private static final int KINDS = SignalKind.values().length;

  private final FactInfo kind;
  private final FactInfo age;
  private final Random random;

  SignalProbes(Vocabulary vocabulary, Random random) {
    Map<String, FactInfo> facts = vocabulary.facts().of(PatternType.SIGNAL);
    kind = Objects.requireNonNull(facts.get("kind"));
    age = Objects.requireNonNull(facts.get("ageMinutes"));
    this.random = random;
  }

  /** Notes among a rule's places that it looks at signals. */
  void want(Map<FactInfo, Set<Object>> places) {
    places.computeIfAbsent(kind, fact -> new LinkedHashSet<>());
  }

  /** Whether a rule with these places looks at signals. */
  boolean wanted(Map<FactInfo, List<Object>> places) {
    return places.containsKey(kind);
  }

  /** Signals at a rule's places. */
  List<SignalFacts> next(Map<FactInfo, List<Object>> places) {
    int count = count(places);
    List<SignalFacts> signals = new ArrayList<>();
    while (signals.size() < count) {
      Object what = near(places.get(kind), SignalKind.values()[random.nextInt(KINDS)]);
      Object when = near(places.get(age), random.nextLong(AGE_USUAL_MAX));
      signals.add(new SignalFacts((SignalKind) what, Math.max(0, (Long) when)));
    }
    return signals;
  }

  private int count(Map<FactInfo, List<Object>> places) {
    List<Integer> counts = new ArrayList<>();
    for (Map.Entry<FactInfo, List<Object>> entry : places.entrySet()) {
      if (entry.getKey().isBound()) {
        for (Object place : entry.getValue()) {
          if (place instanceof Long n && n >= 0 && n <= TransferFacts.SIGNALS_MAX) {
            counts.add(n.intValue());
          }
        }
      }
    }
    return counts.isEmpty() || random.nextBoolean()
        ? random.nextInt(USUAL_MAX + 1)
        : counts.get(random.nextInt(counts.size()));
  }

  private Object near(@Nullable List<Object> places, Object otherwise) {
    return places == null || places.isEmpty() || random.nextInt(8) == 0
        ? otherwise
        : places.get(random.nextInt(places.size()));
  }
}
