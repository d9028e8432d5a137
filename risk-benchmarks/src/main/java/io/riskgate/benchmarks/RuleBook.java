package io.riskgate.benchmarks;

import io.riskgate.core.pack.RulePack;
import io.riskgate.rules.Lanes;
import io.riskgate.rules.RulePacks;
import java.util.ArrayList;
import java.util.List;

/** Which rules are evaluated. */
public enum RuleBook {
  /** Those of the pack {@code cn}. */
  CN(CnRule.values().length),
  /** 40 of {@link GeneratedPack}. */
  GENERATED_40(40),
  /** 200 of them. */
  GENERATED_200(200),
  /** 1,000 of them: two packs, since one may have 500. */
  GENERATED_1000(1_000);

  /** How many rules a pack may have. */
  private static final int PACK_MAX = 500;

  private final int size;

  RuleBook(int size) {
    this.size = size;
  }

  /** How many rules there are. */
  int size() {
    return size;
  }

  /** The rules as text. */
  RuleTexts texts() {
    return this == CN ? RuleTexts.cn() : RuleTexts.generated(size);
  }

  /** The rules as packs of ours, of which each evaluates a part. */
  List<RulePack> load(Lanes lanes) {
    if (this == CN) {
      return List.of(RulePacks.bundled("cn", lanes));
    }
    List<RulePack> packs = new ArrayList<>();
    for (int from = 0; from < size; from += PACK_MAX) {
      packs.add(GeneratedPack.load(from, Math.min(size, from + PACK_MAX), lanes));
    }
    return packs;
  }
}
