package io.riskgate.workbench.story;

import io.riskgate.core.Amounts;
import io.riskgate.core.MovementExport;
import io.riskgate.core.NoticeStatus;
import io.riskgate.core.RiskEvent;
import io.riskgate.core.RiskEvent.CustomerWarning;
import io.riskgate.core.RiskEvent.NoticeConfirmed;
import io.riskgate.core.RiskEvent.OfNotice;
import io.riskgate.core.RiskEvent.PaymentInstitutionNotice;
import io.riskgate.core.RiskEvent.WithdrawalRestricted;
import io.riskgate.core.TransferState;
import io.riskgate.core.pack.Policy;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says in words what the bank's own systems were told. */
final class EventTelling {
  private static final String TOLD = "!";

  private final Page page;
  private final Story story;
  private final Policy policy;
  private final Locale language;

  EventTelling(Page page, Story story, Policy policy, Locale language) {
    this.page = page;
    this.story = story;
    this.policy = policy;
    this.language = language;
  }

  /** Tells one event. */
  void tell(RiskEvent event, Instant now) {
    String name = EventKinds.name(event) + ": ";
    if (event instanceof OfNotice notice) {
      page.below(TOLD, name + notice(notice.notice(), now) + informed(event));
      if (event instanceof NoticeConfirmed confirmed) {
        movements(confirmed.movements(), now);
      }
    } else if (event instanceof CustomerWarning warning) {
      page.below(TOLD, name + story.name(warning.account()) + " is warned at once");
    } else if (event instanceof PaymentInstitutionNotice notice) {
      page.below(
          TOLD,
          name
              + "the institution of %s hears of %s, worth %s"
                  .formatted(story.name(notice.payee()), notice.unit(), money(notice.value())));
      notice.reasons(language).forEach(reason -> page.below("  -", reason));
    } else if (event instanceof WithdrawalRestricted restricted) {
      Instant until = restricted.control().until();
      page.below(
          TOLD,
          name
              + "nothing is withdrawn by "
              + story.name(restricted.account())
              + (until == null ? "" : " until " + told(until, now)));
    } else {
      page.below(TOLD, name + story.name(event.account()));
    }
  }

  /** Tells an export of movements, line by line. */
  void movements(MovementExport export, Instant now) {
    for (MovementExport.Entry entry : export.entries()) {
      String currency = entry.currency();
      int digits = currency == null ? entry.assetScale() : Amounts.fractionDigits(currency);
      TransferState state = entry.state();
      page.below(
          "  |",
          "%s  %s %s %s %s, %s, %s [%s]"
              .formatted(
                  told(entry.time(), now),
                  entry.direction() == MovementExport.Direction.OUT ? "to" : "from",
                  story.name(entry.counterparty()),
                  ToldAmounts.told(entry.amountMinor(), digits),
                  currency == null ? entry.asset() : currency,
                  entry.kind(),
                  state == null ? "UNDECIDED" : state,
                  entry.reference().id()));
    }
    page.below(
        "  |",
        export.entries().size()
            + " movements, "
            + (export.isWhole() ? "whole" : "whole since " + told(export.wholeSince(), now)));
  }

  private String notice(NoticeStatus status, Instant now) {
    return "%s on %s, %s"
        .formatted(
            status.notice().number(),
            story.name(status.notice().account()),
            status.state().isInForce() ? "in force until " + told(status.lapsesAt(), now) : "over");
  }

  private static String informed(RiskEvent event) {
    return event instanceof NoticeConfirmed confirmed
        ? ". To be informed, with the movements: "
            + confirmed.informs().stream()
                .sorted()
                .map(Enum::name)
                .collect(Collectors.joining(", "))
        : "";
  }

  private String told(Instant time, Instant now) {
    return ToldTimes.told(time, now, policy.zone());
  }

  private String money(long minor) {
    String currency = policy.baseCurrency();
    return ToldAmounts.told(minor, Amounts.fractionDigits(currency)) + " " + currency;
  }
}
