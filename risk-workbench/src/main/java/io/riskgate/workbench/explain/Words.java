package io.riskgate.workbench.explain;

import io.riskgate.core.Amounts;
import io.riskgate.core.facts.FactUnit;
import io.riskgate.core.facts.SignalAges;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Policy;
import io.riskgate.rules.RuleReading.Value;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Says values in the words of people. */
public final class Words {
  private static final int TEXT_CHARS = 100;

  private final String currency;
  private final int digits;

  Words(Policy policy) {
    currency = policy.baseCurrency();
    digits = Math.max(0, Amounts.fractionDigits(currency));
  }

  /** An amount of the base currency, such as {@code 12,000.00 CNY}. */
  String money(long minor) {
    return amount(minor, digits) + " " + currency;
  }

  /** An amount such as {@code 12,000.00}. */
  static String amount(long minor, int decimals) {
    String pattern = decimals == 0 ? "#,##0" : "#,##0." + "0".repeat(decimals);
    return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT))
        .format(BigDecimal.valueOf(minor, decimals));
  }

  /** Whether a fact says that there was no signal of a kind: it is as old as any that counts. */
  static boolean isNoSignal(Value value) {
    return value.name().startsWith("signal.")
        && value.unit() == FactUnit.MINUTES
        && value.value().equals(SignalAges.NONE);
  }

  /** A value of a fact or parameter. */
  String value(Value value) {
    return isNoSignal(value) ? "none" : value(value.unit(), value.value());
  }

  /** A value in a unit. */
  String value(FactUnit unit, Object value) {
    if (value instanceof Long number) {
      return switch (unit) {
        case MONEY -> money(number);
        case PERCENT -> number + " %";
        case MINUTES -> number + " min";
        case HOURS -> number + " h";
        case YEARS -> number + " years";
        case KM -> number + " km";
        case KM_PER_HOUR -> number + " km/h";
        case HOUR_OF_DAY -> number + " o'clock";
        default -> String.format(Locale.ROOT, "%,d", number);
      };
    }
    if (value instanceof Boolean yes) {
      return yes ? "yes" : "no";
    }
    return value.equals("") ? "empty" : text(value.toString());
  }

  /** A text on one line, whatever a customer wrote. */
  private static String text(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= TEXT_CHARS ? line : line.substring(0, TEXT_CHARS) + "…";
  }

  /** What an aggregate tells, in one line. */
  public static String of(Aggregate a) {
    List<String> filters = new ArrayList<>();
    filter(a.filter(), filters);
    String what =
        switch (a.measure()) {
          case COUNT -> "how many " + things(a);
          case SUM -> "the sum of " + things(a);
          case MAX -> "the largest of " + things(a);
          case MEAN -> "the mean of " + things(a);
          case LAST -> "the latest of " + things(a);
          case SHARE -> "the share of some of " + things(a);
          case DISTINCT ->
              "how many different " + name(String.valueOf(a.field())) + "s of " + things(a);
        };
    return what
        + " "
        + window(a)
        + (filters.isEmpty() ? "" : ", of " + String.join(" and ", filters));
  }

  private static String things(Aggregate a) {
    String events = a.of() == Aggregate.Source.REPORTS ? "fraud reports" : "transfers";
    boolean in = a.direction() == Aggregate.Direction.IN;
    return events
        + switch (a.key()) {
          case PAYER -> in ? " to the payer" : " by the payer";
          case PAYEE -> in ? " to the payee" : " by the payee";
          case PAYER_PAYEE -> " by the payer to the payee";
          case DEVICE -> " on the device";
          case PAYER_DEVICE -> " by the payer on the device";
          case IP -> " from the IP address";
          case CUSTOMER -> " by the customer";
          case MERCHANT -> " to the merchant";
        };
  }

  private static String window(Aggregate a) {
    return switch (a.window().kind()) {
      case TRAILING ->
          "in the "
              + span(a.window().length())
              + (a.delay().isZero() ? " before" : ", ending " + span(a.delay()) + " before");
      case CALENDAR_DAY -> "on the same day before";
      case CALENDAR_MONTH -> "in the same month before";
    };
  }

  private static String span(Duration time) {
    if (time.toHours() > 48 && time.toHours() % 24 == 0) {
      return time.toDays() + " days";
    }
    return time.toMinutes() % 60 == 0 ? time.toHours() + " h" : time.toMinutes() + " min";
  }

  private static void filter(Aggregate.Filter filter, List<String> to) {
    add(to, "kind", filter.kinds());
    add(to, "asset class", filter.assetClasses());
    add(to, "channel", filter.channels());
    add(to, "state", filter.states());
    add(to, "scam", filter.scams());
    if (filter.valueMin() > 0 || filter.valueMax() < Aggregate.Filter.NO_MAX) {
      to.add("a certain value");
    }
    if (filter.hours() != null) {
      to.add("%d to %d o'clock".formatted(filter.hours().from(), filter.hours().to()));
    }
  }

  private static void add(List<String> to, String what, Set<?> values) {
    if (!values.isEmpty()) {
      to.add(
          what
              + " "
              + String.join(" or ", values.stream().map(Object::toString).sorted().toList()));
    }
  }

  private static String name(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
