package io.riskgate.stores.embedded;

import io.riskgate.core.AlertChannel;
import io.riskgate.core.AlertResponse;
import io.riskgate.core.AlertTier;
import io.riskgate.core.Control;
import io.riskgate.core.Decision;
import io.riskgate.core.Evidence;
import io.riskgate.core.FraudReport;
import io.riskgate.core.Movement;
import io.riskgate.core.Outcome;
import io.riskgate.core.Reference;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.Signal;
import io.riskgate.core.SignalKind;
import io.riskgate.core.StopPaymentNotice;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.VerificationMethod;
import io.riskgate.core.spi.AlertRecord;
import io.riskgate.core.spi.AlertStore;
import io.riskgate.core.spi.Attempt;
import io.riskgate.core.spi.History;
import io.riskgate.core.spi.Moment;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.core.spi.StoredTransfer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A little of everything that a store keeps, and all that it says of it. */
final class Samples {
  private static final String TENANT = Transfer.DEFAULT_TENANT;

  private Samples() {}

  /** Scores so many transfers, and does everything else at least once. */
  static void fill(RiskStore store, int run, int transfers) {
    RiskEngine engine = Traffic.engine(store, run);
    SplittableRandom random = new SplittableRandom(run);
    for (int i = 0; i < transfers; i++) {
      Decision decision = engine.score(Traffic.transfer("s" + run + "n" + i, run));
      Reference reference = decision.reference();
      switch (random.nextInt(5)) {
        case 0, 1 -> engine.settle(reference);
        case 2 -> engine.cancel(reference);
        case 3 -> {
          if (decision.state() == TransferState.AWAITING_VERIFICATION) {
            engine.verified(
                reference,
                Evidence.passed(VerificationMethod.SMS_CODE, Traffic.clock(run), "text messages"));
          }
        }
        default -> {
          // it stays as it is
        }
      }
    }
    engine.observe(new Movement(Traffic.transfer("m" + run, run)));
    engine.impose(
        Control.freeze("f" + run, TENANT, "a1", null, "the desk", "asked for by the customer"));
    engine.impose(
        Control.trustedPayee("t" + run, TENANT, "a2", "a9", Traffic.clock(run), "a2", "my sister"));
    engine.lift(TENANT, "a1", "f" + run, "the desk", "it was a mistake");
    engine.stopPayment(
        StopPaymentNotice.builder()
            .number("n" + run)
            .account("a3")
            .authority("the police")
            .receivedAt(Traffic.clock(run))
            .reason("fraud was reported")
            .victim("somebody")
            .build());
    engine.report(
        FraudReport.builder()
            .id("report" + run)
            .knownAt(Traffic.clock(run))
            .payee("a10")
            .payer("a4")
            .value(1_000L)
            .scam("fake-customer-service")
            .build());
    engine.signal(
        Signal.ofAccount(TENANT, "g" + run, "a5", SignalKind.values()[0], Traffic.clock(run)));
    engine.forget(TENANT, "a6");
    if (store instanceof EmbeddedStore embedded) {
      alerts(embedded.alerts(), run);
    }
  }

  /** Two alerts, of which one is responded to. */
  private static void alerts(AlertStore alerts, int run) {
    for (int i = 0; i < 2; i++) {
      AlertRecord raised =
          new AlertRecord(
              new Reference(TENANT, "a" + i, "alert" + run),
              "a" + i,
              new LimitPack().identity(),
              false,
              AlertTier.HIGH,
              100_000,
              true,
              Traffic.clock(run),
              Traffic.clock(run).plusSeconds(180),
              EnumSet.allOf(AlertChannel.class),
              1,
              List.of("fake-police"),
              List.of("rule"),
              List.of("label"),
              Outcome.HOLD,
              90,
              List.of(),
              false,
              0);
      alerts.put(raised);
      if (i == 1) {
        alerts.put(
            raised.with(AlertResponse.contacted("the desk", "she knew", Traffic.clock(run))));
      }
    }
  }

  private static void tellAlerts(AlertStore alerts, int run, List<String> told) {
    for (int i = 0; i < 2; i++) {
      told.add("alert " + everything(alerts.find(new Reference(TENANT, "a" + i, "alert" + run))));
    }
    alerts
        .untoldOverdue(Traffic.clock(run).plusSeconds(10_000), 100)
        .forEach(alert -> told.add("overdue " + everything(alert)));
  }

  private static String everything(@Nullable AlertRecord alert) {
    return alert == null
        ? "none"
        : alert
            + " "
            + alert.account()
            + alert.pack()
            + alert.channels()
            + alert.scams()
            + alert.rules()
            + alert.labels()
            + alert.responses()
            + alert.revision()
            + alert.raisedAt()
            + alert.respondBy()
            + alert.expectedLoss()
            + alert.outcome();
  }

  /** Everything that a store says, at the clock of a run. */
  static List<String> told(RiskStore store, int run) {
    Moment moment = Acknowledged.moment(run);
    List<String> told = new ArrayList<>();
    List<String> accounts = new ArrayList<>();
    @Nullable String cursor = null;
    do {
      var page = store.accounts(TENANT, cursor, 7, moment);
      accounts.addAll(page.items());
      cursor = page.next();
    } while (cursor != null);
    told.add("accounts " + accounts);
    if (store instanceof EmbeddedStore embedded) {
      tellAlerts(embedded.alerts(), run, told);
    }
    for (String account : accounts) {
      told.add(
          account
              + " "
              + store.controls(TENANT, account, moment)
              + store.controlHistory(TENANT, account, moment)
              + store.notices(TENANT, account)
              + store.signals(TENANT, account, null, moment));
      Reference any = new Reference(TENANT, account, "?");
      told.add("used by " + account + " " + store.used(LimitPack.SCHEMA, any, moment)[0]);
      var movements =
          store.movements(TENANT, account, 0, moment.nowMs() + 86_400_000L, 100_000, moment);
      movements
          .movements()
          .forEach(
              m ->
                  told.add(
                      account
                          + " "
                          + m.transfer().id()
                          + m.state()
                          + m.marks()
                          + m.value()
                          + m.transfer().payer()
                          + m.transfer().payee()
                          + m.transfer().time()));
    }
    do {
      var page = store.transfers(TENANT, cursor, 50, moment);
      for (StoredTransfer s : page.items()) {
        told.add(everything(s));
        told.add("of " + s.reference().id() + " " + past(store, s, moment));
      }
      cursor = page.next();
    } while (cursor != null);
    return told;
  }

  private static String everything(StoredTransfer s) {
    Transfer t = s.transfer();
    return s.reference().tenant()
        + s.reference().owner()
        + s.reference().id()
        + s.value()
        + s.verdict()
        + s.demand()
        + s.state()
        + s.marks()
        + s.usages()
        + s.evidence()
        + s.release()
        + s.decidedAtMs()
        + " "
        + s.expiresAtMs()
        + " "
        + s.revision()
        + t.payee()
        + t.device()
        + t.ip()
        + t.amountMinor()
        + t.currency()
        + t.time();
  }

  private static String past(RiskStore store, StoredTransfer s, Moment moment) {
    History history = new History(new long[LimitPack.SCHEMA.aggregates().size()], 1);
    var time = s.transfer().time();
    Attempt attempt =
        new Attempt(
            LimitPack.SCHEMA,
            s.reference(),
            s.transfer(),
            s.value(),
            time == null ? 0 : time.toEpochMilli(),
            moment);
    boolean isKnown = store.read(attempt, history);
    return isKnown
        + " "
        + history.aggregates()[0]
        + " "
        + history.aggregates()[1]
        + " "
        + history.used()[0]
        + " "
        + history.payerFirstSeenMs()
        + " "
        + history.pairLastSeenMs()
        + " "
        + history.payerDeviceFirstSeenMs()
        + history.signals();
  }
}
