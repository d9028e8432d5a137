package io.riskgate.workbench.iso;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One transaction of a message, as it stands there.
 *
 * @param type the message's type
 * @param line the line where the transaction begins
 * @param number its number in the message, from 1 on
 * @param texts what its elements hold, those of its PmtInf and message included
 * @param currencies the currencies of its amounts
 */
record IsoTransaction(
    MessageType type,
    long line,
    long number,
    Map<IsoElement, String> texts,
    Map<IsoElement, String> currencies) {
  IsoTransaction {
    texts = new EnumMap<>(texts);
    currencies = new EnumMap<>(currencies);
  }

  /** What an element holds, or null where it is not there or empty. */
  @Nullable String text(IsoElement element) {
    return texts.get(element);
  }

  /** The first of some elements that is there, or null. */
  @Nullable IsoElement first(List<IsoElement> elements) {
    for (IsoElement element : elements) {
      if (texts.containsKey(element)) {
        return element;
      }
    }
    return null;
  }
}
