package io.riskgate.workbench.story;

import io.riskgate.core.Alert;
import io.riskgate.core.AlertScript;
import io.riskgate.core.AlertStatistics;
import io.riskgate.core.Amounts;
import io.riskgate.core.Control;
import io.riskgate.core.ControlHistory;
import io.riskgate.core.CustomerRisk;
import io.riskgate.core.Decision;
import io.riskgate.core.Hit;
import io.riskgate.core.MovementExport;
import io.riskgate.core.NoticeStatus;
import io.riskgate.core.Reference;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.pack.Limit;
import io.riskgate.core.pack.Policy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in words what came of a step: {@code =} the answer, {@code !} what others were told. */
final class Telling {
  private static final String ANSWER = "=";

  private final Page page;
  private final Story story;
  private final Policy policy;
  private final ZoneId zone;
  private final ToldTexts texts;
  private final Locale language;
  private final EventTelling events;

  Telling(Page page, Story story, Policy policy, ToldTexts texts, Locale language) {
    this.page = page;
    this.story = story;
    this.policy = policy;
    this.texts = texts;
    this.language = language;
    zone = policy.zone();
    events = new EventTelling(page, story, policy, language);
  }

  /** Tells what came of a step. */
  void tell(Happening happening, Instant now) {
    if (happening.refusal() != null) {
      page.below(ANSWER, "refused: " + happening.refusal());
    } else {
      answer(happening, now);
    }
    happening.events().forEach(event -> events.tell(event, now));
  }

  private void answer(Happening happening, Instant now) {
    Object answer = happening.answer();
    if (answer instanceof Decision decision) {
      decision(decision, happening.remark());
      happening.alerts().forEach(alert -> raised(alert, now));
    } else if (answer instanceof Happening.Changed changed) {
      if (!changed.changed()) {
        page.below(ANSWER, "nothing changed");
      }
    } else if (answer instanceof Happening.Moved moved) {
      if (!moved.references().isEmpty()) {
        page.below(ANSWER, "moved to HELD: " + ids(moved.references()));
      }
    } else if (answer instanceof NoticeStatus notice) {
      page.below(ANSWER, notice(notice, now));
    } else if (answer instanceof Alert alert) {
      alert(alert, now);
    } else {
      listed(happening, now);
    }
  }

  private void listed(Happening happening, Instant now) {
    Object answer = happening.answer();
    if (answer instanceof Happening.Notices notices) {
      notices
          .notices()
          .forEach(n -> page.below(ANSWER, n.notice().number() + ": " + notice(n, now)));
      orNone(notices.notices());
    } else if (answer instanceof Happening.InForce inForce) {
      inForce.controls().forEach(control -> page.below(ANSWER, control(control, now)));
      orNone(inForce.controls());
    } else if (answer instanceof Happening.Alerts alerts) {
      alerts.alerts().forEach(alert -> page.below(ANSWER, id(alert) + standing(alert, now)));
      orNone(alerts.alerts());
    } else if (answer instanceof ControlHistory history) {
      for (ControlHistory.Entry entry : history.entries()) {
        page.below(
            ANSWER, ToldTimes.told(entry.at(), now, zone) + " " + AccountExpectations.told(entry));
      }
      orNone(history.entries());
    } else if (answer instanceof CustomerRisk risk) {
      page.below(ANSWER, risk(risk));
    } else if (answer instanceof AlertStatistics.Counts counts) {
      counts(counts);
    } else if (answer instanceof MovementExport export) {
      events.movements(export, now);
    } else {
      happening.alerts().forEach(alert -> page.below("!", id(alert) + standing(alert, now)));
      if (happening.alerts().isEmpty() && happening.events().isEmpty()) {
        page.below(ANSWER, "nothing");
      }
    }
  }

  private void orNone(Collection<?> listed) {
    if (listed.isEmpty()) {
      page.below(ANSWER, "none");
    }
  }

  private void decision(Decision decision, String remark) {
    StringBuilder line = new StringBuilder();
    if (decision.state().isOpen()) {
      line.append(decision.outcome()).append(", ").append(decision.state());
      line.append(", score ").append(decision.score()).append(path(decision.releasePath()));
      if (!decision.verificationMethods().isEmpty() && decision.releasePath() != ReleasePath.NONE) {
        line.append(", to pass: ")
            .append(names(decision.verificationMethods().stream().sorted().toList()));
      }
    } else {
      line.append(decision.state());
    }
    if (!remark.isEmpty()) {
      line.append(" (").append(remark).append(')');
    }
    page.below(ANSWER, line.toString());
    if (!decision.state().isOpen()) {
      return; // it has been told
    }
    if (!decision.hits().isEmpty() && !texts.knows(decision.reference())) {
      page.below(
          " ",
          "rules: " + decision.hits().stream().map(Hit::code).collect(Collectors.joining(", ")));
    }
    texts.tell(decision.reference(), "-", decision.reasons(language));
    texts.tell(decision.reference(), ">", decision.advice(language));
  }

  private static String path(@Nullable ReleasePath path) {
    if (path == null) {
      return "";
    }
    return switch (path) {
      case NONE -> ", nobody may release it";
      case RETRY -> ", to be asked again";
      case CUSTOMER, BANK, AUTHORITY -> ", to be released by " + path;
    };
  }

  private void raised(Alert alert, Instant now) {
    page.below(
        "!",
        "alert %s: %s by %s%s; %s may be lost"
            .formatted(
                alert.tier(),
                names(alert.channels()),
                ToldTimes.told(alert.respondBy(), now, zone),
                alert.contactsWanted() > 1 ? ", " + alert.contactsWanted() + " contacts" : "",
                money(alert.expectedLoss())));
  }

  private void alert(Alert alert, Instant now) {
    page.below(ANSWER, standing(alert, now));
    if (alert.responses().isEmpty()) { // whoever calls next needs it
      AlertScript script = alert.script(language);
      texts.tell(alert.reference(), "?", script.ask());
      texts.tell(alert.reference(), ">", script.say());
      texts.tell(alert.reference(), "§", script.law());
    }
  }

  private static String id(Alert alert) {
    return "alert [" + alert.reference().id() + "]: ";
  }

  private String standing(Alert alert, Instant now) {
    return "%s, %s%s, %d of %d contacts%s"
        .formatted(
            alert.tier(),
            alert.state(),
            alert.failure().map(cause -> " (" + cause + ")").orElse(""),
            alert.contactsMade(),
            alert.contactsWanted(),
            alert.isOverdue()
                ? ", OVERDUE since " + ToldTimes.told(alert.respondBy(), now, zone)
                : "");
  }

  private String notice(NoticeStatus notice, Instant now) {
    StringBuilder line = new StringBuilder(notice.state().name());
    NoticeStatus.Step confirmed = notice.confirmed();
    String due = ToldTimes.told(notice.confirmationDueAt(), now, zone);
    if (confirmed != null) {
      line.append(", confirmed ").append(ToldTimes.told(confirmed.at(), now, zone));
      line.append(notice.isConfirmedLate() ? ", LATE: was due " + due : "");
    } else {
      line.append(notice.overdue() ? ", OVERDUE: was" : ", to be").append(" confirmed by ");
      line.append(due);
    }
    line.append(notice.state().isInForce() ? ", lapses " : ", end ");
    NoticeStatus.Step lifted = notice.lifted();
    line.append(ToldTimes.told(lifted == null ? notice.lapsesAt() : lifted.at(), now, zone));
    line.append(notice.extended() == null ? "" : " (extended)");
    return line.append(notice.held().isEmpty() ? "" : ", held " + ids(notice.held())).toString();
  }

  private String control(Control control, Instant now) {
    StringBuilder line = new StringBuilder(control.kind() + " " + control.id());
    if (control.limitId() != null) {
      line.append(", ").append(control.limitId()).append(' ').append(max(control));
    }
    if (control.payee() != null) {
      line.append(", ").append(story.name(control.payee()));
    }
    if (control.until() != null) {
      line.append(", until ").append(ToldTimes.told(control.until(), now, zone));
    }
    return line.append(", by ").append(control.by()).append(": ").append(control.why()).toString();
  }

  private String max(Control control) {
    boolean counts =
        policy.limits().stream()
            .filter(limit -> limit.id().equals(control.limitId()))
            .anyMatch(limit -> limit.measure() == Limit.Measure.COUNT);
    return counts ? Long.toString(control.max()) : money(control.max());
  }

  private static String risk(CustomerRisk risk) {
    String from =
        risk.contributions().stream()
            .map(c -> c.signal().kind() + " " + c.points())
            .collect(Collectors.joining(", "));
    return risk.level() + ", score " + risk.score() + (from.isEmpty() ? "" : ": " + from);
  }

  private void counts(AlertStatistics.Counts counts) {
    Duration median = counts.medianResponse();
    page.below(
        ANSWER,
        "%d raised, %d open, %d overdue; %d responded to, %d in time%s%s"
            .formatted(
                counts.raised(),
                counts.open(),
                counts.overdue(),
                counts.responded(),
                counts.respondedInTime(),
                counts.inTimePercent().isPresent()
                    ? " (" + counts.inTimePercent().getAsInt() + " %)"
                    : "",
                median == null ? "" : ", half of them within " + ToldTimes.told(median)));
    page.below(
        ANSWER,
        "%d dissuaded; failed: %s%s"
            .formatted(
                counts.dissuaded(),
                counts.failed().isEmpty()
                    ? "none"
                    : counts.failed().entrySet().stream()
                        .map(cause -> cause.getKey() + " " + cause.getValue())
                        .collect(Collectors.joining(", ")),
                counts.successPercent().isPresent()
                    ? "; success " + counts.successPercent().getAsInt() + " %"
                    : ""));
  }

  private String money(long minor) {
    String currency = policy.baseCurrency();
    return ToldAmounts.told(minor, Amounts.fractionDigits(currency)) + " " + currency;
  }

  private static String ids(List<Reference> references) {
    return references.stream().map(Reference::id).collect(Collectors.joining(", "));
  }

  private static String names(Collection<? extends Enum<?>> words) {
    return words.stream().map(Enum::name).collect(Collectors.joining(", "));
  }
}
