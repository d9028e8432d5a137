package io.riskgate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.riskgate.core.memory.InMemoryStore;
import io.riskgate.core.pack.Aggregate;
import io.riskgate.core.pack.Aggregate.Field;
import io.riskgate.core.pack.Aggregate.Filter;
import io.riskgate.core.pack.Aggregate.Measure;
import io.riskgate.core.spi.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Sentences B: fraud reports. */
class FraudReportsTest {
  private static final Duration WEEKS = Duration.ofDays(28);
  private static final Duration WEEK = Duration.ofDays(7);

  private final Bank bank = new Bank(pack());

  private static TestPack pack() {
    return new TestPack()
        .dayLimit(1_000)
        .past(reports("frauds", Aggregate.Key.PAYEE).in())
        .past(reports("knownFrauds", Aggregate.Key.PAYEE).in().known(WEEK))
        .past(reports("loss", Aggregate.Key.PAYEE).in().measure(Measure.SUM))
        .past(reports("victims", Aggregate.Key.PAYEE).in().distinct(Field.PAYER))
        .past(reports("loans", Aggregate.Key.PAYEE).in().filter(scam("FAKE_LOAN")))
        .past(reports("payerReported", Aggregate.Key.PAYER).in())
        .past(reports("payerVictim", Aggregate.Key.PAYER))
        .past(reports("pair", Aggregate.Key.PAYER_PAYEE))
        .past(reports("onDevice", Aggregate.Key.DEVICE))
        .past(reports("fromIp", Aggregate.Key.IP))
        .past(reports("ofCustomer", Aggregate.Key.CUSTOMER))
        .past(reports("atMerchant", Aggregate.Key.MERCHANT))
        .past(Past.of("n", Aggregate.Key.PAYER).over(WEEKS))
        .past(Past.of("received", Aggregate.Key.PAYEE).in().over(WEEKS))
        .demandOn("sms", TestPack.verifySms());
  }

  private static Past reports(String name, Aggregate.Key key) {
    return Past.of(name, key).reports().over(WEEKS);
  }

  private static Filter scam(String scam) {
    return new Filter(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(scam), 0, Filter.NO_MAX);
  }

  private Object fact(String id, String name) {
    bank.transfer(id).score();
    return bank.fact("history." + name);
  }

  @Test
  @Sentence("B-1")
  @DisplayName("a report told twice counts once; another tenant's report with its id is another")
  void idempotent() {
    assertThat(bank.engine.report(bank.report("R1").build())).isTrue();
    assertThat(bank.engine.report(bank.report("R1").payee("carol").build())).isFalse();
    assertThat(bank.engine.report(bank.report("R1").tenant("other").build())).isTrue();

    assertThat(fact("T1", "frauds")).isEqualTo(1L);
    bank.transfer("T2").to("carol").score();
    assertThat(bank.fact("history.frauds")).isEqualTo(0L);
    bank.transfer("T3").with(t -> t.tenant("other")).score();
    assertThat(bank.fact("history.frauds")).isEqualTo(1L);
  }

  @Test
  @Sentence("B-2")
  @DisplayName("a report counts from the time when it became known, whenever the money moved")
  void knownAt() {
    bank.transfer("T1").settled();
    bank.later(Duration.ofHours(10));
    bank.engine.report(bank.report("R1").reference(Bank.ref("T1")).build());

    bank.transfer("before").ago(Duration.ofMillis(1)).score();
    assertThat(bank.fact("history.frauds")).isEqualTo(0L);
    assertThat(fact("after", "frauds")).isEqualTo(1L);
    bank.later(WEEKS);
    assertThat(fact("T2", "frauds")).isEqualTo(1L);
    bank.later(Duration.ofMillis(1));
    assertThat(fact("T3", "frauds")).isEqualTo(0L);
  }

  @Test
  @Sentence({"B-2", "H-10"})
  @DisplayName("frauds reported at this payee in 28 days, known for 7")
  void delayed() {
    bank.engine.report(bank.report("R1").build());

    bank.later(WEEK.minusMillis(1));
    assertThat(fact("T1", "knownFrauds")).isEqualTo(0L);
    bank.later(Duration.ofMillis(1));
    assertThat(fact("T2", "knownFrauds")).isEqualTo(1L);
    bank.later(WEEKS);
    assertThat(fact("T3", "knownFrauds")).isEqualTo(1L);
    bank.later(Duration.ofMillis(1));
    assertThat(fact("T4", "knownFrauds")).isEqualTo(0L);
  }

  @Test
  @Sentence("B-2")
  @DisplayName("a report counts for every subject that it names, in its part")
  void subjects() {
    bank.engine.report(
        bank.report("R1")
            .payer("alice")
            .device("phone")
            .ip("10.0.0.1")
            .customer("ann")
            .merchant("shop")
            .value(5_000L)
            .scam("FAKE_LOAN")
            .build());
    bank.engine.report(bank.report("R2").payer("carol").value(700L).scam("TASK_REBATE").build());
    bank.engine.report(bank.report("R3").build());

    bank.transfer("T1")
        .with(t -> t.device("phone").ip("10.0.0.1").customer("ann").merchant("shop"))
        .score();

    assertThat(bank.facts())
        .containsAllEntriesOf(
            Map.of(
                "history.frauds", 3L,
                "history.loss", 5_700L,
                "history.victims", 2L,
                "history.loans", 1L,
                "history.payerReported", 0L,
                "history.payerVictim", 1L,
                "history.pair", 1L,
                "history.onDevice", 1L,
                "history.fromIp", 1L,
                "history.ofCustomer", 1L))
        .containsEntry("history.atMerchant", 1L);
    bank.transfer("T2").from("bob").to("alice").score();
    assertThat(bank.fact("history.payerReported")).isEqualTo(3L);
    assertThat(bank.fact("history.payerVictim")).isEqualTo(0L);
    bank.transfer("T3").to("dave").score();
    assertThat(bank.fact("history.payerVictim")).isEqualTo(1L);
    assertThat(bank.fact("history.pair")).isEqualTo(0L);
  }

  @Test
  @Sentence("B-3")
  @DisplayName("reports are no transfers: nothing else counts them")
  void apart() {
    for (int i = 0; i < 5; i++) {
      bank.engine.report(bank.report("R" + i).payer("alice").device("phone").value(1L).build());
    }

    bank.transfer("T1").device("phone").score();

    assertThat(bank.facts())
        .containsEntry("history.frauds", 5L)
        .containsEntry("history.n", 0L)
        .containsEntry("history.received", 0L)
        .containsEntry("counterparty.paidBefore", false)
        .containsEntry("device.usedBefore", false);
    bank.later(Duration.ofHours(2));
    bank.transfer("T2").device("phone").score();
    assertThat(bank.fact("payer.ageHours")).isEqualTo(0L);
    assertThat(bank.fact("counterparty.accountAgeHours")).isEqualTo(0L);
    assertThat(bank.used("day")).as("T2 alone, T1 has expired").isEqualTo(100);
  }

  @Test
  @Sentence("B-4")
  @DisplayName("what a report leaves out is taken from the transfer that it names")
  void fromReference() {
    bank.transfer("T1")
        .yuan(30)
        .with(t -> t.device("phone").ip("10.0.0.1").customer("ann").merchant("shop"))
        .settled();
    bank.transfer("M1").yuan(40).device("tablet").observe();
    bank.engine.report(bank.report("R1").reference(Bank.ref("T1")).build());
    bank.engine.report(bank.report("R2").reference(Bank.ref("M1")).device("phone").build());

    bank.transfer("T2")
        .with(t -> t.device("phone").ip("10.0.0.1").customer("ann").merchant("shop"))
        .score();

    assertThat(bank.facts())
        .containsEntry("history.loss", 7_000L)
        .containsEntry("history.pair", 2L)
        .containsEntry("history.onDevice", 2L)
        .containsEntry("history.fromIp", 1L)
        .containsEntry("history.ofCustomer", 1L)
        .containsEntry("history.atMerchant", 1L);
  }

  @Test
  @Sentence("B-4")
  @DisplayName("nothing is taken from a transfer to somebody else, or one that is forgotten")
  void notFromReference() {
    bank.transfer("T1").to("carol").device("phone").settled();
    bank.engine.report(bank.report("R1").reference(Bank.ref("T1")).build());
    bank.engine.report(bank.report("R2").reference(Bank.ref("never")).build());

    bank.transfer("T2").device("phone").score();

    assertThat(bank.fact("history.frauds")).isEqualTo(2L);
    assertThat(bank.fact("history.payerVictim")).isEqualTo(0L);
    assertThat(bank.fact("history.onDevice")).isEqualTo(0L);
  }

  @Test
  @Sentence("B-5")
  @DisplayName("a report and a signal neither stop anything nor let anything go")
  void actsOnNothing() {
    bank.transfer("open").score();
    bank.transfer("waits").purpose("sms").score();
    bank.freeze("dave");

    bank.engine.report(bank.report("R1").payer("alice").build());
    bank.engine.report(bank.report("R2").payee("dave").payer("alice").build());
    bank.learns(SignalKind.FRAUD_REPORT, "S1");

    assertThat(bank.find("open").state()).isEqualTo(TransferState.RESERVED);
    assertThat(bank.find("waits").state()).isEqualTo(TransferState.AWAITING_VERIFICATION);
    assertThat(bank.engine.controls("default", "alice")).isEmpty();
    assertThat(bank.engine.controls("default", "bob")).isEmpty();
    assertThat(bank.engine.controls("default", "dave")).hasSize(1);
    assertThat(bank.transfer("T1").score().outcome()).isEqualTo(Outcome.ALLOW);
    assertThat(bank.transfer("T2").to("dave").score().outcome()).isEqualTo(Outcome.HOLD);
  }

  @Test
  @Sentence("B-6")
  @DisplayName("one error lists everything that is wrong with a report, and nothing is recorded")
  void invalid() {
    FraudReport wrong =
        FraudReport.builder()
            .tenant("")
            .id(" ")
            .reference(Bank.ref("T1"))
            .payer("a\nb")
            .device("")
            .ip("10.0.0")
            .value(0L)
            .scam("x".repeat(65))
            .build();

    InvalidReportException e =
        catchThrowableOfType(InvalidReportException.class, () -> bank.engine.report(wrong));

    assertThat(e).hasMessageStartingWith("Invalid fraud report: tenant '': missing or blank; ");
    assertThat(e.problems())
        .extracting(Problem::field)
        .containsExactly(
            "tenant",
            "id",
            "knownAt",
            "payee",
            "reference",
            "payer",
            "device",
            "ip",
            "value",
            "scam");
    assertThat(bank.store.calls()).doesNotContain(StoreProbe.Call.REPORT);
  }

  @Test
  @Sentence("B-6")
  @DisplayName("a report from the future is invalid; one from long ago is not")
  void timeOfReport() {
    Instant ahead = bank.clock.instant().plus(Duration.ofMinutes(2));

    assertThat(bank.engine.report(bank.report("R1").knownAt(ahead).build())).isTrue();
    assertThatThrownBy(
            () -> bank.engine.report(bank.report("R2").knownAt(ahead.plusMillis(1)).build()))
        .isInstanceOf(InvalidReportException.class)
        .hasMessageContaining("lies more than PT2M after the clock");
    assertThatThrownBy(() -> bank.engine.report(bank.report("R3").knownAt(Instant.MIN).build()))
        .isInstanceOf(InvalidReportException.class)
        .hasMessageContaining("no time of this world");
    assertThat(bank.engine.report(bank.report("R4").knownAt(Instant.EPOCH).build())).isTrue();
  }

  @Test
  @Sentence("B-7")
  @DisplayName("a forgotten account has no reports, and others' counts stay what they were")
  void forget() {
    bank.engine.report(bank.report("R1").payer("alice").device("phone").customer("ann").build());
    bank.engine.report(bank.report("R2").payer("carol").device("phone").build());

    bank.engine.forget("default", "alice");

    bank.transfer("T1").device("phone").score();
    assertThat(bank.facts())
        .containsEntry("history.payerVictim", 0L)
        .containsEntry("history.pair", 0L)
        .containsEntry("history.frauds", 2L)
        .containsEntry("history.victims", 2L)
        .containsEntry("history.onDevice", 2L);
    bank.engine.forget("default", "bob");
    bank.transfer("T2").from("carol").score();
    assertThat(bank.fact("history.frauds")).isEqualTo(0L);
    assertThat(bank.fact("history.payerVictim")).isEqualTo(1L);
  }

  @Test
  @Sentence("D-5")
  @DisplayName("where reports were dropped, or a subject found no room, the decision says so")
  void capped() {
    TestPack pack = new TestPack().past(reports("frauds", Aggregate.Key.PAYEE).in());
    Bank few = new Bank(pack, InMemoryStore.builder().eventsPerKeyMax(2).build(), b -> b);
    for (int i = 0; i < 3; i++) {
      few.engine.report(few.report("R" + i).build());
    }
    assertThat(few.transfer("T1").score().degraded())
        .containsExactly(new Degraded(Degraded.Cause.HISTORY_CAPPED, "frauds"));
    assertThat(few.fact("history.frauds")).isEqualTo(2L);
    few.later(WEEKS.plusMillis(1));
    assertThat(few.transfer("T2").score().degraded()).isEmpty();

    Bank small = new Bank(pack, InMemoryStore.builder().keysMax(2).build(), b -> b);
    small.engine.report(small.report("R1").payee("carol").build());
    small.engine.report(small.report("R2").payee("dave").build());
    assertThat(small.transfer("T1").score().degraded()).isEmpty();
    assertThatThrownBy(() -> small.engine.report(small.report("R3").build()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("No room for more fraud reports: 2 are kept");
  }
}
