package io.riskgate.stores.remote;

import io.riskgate.core.internal.wire.WireException;
import io.riskgate.core.internal.wire.WireIn;
import io.riskgate.core.internal.wire.WireOut;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Texts that come again and again in the same bytes are written once. */
final class Texts {
  private static final int NULL = 0;
  private static final int NEW = 1;
  private static final int FIRST = 2;

  private Texts() {}

  static final class Out {
    private final WireOut out;
    private final Map<String, Integer> known = new HashMap<>();

    Out(WireOut out) {
      this.out = out;
    }

    void put(@Nullable String text) {
      if (text == null) {
        out.putVar(NULL);
        return;
      }
      Integer place = known.putIfAbsent(text, FIRST + known.size());
      if (place != null) {
        out.putVar(place);
      } else {
        out.putVar(NEW);
        out.putText(text);
      }
    }
  }

  static final class In {
    private final WireIn in;
    private final List<String> known = new ArrayList<>();

    In(WireIn in) {
      this.in = in;
    }

    @Nullable String nextNullable() {
      long place = in.nextVar();
      if (place == NULL) {
        return null;
      }
      if (place == NEW) {
        String text = in.nextText();
        known.add(text);
        return text;
      }
      if (place - FIRST < 0 || place - FIRST >= known.size()) {
        throw new WireException("A text is missing");
      }
      return known.get((int) place - FIRST);
    }

    String next() {
      String text = nextNullable();
      if (text == null) {
        throw new WireException("A text is missing");
      }
      return text;
    }
  }
}
