package io.riskgate.core.memory;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Small numbers for what many transfers have in common, because it comes from a pack: limits,
 * rules, demands, codes. Equal things have one number. None is ever let go of, and there is room
 * for {@value #THINGS_MAX}; where there is none, whoever asks does without a number. Safe for use
 * by any number of threads.
 */
final class Shared {
  /** Room for a thousand packs of sixty rules each of which has changed. */
  static final int THINGS_MAX = (1 << 16) - 1;

  private static final int RECENT = 1 << 10;

  private record Known(Object thing, int number) {}

  private final ConcurrentHashMap<Object, Integer> numbers = new ConcurrentHashMap<>();

  /**
   * The very objects that were asked for lately: packs hand out the same ones again and again, and
   * the hash of a rule takes longer to compute than to find it here.
   */
  private final AtomicReferenceArray<@Nullable Known> recent = new AtomicReferenceArray<>(RECENT);

  private volatile Object[] things = new Object[16];
  private final int max;
  private int given;

  Shared() {
    this(THINGS_MAX);
  }

  Shared(int max) {
    this.max = max;
  }

  /** The number of a thing, from 1; 0 where there is no room for it. */
  int number(Object thing) {
    int place = System.identityHashCode(thing) & (RECENT - 1);
    Known known = recent.get(place);
    if (known != null && known.thing == thing) {
      return known.number;
    }
    Integer given = numbers.get(thing);
    int number = given == null ? add(thing) : given;
    if (number != 0) {
      recent.set(place, new Known(thing, number));
    }
    return number;
  }

  /** The number of a thing, or 0 where it has none. */
  int find(Object thing) {
    int place = System.identityHashCode(thing) & (RECENT - 1);
    Known known = recent.get(place);
    if (known != null && known.thing == thing) {
      return known.number;
    }
    Integer given = numbers.get(thing);
    return given == null ? 0 : given;
  }

  private synchronized int add(Object thing) {
    Integer known = numbers.get(thing);
    if (known != null) {
      return known;
    }
    if (given == max) {
      return 0;
    }
    Object[] all = things;
    if (given == all.length) {
      all = java.util.Arrays.copyOf(all, 2 * given);
    }
    all[given++] = thing;
    things = all; // the number is told after this
    numbers.put(thing, given);
    return given;
  }

  /** The thing with a number. */
  Object thing(int number) {
    return things[number - 1];
  }

  // ---- images

  synchronized void write(ImageOut out) {
    out.put(given);
    for (int i = 1; i <= given; i++) {
      out.putValue(thing(i));
    }
  }

  void read(ImageIn in) {
    in.nextAll(() -> in.nextValue(Object.class)).forEach(this::number);
  }
}
