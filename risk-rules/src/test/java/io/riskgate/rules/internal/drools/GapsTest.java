package io.riskgate.rules.internal.drools;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskgate.core.DataItem;
import io.riskgate.core.facts.Availability;
import io.riskgate.rules.internal.Needs;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What missing data means for rules, remembered from one transfer to the next. */
class GapsTest {
  private static final int AGGREGATES = 5;
  private static final int RULES = 70;

  private final Random random = new Random(7);

  private Needs[][] rules() {
    Needs[][] rules = new Needs[RULES][];
    for (int rule = 0; rule < RULES; rule++) {
      rules[rule] = new Needs[1 + random.nextInt(3)];
      for (int branch = 0; branch < rules[rule].length; branch++) {
        BitSet aggregates = new BitSet();
        aggregates.set(random.nextInt(AGGREGATES), random.nextBoolean());
        rules[rule][branch] =
            new Needs(item().bit(), random.nextInt(4) == 0, random.nextInt(4) == 0, aggregates);
      }
    }
    return rules;
  }

  private DataItem item() {
    return DataItem.values()[random.nextInt(DataItem.values().length)];
  }

  private void lose(Availability availability) {
    availability.clear();
    for (int i = random.nextInt(4); i > 0; i--) {
      availability.missing(item());
    }
    if (random.nextInt(3) == 0) {
      availability.aggregateUncovered(random.nextInt(AGGREGATES));
    }
    if (random.nextInt(5) == 0) {
      availability.seenUncovered();
    }
    if (random.nextInt(5) == 0) {
      availability.signalsUncovered();
    }
  }

  @Test
  @DisplayName("whatever was missing before, each rule is judged by what is missing now")
  void judgesByWhatIsMissingNow() {
    Needs[][] rules = rules();
    Gaps gaps = new Gaps(rules);
    Availability availability = new Availability(AGGREGATES);

    for (int i = 0; i < 5_000; i++) {
      if (i % 3 != 0) { // otherwise the same as before
        lose(availability);
      }
      Gaps.Found found = gaps.of(availability);
      for (int rule = 0; rule < RULES; rule++) {
        int met = 0;
        for (Needs branch : rules[rule]) {
          met += branch.areMet(availability) ? 1 : 0;
        }
        assertThat(isSet(found.none, rule)).isEqualTo(met == 0);
        assertThat(isSet(found.partly, rule)).isEqualTo(met > 0 && met < rules[rule].length);
      }
    }
  }

  private static boolean isSet(long[] bits, int rule) {
    return (bits[rule >> 6] & 1L << rule) != 0;
  }
}
