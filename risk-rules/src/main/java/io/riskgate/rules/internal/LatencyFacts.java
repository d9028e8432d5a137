package io.riskgate.rules.internal;

import io.riskgate.core.facts.SignalFacts;
import io.riskgate.core.facts.TransferFacts;
import io.riskgate.core.pack.RulePack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The facts over which two packs are timed: most are an everyday transfer's, some lie where the
 * rules of either pack decide, and a few have a long purpose text. The same for the same packs.
 */
final class LatencyFacts {
  private static final int EVERYDAY = 48;
  private static final int PROBES_EACH = 8;
  private static final int LONG_TEXTS = 2;
  private static final int PURPOSE_CHARS = 512;
  private static final long SEED = 20_261_122;

  private final List<Made> all = new ArrayList<>();

  /** Facts by path, and signals. */
  private record Made(Map<String, Object> values, List<SignalFacts> signals) {}

  /** Makes facts up for a candidate and, where its rules can be read, the present pack. */
  LatencyFacts(LoadedPack candidate, RulePack current) {
    Map<String, Object> everyday = NeutralFacts.of(candidate.definition());
    for (int i = 0; i < EVERYDAY; i++) {
      all.add(new Made(everyday, List.of()));
    }
    addProbes(candidate);
    if (current instanceof LoadedPack loaded) {
      addProbes(loaded);
    }
    for (int i = 0; i < LONG_TEXTS; i++) {
      Map<String, Object> wordy = new HashMap<>(everyday);
      wordy.put(
          "purpose", (i == 0 ? "a" : "rent 7 ").repeat(PURPOSE_CHARS).substring(0, PURPOSE_CHARS));
      all.add(new Made(wordy, List.of()));
    }
    java.util.Collections.shuffle(all, new Random(SEED));
  }

  private void addProbes(LoadedPack pack) {
    FactProbes probes =
        new FactProbes(
            pack.vocabulary(), NeutralFacts.of(pack.definition()), pack.understood(), SEED);
    for (int i = 0; i < PROBES_EACH; i++) {
      TransferFacts facts = pack.newFacts();
      probes.fill(facts);
      Map<String, Object> values = new HashMap<>();
      for (FactInfo fact : pack.vocabulary().facts().all()) {
        values.put(fact.path(), new FactReader(fact).read(facts));
      }
      all.add(new Made(values, List.copyOf(facts.signals())));
    }
  }

  /** The facts as a pack takes them; what it does not know is left out, and nothing is missing. */
  List<TransferFacts> of(RulePack pack) {
    FactCatalog catalog = Vocabulary.of(pack.aggregates(), List.of()).facts();
    FactWriter writer = new FactWriter();
    List<TransferFacts> facts = new ArrayList<>();
    for (Made made : all) {
      TransferFacts one = pack.newFacts();
      for (FactInfo fact : catalog.all()) {
        Object value = made.values().get(fact.path());
        if (value != null) {
          writer.write(one, fact, value);
        }
      }
      one.signals().addAll(made.signals());
      facts.add(one);
    }
    return facts;
  }
}
