package io.riskgate.rules.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How {@code pack.yaml} writes amounts and counts outside of its parameters: as a number, or as the
 * parameter that holds it, such as {@code P.SINGLE_LIMIT}, so that the same number stands in one
 * place.
 *
 * @param currency the base currency
 * @param parameters the pack's parameters
 * @param unread the names of those with which something is wrong that has been reported
 */
record PackNumbers(Money currency, List<Parameter> parameters, Set<String> unread) {
  private static final String PREFIX = "P.";

  PackNumbers {
    parameters = List.copyOf(parameters);
    unread = Set.copyOf(unread);
  }

  /** Amounts in the base currency. */
  NumberForm money() {
    return or(currency.form(), ParameterUnit.MONEY);
  }

  /** Numbers of things. */
  NumberForm count() {
    return or(NumberForm.WHOLE, ParameterUnit.COUNT);
  }

  private NumberForm or(NumberForm plain, ParameterUnit unit) {
    return text ->
        text.startsWith(PREFIX)
            ? parameter(text.substring(PREFIX.length()), unit)
            : plain.parse(text);
  }

  private long parameter(String name, ParameterUnit unit) {
    if (unread.contains(name)) {
      return 0;
    }
    Optional<Parameter> found = parameters.stream().filter(p -> p.name().equals(name)).findFirst();
    if (found.isEmpty()) {
      List<String> known = parameters.stream().map(p -> PREFIX + p.name()).toList();
      throw new IllegalArgumentException(
          "names an unknown parameter '"
              + PREFIX
              + name
              + "'"
              + Suggestions.didYouMean(PREFIX + name, known));
    }
    if (found.get().unit() != unit) {
      throw new IllegalArgumentException(
          "must be a parameter of type "
              + unit.word()
              + ", and "
              + PREFIX
              + name
              + " is "
              + found.get().unit().word());
    }
    return found.get().value();
  }
}
