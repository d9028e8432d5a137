package io.riskgate.core.memory;

import io.riskgate.core.Amounts;
import io.riskgate.core.Transfer;
import io.riskgate.core.pack.Aggregate;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One aggregate of fraud reports, and how its value is worked out from a ring. Immutable. */
final class ReportAggregate {
  /** Its place in the schema. */
  final int index;

  final Aggregate aggregate;
  final long windowMs;
  final long delayMs;
  private final Set<String> scams;
  private final long valueMin;
  private final long valueMax;

  /**
   * Reports of one payer are kept together; those of one pair, or of one payer's device, are picked
   * out of them.
   */
  private final boolean samePayee;

  private final boolean sameDevice;

  ReportAggregate(int index, Aggregate aggregate) {
    this.index = index;
    this.aggregate = aggregate;
    windowMs = aggregate.window().length().toMillis();
    delayMs = aggregate.delay().toMillis();
    scams = aggregate.filter().scams();
    valueMin = aggregate.filter().valueMin();
    valueMax = aggregate.filter().valueMax();
    samePayee = aggregate.key() == Aggregate.Key.PAYER_PAYEE;
    sameDevice = aggregate.key() == Aggregate.Key.PAYER_DEVICE;
  }

  /**
   * Its value over the events of a ring from a time up to the one with index {@code last}.
   *
   * @param asked the transfer that is being looked at
   */
  long value(EventRing ring, int last, long fromMs, Transfer asked) {
    return aggregate.measure() == Aggregate.Measure.DISTINCT
        ? distinct(ring, last, fromMs, asked)
        : total(ring, last, fromMs, asked);
  }

  private boolean accepts(ReportEvent event, Transfer asked) {
    return event.value >= valueMin
        && event.value <= valueMax
        && (scams.isEmpty() || event.isOneOf(scams))
        && (!samePayee || event.transfer.payee().equals(asked.payee()))
        && (!sameDevice || isSame(asked.device(), event.transfer.device()));
  }

  private static boolean isSame(@Nullable String asked, @Nullable String device) {
    return asked != null && asked.equals(device);
  }

  private long total(EventRing ring, int last, long fromMs, Transfer asked) {
    Aggregate.Measure measure = aggregate.measure();
    long result = 0;
    for (int i = last; i >= 0; i--) {
      ReportEvent event = ring.get(i);
      if (event.timeMs < fromMs) {
        break;
      }
      if (accepts(event, asked)) {
        switch (measure) {
          case COUNT -> result++;
          case SUM -> result = Amounts.addSaturating(result, event.value);
          case MAX -> result = Math.max(result, event.value);
          default -> throw new IllegalStateException("Worked out elsewhere: " + measure);
        }
      }
    }
    return result;
  }

  private long distinct(EventRing ring, int last, long fromMs, Transfer asked) {
    Set<Object> values = new HashSet<>();
    for (int i = last; i >= 0; i--) {
      ReportEvent event = ring.get(i);
      if (event.timeMs < fromMs) {
        break;
      }
      if (accepts(event, asked)) {
        Object value = field(aggregate.field(), event.transfer);
        if (value != null) {
          values.add(value);
        }
      }
    }
    return values.size();
  }

  private static @Nullable Object field(Aggregate.@Nullable Field field, Transfer t) {
    if (field == null) {
      return null;
    }
    return switch (field) {
      case PAYER -> t.payer().isEmpty() ? null : t.payer(); // a report may not know the victim
      case PAYEE -> t.payee();
      case DEVICE -> t.device();
      case IP -> t.ip();
      case CUSTOMER -> t.customer();
      case ORIGIN_COUNTRY, PLACE -> null; // a report does not know them
    };
  }
}
