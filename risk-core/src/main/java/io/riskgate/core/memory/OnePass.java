package io.riskgate.core.memory;

import io.riskgate.core.pack.Aggregate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What one pass over a record's events gathers for all aggregates of a {@link ScopePlan}: three
 * numbers each, and sets where different values are counted. Used by one call after the other.
 */
final class OnePass {
  /** How many numbers each aggregate has. */
  static final int NUMBERS = 3;

  // Of each window, while the record is gone through:
  long[] mask = new long[4];
  long[] from = new long[4];
  long[] upTo = new long[4];

  /**
   * How many; of sums and means the upper and lower halves of the values added up, of SHARE how
   * many are of the part. Of MAX the largest; of LAST its time and the value.
   */
  long[] numbers = new long[NUMBERS * 8];

  private @Nullable Gathering[] sets = new @Nullable Gathering[8];

  /** Makes room for so many windows and aggregates, of which nothing is gathered yet. */
  void begin(int windows, int aggregates) {
    if (mask.length < windows) {
      mask = new long[windows];
      from = new long[windows];
      upTo = new long[windows];
    }
    if (sets.length < aggregates) {
      numbers = new long[NUMBERS * aggregates];
      sets = Arrays.copyOf(sets, aggregates);
    } else {
      Arrays.fill(numbers, 0, NUMBERS * aggregates, 0);
    }
  }

  /** Where the different values of an aggregate are counted; they are to be cleared first. */
  Gathering set(int i) {
    Gathering known = sets[i];
    if (known == null) {
      known = new Gathering();
      sets[i] = known;
    }
    return known;
  }

  /** The value of an aggregate with this measure. */
  long value(int i, Aggregate.Measure measure, Gathering with) {
    int at = NUMBERS * i;
    return switch (measure) {
      case COUNT, MAX -> numbers[at];
      case LAST -> numbers[at + 1];
      case SHARE -> numbers[at] == 0 ? 0 : 100 * numbers[at + 1] / numbers[at];
      case DISTINCT -> set(i).value(measure);
      case SUM, MEAN -> {
        with.clear(0);
        with.count = numbers[at];
        with.high = numbers[at + 1];
        with.low = numbers[at + 2];
        yield with.value(measure);
      }
    };
  }

  /** Lets go of what is of no use to whoever comes next. */
  void end() {
    for (Gathering set : sets) {
      if (set != null) {
        set.end();
      }
    }
  }
}
