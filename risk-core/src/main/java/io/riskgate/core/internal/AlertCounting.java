package io.riskgate.core.internal;

import io.riskgate.core.AlertFailure;
import io.riskgate.core.AlertResponse;
import io.riskgate.core.AlertState;
import io.riskgate.core.AlertStatistics;
import io.riskgate.core.AlertTier;
import io.riskgate.core.spi.AlertRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts alerts one by one. For one thread. */
final class AlertCounting {
  private final Instant from;
  private final Instant to;
  private final Instant now;
  private final Tally all = new Tally();
  private final Map<AlertTier, Tally> byTier = new EnumMap<>(AlertTier.class);
  private final Map<String, Tally> byScam = new TreeMap<>();

  AlertCounting(Instant from, Instant to, Instant now) {
    this.from = from;
    this.to = to;
    this.now = now;
  }

  void add(AlertRecord alert) {
    all.add(alert, now);
    byTier.computeIfAbsent(alert.tier(), tier -> new Tally()).add(alert, now);
    if (alert.scams().isEmpty()) {
      scam(AlertStatistics.NO_SCAM).add(alert, now);
    }
    alert.scams().forEach(scam -> scam(scam).add(alert, now));
  }

  private Tally scam(String scam) {
    return byScam.computeIfAbsent(scam, name -> new Tally());
  }

  AlertStatistics statistics() {
    Map<AlertTier, AlertStatistics.Counts> tiers = new EnumMap<>(AlertTier.class);
    byTier.forEach((tier, tally) -> tiers.put(tier, tally.counts()));
    Map<String, AlertStatistics.Counts> scams = new TreeMap<>();
    byScam.forEach((scam, tally) -> scams.put(scam, tally.counts()));
    return new AlertStatistics(from, to, all.counts(), tiers, scams);
  }

  private static final class Tally {
    private long raised;
    private long open;
    private long overdue;
    private long inTime;
    private long dissuaded;
    private final Map<AlertFailure, Long> failed = new EnumMap<>(AlertFailure.class);
    private long[] responseMs = new long[16];
    private int responded;

    void add(AlertRecord alert, Instant now) {
      raised++;
      AlertState state = alert.state();
      if (state == AlertState.OPEN) {
        open++;
        overdue += alert.isOverdueAt(now) ? 1 : 0;
      } else if (state == AlertState.DISSUADED) {
        dissuaded++;
      }
      for (AlertResponse response : alert.responses()) {
        AlertFailure cause = response.cause();
        if (cause != null) {
          failed.merge(cause, 1L, Long::sum);
        }
      }
      Instant at = alert.respondedAt();
      if (at != null) {
        inTime += at.isAfter(alert.respondBy()) ? 0 : 1;
        if (responded == responseMs.length) {
          responseMs = Arrays.copyOf(responseMs, responded * 2);
        }
        // Whoever responds by a clock that is behind did so at once.
        responseMs[responded++] = Math.max(0, Duration.between(alert.raisedAt(), at).toMillis());
      }
    }

    AlertStatistics.Counts counts() {
      long[] sorted = Arrays.copyOf(responseMs, responded);
      Arrays.sort(sorted);
      return new AlertStatistics.Counts(
          raised,
          open,
          overdue,
          responded,
          inTime,
          atRank(sorted, 50),
          atRank(sorted, 90),
          dissuaded,
          failed);
    }

    /** The smallest that so many in a hundred do not go beyond. */
    private static @Nullable Duration atRank(long[] sorted, int percent) {
      if (sorted.length == 0) {
        return null;
      }
      int rank = (int) (((long) sorted.length * percent + 99) / 100);
      return Duration.ofMillis(sorted[rank - 1]);
    }
  }
}
