package io.riskgate.core.memory;

import static io.riskgate.core.memory.Kit.DAILY;
import static io.riskgate.core.memory.Kit.START_MS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.riskgate.core.AlertChannel;
import io.riskgate.core.AlertFailure;
import io.riskgate.core.AlertResponse;
import io.riskgate.core.AlertTier;
import io.riskgate.core.Control;
import io.riskgate.core.Decision;
import io.riskgate.core.Evidence;
import io.riskgate.core.FraudReport;
import io.riskgate.core.InvalidReportException;
import io.riskgate.core.InvalidTransferException;
import io.riskgate.core.Movement;
import io.riskgate.core.Reference;
import io.riskgate.core.Release;
import io.riskgate.core.ReleasePath;
import io.riskgate.core.RiskEngine;
import io.riskgate.core.RiskEvent;
import io.riskgate.core.Shadow;
import io.riskgate.core.Signal;
import io.riskgate.core.SignalKind;
import io.riskgate.core.Transfer;
import io.riskgate.core.TransferState;
import io.riskgate.core.VerificationMethod;
import io.riskgate.core.memory.Kit.Direct;
import io.riskgate.core.pack.AlertPolicy;
import io.riskgate.core.pack.Demand;
import io.riskgate.core.pack.Rule;
import io.riskgate.core.pack.RuleDates;
import io.riskgate.core.pack.RuleEffects;
import io.riskgate.core.spi.Attempt;
import io.riskgate.core.spi.Commit;
import io.riskgate.core.spi.DecisionRecord;
import io.riskgate.core.spi.RiskStore;
import io.riskgate.core.spi.StoreException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whatever fails, no account, customer, merchant, device or IP can be read in logs or messages. */
class LogPrivacyTest {
  private static final String PAYER = "6222029517364820157";
  private static final String PAYEE = "6217003846295018374";
  private static final String CUSTOMER = "440106199203174528";
  private static final String MERCHANT = "898310748160042";
  private static final String DEVICE = "860451037729416";
  private static final String IP = "203.0.113.77";
  private static final List<String> NAMES = List.of(PAYER, PAYEE, CUSTOMER, MERCHANT, DEVICE, IP);

  /** More of a name than {@code Masking} ever shows. */
  private static final int READABLE_CHARS = 5;

  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final PrintStream err = System.err;
  private final Kit.Clock clock = new Kit.Clock();
  private final Kit.Pack pack = Kit.Pack.of(Kit.policy(DAILY).build());

  @BeforeEach
  void capture() {
    System.setErr(new PrintStream(logged, true, UTF_8));
  }

  @AfterEach
  void restore() {
    System.setErr(err);
  }

  private static Transfer.Builder builder() {
    return Kit.builder("id-1", PAYER, PAYEE, 100, START_MS)
        .customer(CUSTOMER)
        .merchant(MERCHANT)
        .device(DEVICE)
        .ip(IP)
        .purpose("rent, to " + PAYEE);
  }

  private static FraudReport.Builder report() {
    return FraudReport.builder()
        .id("report-1")
        .knownAt(Instant.ofEpochMilli(START_MS))
        .payee(PAYEE)
        .payer(PAYER)
        .customer(CUSTOMER)
        .merchant(MERCHANT)
        .device(DEVICE)
        .ip(IP)
        .reference(new Reference(Transfer.DEFAULT_TENANT, PAYER, "id-1"));
  }

  private static Signal signal(String id, String customer) {
    return Signal.ofCustomer(
        Transfer.DEFAULT_TENANT, id, customer, SignalKind.ON_CALL, Instant.ofEpochMilli(START_MS));
  }

  private static void assertNothingReadable(String text) {
    for (String name : NAMES) {
      for (int i = 0; i + READABLE_CHARS <= name.length(); i++) {
        String part = name.substring(i, i + READABLE_CHARS);
        assertThat(text.contains(part)).as("%s in: %s", part, text).isFalse();
      }
    }
  }

  private void assertLoggedWithoutNames(String expected) {
    String text = logged.toString(UTF_8);
    assertThat(text).contains(expected);
    assertNothingReadable(text);
    logged.reset();
  }

  private static void assertThrownWithoutNames(Throwable thrown) {
    assertThat(thrown).isNotNull();
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      assertNothingReadable(String.valueOf(t));
    }
  }

  /** A store whose named method fails, telling what it was called with. */
  private static RiskStore failing(String method) {
    InMemoryStore store = InMemoryStore.create();
    return (RiskStore)
        Proxy.newProxyInstance(
            RiskStore.class.getClassLoader(),
            new Class<?>[] {RiskStore.class},
            (proxy, called, arguments) -> {
              if (called.getName().equals(method)) {
                throw new StoreException("failed on " + Arrays.toString(arguments));
              }
              try {
                return called.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  @DisplayName("a store that fails and tells what it was called with")
  void storeFails() {
    for (String method : List.of("attempt", "commit")) {
      try (RiskEngine engine = Kit.engine(pack, failing(method), clock).build()) {
        Decision decision = engine.score(builder().build());
        assertThat(decision.isRetry()).isTrue();
        assertNothingReadable(decision.toString());
        assertLoggedWithoutNames("The store failed for default/***0157/id-1");
      }
    }
    try (RiskEngine engine = Kit.engine(pack, failing("observe"), clock).build()) {
      assertThrownWithoutNames(
          catchThrowable(() -> engine.observe(new Movement(builder().build()))));
    }
    try (RiskEngine engine = Kit.engine(pack, failing("report"), clock).build()) {
      assertThrownWithoutNames(catchThrowable(() -> engine.report(report().build())));
    }
    try (RiskEngine engine = Kit.engine(pack, failing("signal"), clock).build()) {
      assertThrownWithoutNames(catchThrowable(() -> engine.signal(signal("s", CUSTOMER))));
    }
    try (RiskEngine engine = Kit.engine(pack, failing("settle"), clock).build()) {
      Decision decision = engine.score(builder().build());
      assertThrownWithoutNames(catchThrowable(() -> engine.settle(decision.reference())));
    }
  }

  @Test
  @DisplayName("a store that fails for a shadow and tells what it was called with")
  void storeFailsForShadow() {
    Kit.Pack candidate =
        Kit.Pack.of(Kit.policy(DAILY).build(), Kit.outCount("outs", Duration.ofHours(1)));
    try (RiskEngine engine = Kit.engine(pack, failing("read"), clock).build()) {
      Shadow shadow = engine.shadow(candidate);
      engine.score(builder().build());
      assertThat(shadow.drain(Duration.ofSeconds(60))).isTrue();
      assertThat(shadow.report().comparisons().get(0).failed()).isEqualTo(1);
      assertNothingReadable(shadow.report().toString());
      assertLoggedWithoutNames("could not be compared for default/***0157/id-1");
    }
  }

  @Test
  @DisplayName("a listener that fails and tells what it heard")
  void listenerFails() {
    try (RiskEngine engine =
        Kit.engine(pack, InMemoryStore.create(), clock)
            .listener(
                record -> {
                  throw new IllegalStateException("cannot write " + record);
                })
            .build()) {
      assertThat(engine.score(builder().build()).state()).isEqualTo(TransferState.RESERVED);
      assertLoggedWithoutNames("A listener failed for default/***0157/id-1");
    }
  }

  @Test
  @DisplayName("a driver that fails and quotes what it was told")
  void foreignMessages() {
    try (RiskEngine engine =
        Kit.engine(pack, InMemoryStore.create(), clock)
            .listener(
                record -> {
                  throw new IllegalStateException(
                      "insert for " + PAYER, new IllegalArgumentException("value '" + IP + "'"));
                })
            .build()) {
      engine.score(builder().build());
      assertThat(logged.toString(UTF_8))
          .contains("java.lang.IllegalStateException", "Caused by: java.lang.Illegal")
          .contains("LogPrivacyTest.java");
      assertLoggedWithoutNames("A listener failed");
    }
  }

  @Test
  @DisplayName("rules, and a source of rates, that fail and tell what they looked at")
  void rulesFail() {
    Kit.Pack broken =
        pack.evaluating(
            List.of(new Rule("R", 0, "g", Demand.NOTHING, "")),
            (facts, results) -> {
              throw new IllegalStateException("no such thing in " + facts);
            });
    try (RiskEngine engine =
        Kit.engine(broken, InMemoryStore.create(), clock)
            .rates(
                (unit, base, at) -> {
                  throw new IllegalStateException("no rate for " + unit);
                })
            .build()) {
      assertThat(engine.score(builder().build()).isRetry()).isTrue();
      assertLoggedWithoutNames("could not be evaluated");
      Transfer dollars = builder().amount("1.00", "USD").build();
      assertThat(engine.score(dollars).isRetry()).isTrue();
      assertLoggedWithoutNames("USD");
    }
  }

  /** A pack whose one rule has every effect, and raises an alert. */
  @Test
  @DisplayName("a signal of a report that cannot be kept")
  void signalOfReport() {
    try (RiskEngine engine =
        Kit.engine(Kit.Pack.of(Kit.policy(DAILY).build()), failing("signal"), clock).build()) {
      engine.report(report().build());
      assertLoggedWithoutNames("Signal FRAUD_REPORT");
    }
  }

  private static Kit.Pack alerting() {
    RuleEffects all =
        new RuleEffects(
            false,
            Set.of(),
            Set.of(RuleEffects.Notified.values()),
            Duration.ofDays(7),
            SignalKind.FREQUENT_TRANSFERS);
    AlertPolicy.Tier tier =
        new AlertPolicy.Tier(AlertTier.LOW, 0, Duration.ofMinutes(1), Set.of(AlertChannel.CALL), 1);
    return Kit.Pack.of(Kit.policy(DAILY).alerts(new AlertPolicy(40, "", List.of(tier))).build())
        .evaluating(
            List.of(new Rule("R", 50, "g", Demand.NOTHING, "", RuleDates.ALWAYS, all)),
            (facts, results) -> results.hit(0));
  }

  @Test
  @DisplayName("alerts that cannot be kept, signals that cannot be left, listeners that fail")
  void alertsAndEffects() {
    List<Object> things = new ArrayList<>();
    try (RiskEngine engine =
        Kit.engine(alerting(), InMemoryStore.builder().keysMax(2).build(), clock)
            .alertStore(InMemoryAlertStore.ofAtMost(1))
            .alerts(
                alert -> {
                  things.add(alert);
                  throw new IllegalStateException("nobody takes " + alert);
                })
            .events(
                event -> {
                  things.add(event);
                  throw new IllegalStateException("nobody takes " + event + " for " + PAYEE);
                })
            .build()) {
      engine.signal(
          Signal.ofAccount("default", "s1", "someone", SignalKind.ON_CALL, clock.instant()));
      engine.signal(Signal.ofAccount("default", "s2", "else", SignalKind.ON_CALL, clock.instant()));
      Reference first = engine.score(builder().build()).reference();
      assertLoggedWithoutNames("Signal FREQUENT_TRANSFERS");
      engine.score(builder().id("id-2").build());
      assertLoggedWithoutNames("LOW alert OPEN for default/***0157/id-2 could not be kept");
      AlertResponse response =
          AlertResponse.failed(AlertFailure.OTHER, "desk", "moved to " + PAYEE, clock.instant());
      things.add(response);
      things.add(engine.respond(first, response));
      assertThrownWithoutNames(
          catchThrowable(
              () ->
                  engine.respond(
                      first, AlertResponse.contacted("desk", "again", clock.instant()))));
      assertThrownWithoutNames(
          catchThrowable(
              () ->
                  engine.respond(
                      new Reference(Transfer.DEFAULT_TENANT, PAYER, "unknown"), response)));
      assertLoggedWithoutNames("A listener failed on LOW alert FAILED");
    }
    assertThat(things)
        .hasAtLeastOneElementOfType(RiskEvent.CustomerWarning.class)
        .hasAtLeastOneElementOfType(RiskEvent.PaymentInstitutionNotice.class)
        .hasAtLeastOneElementOfType(RiskEvent.WithdrawalRestricted.class);
    things.forEach(thing -> assertNothingReadable(thing.toString()));
  }

  @Test
  @DisplayName("what goes well is not logged at all")
  void nothingToSay() {
    try (RiskEngine engine = Kit.engine(pack, InMemoryStore.create(), clock).build()) {
      Reference reference = engine.score(builder().build()).reference();
      engine.impose(Control.freeze("c", Transfer.DEFAULT_TENANT, PAYER, null, "bank", "why"));
      engine.release(reference, new Release(ReleasePath.AUTHORITY, "officer", "cleared"));
      engine.settle(reference);
      engine.report(report().build());
      engine.signal(signal("s", CUSTOMER));
      engine.forget(Transfer.DEFAULT_TENANT, PAYER);
    }
    assertThat(logged.toString(UTF_8)).isEmpty();
  }

  @Test
  @DisplayName("exceptions that users meet")
  void messages() {
    List<Throwable> thrown = new ArrayList<>();
    try (RiskEngine engine = Kit.engine(pack, InMemoryStore.create(), clock).build()) {
      Transfer held = builder().build();
      Reference reference = engine.score(held).reference();
      engine.impose(Control.freeze("c", Transfer.DEFAULT_TENANT, PAYEE, null, "bank", "why"));
      thrown.add(catchThrowable(() -> engine.score(builder().amount(1, "CNY").build())));
      thrown.add(catchThrowable(() -> engine.observe(new Movement(held))));
      thrown.add(
          catchThrowable(
              () -> engine.release(reference, new Release(ReleasePath.BANK, "officer", "note"))));
      thrown.add(
          catchThrowable(
              () -> engine.settle(new Reference(Transfer.DEFAULT_TENANT, PAYER, "unknown"))));
      Transfer wrong =
          builder()
              .payer(PAYER + "\n")
              .payee(PAYEE.repeat(10))
              .customer(CUSTOMER + "\t")
              .merchant(MERCHANT + "\u0000")
              .device(DEVICE.repeat(30))
              .ip(IP + "7")
              .build();
      Throwable invalid = catchThrowable(() -> engine.score(wrong));
      assertThat(((InvalidTransferException) invalid).problems()).hasSize(6);
      thrown.add(invalid);
      thrown.add(
          catchThrowable(
              () ->
                  engine.impose(
                      Control.limit(
                          "l", Transfer.DEFAULT_TENANT, PAYER, "none", 1, null, "bank", "why"))));
    }
    try (RiskEngine engine = Kit.engine(pack, InMemoryStore.create(), clock).build()) {
      FraudReport wrong =
          report()
              .payee(PAYEE.repeat(10))
              .payer(PAYER + "\n")
              .customer(CUSTOMER + "\t")
              .merchant(MERCHANT + "\u0000")
              .device(DEVICE.repeat(30))
              .ip(IP + "7")
              .build();
      Throwable invalid = catchThrowable(() -> engine.report(wrong));
      assertThat(((InvalidReportException) invalid).problems()).hasSize(6);
      thrown.add(invalid);
      thrown.add(catchThrowable(() -> engine.signal(signal("s", CUSTOMER + "\n"))));
    }
    try (RiskEngine engine =
        Kit.engine(pack, InMemoryStore.builder().keysMax(1).build(), clock).build()) {
      engine.report(report().build());
      engine.signal(signal("s", "someone"));
      thrown.add(catchThrowable(() -> engine.report(report().id("report-2").build())));
      thrown.add(catchThrowable(() -> engine.signal(signal("s", CUSTOMER))));
      thrown.add(catchThrowable(() -> engine.observe(new Movement(builder().build()))));
    }
    assertThat(thrown).hasSize(11);
    thrown.forEach(LogPrivacyTest::assertThrownWithoutNames);
  }

  @Test
  @DisplayName("public types name themselves without names of people")
  void texts() {
    Transfer t = builder().build();
    Direct direct = new Direct(InMemoryStore.create(), Kit.schema(List.of(DAILY)));
    Attempt attempt = Direct.attemptOf(direct.schema, t, START_MS);
    Commit commit =
        Kit.commitOf(
            direct.schema,
            t,
            direct.attempt(t, START_MS).revision(),
            TransferState.HELD,
            false,
            START_MS + 1,
            Set.of(),
            Kit.moment(START_MS));
    Control control = Control.freeze("c", Transfer.DEFAULT_TENANT, PAYER, null, "bank", "why");
    List<Object> things = new ArrayList<>();
    things.add(t);
    things.add(new Movement(t));
    things.add(Kit.reference(t));
    things.add(control);
    things.add(report().build());
    things.add(signal("s", CUSTOMER));
    things.add(attempt);
    things.add(commit);
    things.add(direct.store.commit(commit));
    things.add(direct.find(t, START_MS));
    things.add(direct.store);
    try (RiskEngine engine =
        Kit.engine(pack, InMemoryStore.create(), clock).listener(things::add).build()) {
      Decision decision = engine.score(t);
      things.add(engine);
      things.add(decision);
      things.add(decision.verdict());
      things.add(decision.limitUsages());
      things.add(
          engine.verified(
              decision.reference(),
              Evidence.passed(VerificationMethod.SMS_CODE, clock.instant(), "proof")));
    }
    assertThat(things).hasAtLeastOneElementOfType(DecisionRecord.class);
    things.forEach(thing -> assertNothingReadable(thing.toString()));
  }
}
