package io.riskgate.workbench.story;

import io.riskgate.core.Alert;
import io.riskgate.core.AlertChannel;
import io.riskgate.core.AlertFailure;
import io.riskgate.core.AlertScript;
import io.riskgate.core.AlertState;
import io.riskgate.core.AlertStatistics.Counts;
import io.riskgate.core.AlertTier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What can be expected of alerts for the bank's staff. */
final class AlertExpectations {
  private static final String NONE = "none";

  /** The kinds, in the order in which {@code docs/stories.md} describes them. */
  static final List<ExpectationKind> ALL =
      List.of(
          Checks.word(Subject.STEP, "tier", r -> tiers(), AlertExpectations::tier),
          Checks.money(Subject.ALERT, "loss", Alert::expectedLoss),
          Checks.time(Subject.ALERT, "respondBy", Alert::respondBy),
          Checks.exactly(
              Subject.ALERT,
              "channels",
              r -> Expectations.names(AlertChannel.values()),
              alert -> alert.channels().stream().map(Enum::name).toList()),
          Checks.number(Subject.ALERT, "contacts", "is", Alert::contactsWanted, Integer::equals),
          Checks.number(Subject.ALERT, "contacted", "is", Alert::contactsMade, Integer::equals),
          Checks.word(
              Subject.ALERT,
              "alertState",
              r -> Expectations.names(AlertState.values()),
              alert -> alert.state().name()),
          Checks.word(
              Subject.ALERT,
              "cause",
              r -> Expectations.names(AlertFailure.values()),
              alert -> alert.failure().map(Enum::name).orElse(NONE)),
          Checks.contains(Subject.ALERT, "script", AlertExpectations::script),
          Checks.inOrder(Subject.STEP, "alerts", AlertExpectations::ids),
          Checks.numbers(Subject.COUNTS, "counts", counts()));

  private AlertExpectations() {}

  private static List<String> tiers() {
    List<String> tiers = new ArrayList<>(Expectations.names(AlertTier.values()));
    tiers.add(NONE);
    return tiers;
  }

  private static String tier(Happening happening) {
    Alert alert = happening.alert();
    return alert == null ? NONE : alert.tier().name();
  }

  private static Collection<String> script(Alert alert) {
    return Expectations.inEveryLanguage(locale -> script(alert, locale));
  }

  private static List<String> script(Alert alert, Locale locale) {
    AlertScript script = alert.script(locale);
    return Stream.of(script.ask(), script.say(), script.law()).flatMap(List::stream).toList();
  }

  /**
   * The transfers of the alerts that were asked for; otherwise of those that staff were told of.
   */
  private static List<String> ids(Happening happening) {
    Happening.Alerts asked = happening.answer(Happening.Alerts.class);
    List<Alert> alerts = asked == null ? happening.alerts() : asked.alerts();
    return alerts.stream().map(alert -> alert.reference().id()).toList();
  }

  private static Map<String, Function<Counts, String>> counts() {
    Map<String, Function<Counts, String>> counts = new LinkedHashMap<>();
    counts.put("raised", c -> Long.toString(c.raised()));
    counts.put("open", c -> Long.toString(c.open()));
    counts.put("overdue", c -> Long.toString(c.overdue()));
    counts.put("responded", c -> Long.toString(c.responded()));
    counts.put("inTime", c -> Long.toString(c.respondedInTime()));
    counts.put("inTimePercent", c -> percent(c.inTimePercent()));
    counts.put("medianSeconds", c -> seconds(c.medianResponse()));
    counts.put("p90Seconds", c -> seconds(c.p90Response()));
    counts.put("dissuaded", c -> Long.toString(c.dissuaded()));
    for (AlertFailure cause : AlertFailure.values()) {
      counts.put(cause.name(), c -> Long.toString(c.failed().getOrDefault(cause, 0L)));
    }
    counts.put("successPercent", c -> percent(c.successPercent()));
    return counts;
  }

  private static String percent(OptionalInt percent) {
    return percent.isPresent() ? Integer.toString(percent.getAsInt()) : NONE;
  }

  private static String seconds(@Nullable Duration duration) {
    return duration == null ? NONE : Long.toString(duration.toSeconds());
  }
}
