package io.riskgate.core.memory;

import io.riskgate.core.Amounts;
import io.riskgate.core.Transfer;
import io.riskgate.core.internal.ZoneHours;
import io.riskgate.core.pack.Aggregate;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One aggregate of a plan, and how its value is worked out from a ring. Immutable. */
final class PlannedAggregate {
  /** Its place in the schema. */
  final int index;

  final Aggregate aggregate;
  final long windowMs;
  final long delayMs;
  private final EventFilter filter;

  /** What SHARE asks of an event that counts; the filter itself for the other measures. */
  private final EventFilter part;

  /**
   * Reports of one payer are kept together; those of one pair, or of one payer's device, are picked
   * out of them.
   */
  private final boolean samePayee;

  private final boolean sameDevice;

  PlannedAggregate(int index, Aggregate aggregate, ZoneHours zone) {
    this.index = index;
    this.aggregate = aggregate;
    windowMs = aggregate.window().length().toMillis();
    delayMs = aggregate.delay().toMillis();
    filter = new EventFilter(aggregate.filter(), zone);
    Aggregate.Filter ofPart = aggregate.part();
    part = ofPart == null ? filter : new EventFilter(ofPart, zone);
    boolean ofReports = aggregate.of() == Aggregate.Source.REPORTS;
    samePayee = ofReports && aggregate.key() == Aggregate.Key.PAYER_PAYEE;
    sameDevice = ofReports && aggregate.key() == Aggregate.Key.PAYER_DEVICE;
  }

  /**
   * Its value over the events of a ring from a time up to the one with index {@code last}.
   *
   * @param asked the transfer that is being looked at
   */
  long value(EventRing ring, int last, long fromMs, Transfer asked, long nowMs) {
    return switch (aggregate.measure()) {
      case COUNT, SUM, MAX -> total(ring, last, fromMs, asked, nowMs);
      case DISTINCT -> distinct(ring, last, fromMs, asked, nowMs);
      case MEAN -> mean(ring, last, fromMs, asked, nowMs);
      case LAST -> last(ring, last, fromMs, asked, nowMs);
      case SHARE -> share(ring, last, fromMs, asked, nowMs);
    };
  }

  private boolean accepts(Event event, Transfer asked, long nowMs) {
    return filter.accepts(event, nowMs)
        && (!samePayee || event.transfer.payee().equals(asked.payee()))
        && (!sameDevice || isSame(asked.device(), event.transfer.device()));
  }

  private static boolean isSame(@Nullable String asked, @Nullable String device) {
    return asked != null && asked.equals(device);
  }

  private long total(EventRing ring, int last, long fromMs, Transfer asked, long nowMs) {
    Aggregate.Measure measure = aggregate.measure();
    long result = 0;
    for (int i = last; i >= 0; i--) {
      Event event = ring.get(i);
      if (event.timeMs < fromMs) {
        break;
      }
      if (accepts(event, asked, nowMs)) {
        switch (measure) {
          case COUNT -> result++;
          case SUM -> result = Amounts.addSaturating(result, event.value());
          case MAX -> result = Math.max(result, event.value());
          default -> throw new IllegalStateException("worked out elsewhere: " + measure);
        }
      }
    }
    return result;
  }

  /**
   * Values are added up as two numbers of 32 bits each, so that no sum of values, none of which is
   * negative, overflows; and divided as one divides on paper.
   */
  private long mean(EventRing ring, int last, long fromMs, Transfer asked, long nowMs) {
    long high = 0;
    long low = 0;
    long count = 0;
    for (int i = last; i >= 0; i--) {
      Event event = ring.get(i);
      if (event.timeMs < fromMs) {
        break;
      }
      if (accepts(event, asked, nowMs)) {
        long value = event.value();
        high += value >>> Integer.SIZE;
        low += value & 0xFFFF_FFFFL;
        count++;
      }
    }
    if (count == 0) {
      return 0;
    }
    long rest = ((high % count) << Integer.SIZE) + low; // unsigned: below 2^64
    return ((high / count) << Integer.SIZE) + Long.divideUnsigned(rest, count);
  }

  private long last(EventRing ring, int last, long fromMs, Transfer asked, long nowMs) {
    for (int i = last; i >= 0; i--) {
      Event event = ring.get(i);
      if (event.timeMs < fromMs) {
        break;
      }
      if (accepts(event, asked, nowMs)) {
        return event.value();
      }
    }
    return 0;
  }

  private long share(EventRing ring, int last, long fromMs, Transfer asked, long nowMs) {
    long all = 0;
    long ofPart = 0;
    for (int i = last; i >= 0; i--) {
      Event event = ring.get(i);
      if (event.timeMs < fromMs) {
        break;
      }
      if (accepts(event, asked, nowMs)) {
        all++;
        if (part.accepts(event, nowMs)) {
          ofPart++;
        }
      }
    }
    return all == 0 ? 0 : 100 * ofPart / all;
  }

  private long distinct(EventRing ring, int last, long fromMs, Transfer asked, long nowMs) {
    Set<Object> values = new HashSet<>();
    for (int i = last; i >= 0; i--) {
      Event event = ring.get(i);
      if (event.timeMs < fromMs) {
        break;
      }
      if (accepts(event, asked, nowMs)) {
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
      case ORIGIN_COUNTRY -> t.originCountry();
      case PLACE ->
          t.hasLocation()
              ? Math.floor(t.latitude() * 10) * 10_000 + Math.floor(t.longitude() * 10)
              : null;
    };
  }
}
