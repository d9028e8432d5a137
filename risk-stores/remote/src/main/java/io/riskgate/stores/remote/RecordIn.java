package io.riskgate.stores.remote;

import io.riskgate.core.Mark;
import io.riskgate.core.internal.wire.WireException;
import io.riskgate.core.internal.wire.WireIn;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what {@link RecordOut} has written. */
final class RecordIn {
  final WireIn in;
  private final WordBook words;
  private final Texts.In texts;
  private final List<Object> values = new ArrayList<>();

  RecordIn(byte[] bytes, WordBook words) {
    in = new WireIn(bytes, 0, bytes.length);
    this.words = words;
    texts = new Texts.In(in);
  }

  /** Takes a text that was known to the writer from elsewhere. */
  void know(String text) {
    texts.know(text);
  }

  String text() {
    return texts.next();
  }

  @Nullable String nullableText() {
    return texts.nextNullable();
  }

  <T> T value(Class<T> type) {
    return words.read(in, type);
  }

  <T> @Nullable T nullableValue(Class<T> type) {
    return words.readNullable(in, type);
  }

  <T> List<T> values(Class<T> type) {
    return words.readAll(in, type);
  }

  <E extends Enum<E>> E constant(Class<E> type) {
    E found = nullableConstant(type);
    if (found == null) {
      throw new WireException("A " + type.getSimpleName() + " is missing");
    }
    return found;
  }

  <E extends Enum<E>> @Nullable E nullableConstant(Class<E> type) {
    return words.readConstant(in, type);
  }

  Set<Mark> marks() {
    int count = in.nextCount();
    if (count == 0) {
      return Set.of(); // as most have none
    }
    Set<Mark> marks = EnumSet.noneOf(Mark.class);
    for (int i = count; i > 0; i--) {
      marks.add(constant(Mark.class));
    }
    return marks;
  }

  long time(long nearMs) {
    long how = in.nextVar();
    if (how == 0) {
      return Long.MIN_VALUE;
    }
    long zigzag = how - 1;
    return nearMs + (zigzag >>> 1 ^ -(zigzag & 1));
  }

  <T> T shared(Class<T> type) {
    int place = (int) in.nextVar();
    if (place < 0 || place > values.size()) {
      throw new WireException("What is said again was not said before");
    }
    if (place > 0) {
      return type.cast(values.get(place - 1));
    }
    T value = words.readShared(in.nextPart(in.nextCount()), type);
    values.add(value);
    return value;
  }
}
