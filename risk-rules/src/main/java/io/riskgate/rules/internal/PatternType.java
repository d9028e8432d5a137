package io.riskgate.rules.internal;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a pattern of a rule looks at. */
public enum PatternType {
  /** The transfer and what is known about it: one for each transfer. */
  TRANSFER("TransferFacts", "TransferFacts"),
  /** A recent signal about the payer: none or several. */
  SIGNAL("Signal", "SignalFacts"),
  /** A flag that another rule has set: there or not. */
  FLAG("Flag", "Flag");

  private final String word;
  private final String className;

  PatternType(String word, String className) {
    this.word = word;
    this.className = className;
  }

  /** How authors write it. */
  public String word() {
    return word;
  }

  /** The simple name of its class, as it is compiled. */
  public String className() {
    return className;
  }

  /** The type that authors write so; null where there is none. */
  public static @Nullable PatternType of(@Nullable String word) {
    return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst().orElse(null);
  }

  /** How authors write the types. */
  public static List<String> words() {
    return Arrays.stream(values()).map(PatternType::word).toList();
  }
}
