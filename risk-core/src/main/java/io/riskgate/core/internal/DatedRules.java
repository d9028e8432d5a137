package io.riskgate.core.internal;

import io.riskgate.core.pack.Rule;
import io.riskgate.core.pack.RuleDates;
import io.riskgate.core.spi.RuleResults;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Those rules of a pack that count on some days only. */
final class DatedRules {
  private final int[] rules;
  private final long[] firstDay;
  private final long[] endDay;

  private DatedRules(List<Rule> all, int[] dated) {
    rules = dated;
    firstDay = new long[dated.length];
    endDay = new long[dated.length];
    for (int i = 0; i < dated.length; i++) {
      RuleDates dates = all.get(dated[i]).dates();
      firstDay[i] = epochDay(dates.effective(), Long.MIN_VALUE);
      endDay[i] = epochDay(dates.expires(), Long.MAX_VALUE);
    }
  }

  /** The dated rules among a pack's; null where every rule counts always. */
  static @Nullable DatedRules of(List<Rule> all) {
    int[] dated =
        IntStream.range(0, all.size())
            .filter(i -> !all.get(i).dates().equals(RuleDates.ALWAYS))
            .toArray();
    return dated.length == 0 ? null : new DatedRules(all, dated);
  }

  /** Takes back what was reported of the rules that do not count on a day. */
  void dismiss(RuleResults results, long epochDay) {
    for (int i = 0; i < rules.length; i++) {
      if (epochDay < firstDay[i] || epochDay >= endDay[i]) {
        results.dismiss(rules[i]);
      }
    }
  }

  private static long epochDay(@Nullable LocalDate day, long otherwise) {
    return day == null ? otherwise : day.toEpochDay();
  }
}
