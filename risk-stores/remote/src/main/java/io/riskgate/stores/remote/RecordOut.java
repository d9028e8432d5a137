package io.riskgate.stores.remote;

import io.riskgate.core.Mark;
import io.riskgate.core.internal.wire.WireOut;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a change or a snapshot. What comes again within it is written once. */
final class RecordOut {
  private static final int FEW = 8;

  final WireOut out = new WireOut();
  private final WordBook words;
  private final Texts.Out texts = new Texts.Out(out);
  private @Nullable IdentityHashMap<Object, Integer> values;
  private @Nullable Map<ByteBuffer, Integer> bodies;

  RecordOut(WordBook words) {
    this.words = words;
  }

  byte[] copy() {
    return out.copy();
  }

  /** Says a text that the reader knows from elsewhere. */
  void know(String text) {
    texts.know(text);
  }

  void text(@Nullable String text) {
    texts.put(text);
  }

  /** A value with what it needs to be told apart from others. */
  void value(@Nullable Object value) {
    words.write(out, value);
  }

  void constant(@Nullable Enum<?> constant) {
    if (constant == null) {
      out.put(0);
    } else {
      words.writeConstant(out, constant);
    }
  }

  void marks(Set<Mark> marks) {
    out.putVar(marks.size());
    for (Mark mark : marks) {
      constant(mark);
    }
  }

  /** A time that lies near another one, {@code Long.MIN_VALUE} for none. */
  void time(long ms, long nearMs) {
    if (ms == Long.MIN_VALUE) {
      out.putVar(0);
    } else {
      long distance = ms - nearMs;
      out.putVar((distance << 1 ^ distance >> 63) + 1);
    }
  }

  /** A value that many have in common: behind the first time, its place. */
  void shared(Object value) {
    IdentityHashMap<Object, Integer> placesOf = values;
    Map<ByteBuffer, Integer> placesOfBodies = bodies;
    if (placesOf == null || placesOfBodies == null) {
      placesOf = new IdentityHashMap<>(FEW);
      placesOfBodies = new HashMap<>();
      values = placesOf;
      bodies = placesOfBodies;
    }
    Integer place = placesOf.get(value);
    if (place == null) {
      byte[] bytes = words.bytes(value);
      int next = placesOfBodies.size() + 1;
      place = placesOfBodies.putIfAbsent(ByteBuffer.wrap(bytes), next);
      placesOf.put(value, place == null ? next : place);
      if (place == null) {
        out.putVar(0);
        out.putVar(bytes.length);
        out.put(bytes, 0, bytes.length);
        return;
      }
    }
    out.putVar(place);
  }
}
