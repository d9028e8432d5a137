package io.riskgate.core.memory;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Objects at numbered places, from 1 on; a place that is given back is used again. */
final class Places<T> {
  private @Nullable Object[] things = {};
  private int[] free = {};
  private int freeCount;

  /** Puts a thing at a free place; which one. */
  int add(T thing) {
    if (freeCount == 0) {
      int before = things.length;
      things = Arrays.copyOf(things, Math.max(2, 2 * before));
      free = new int[things.length];
      for (int place = things.length; place > before; place--) {
        free[freeCount++] = place;
      }
    }
    int place = free[--freeCount];
    things[place - 1] = thing;
    return place;
  }

  /** The thing at a place. */
  @SuppressWarnings("unchecked") // nothing else is ever put there
  T get(int place) {
    Object thing = things[place - 1];
    if (thing == null) {
      throw new IllegalStateException("Nothing is at place " + place);
    }
    return (T) thing;
  }

  /** Lets go of the thing at a place. */
  void remove(int place) {
    things[place - 1] = null;
    free[freeCount++] = place;
  }

  // ---- images

  void write(ImageOut out, Consumer<T> one) {
    out.put(things.length);
    for (int place = 1; place <= things.length; place++) {
      out.putFlag(things[place - 1] != null);
      if (things[place - 1] != null) {
        one.accept(get(place));
      }
    }
    out.putInts(Arrays.copyOf(free, freeCount));
  }

  void read(ImageIn in, Supplier<T> one) {
    things = new Object[in.nextCount()];
    for (int i = 0; i < things.length; i++) {
      if (in.nextFlag()) {
        things[i] = one.get();
      }
    }
    int[] given = in.nextInts();
    freeCount = given.length;
    free = Arrays.copyOf(given, things.length);
  }
}
