package io.riskgate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskgate.core.spi.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Sentences K: what is done about alerts, and what is counted of it. */
class AlertResponsesTest {
  private static final Reference T1 = Bank.ref("T1");

  private final List<Alert> told = new ArrayList<>();
  private final Bank bank =
      new Bank(
          new TestPack()
              .policy(AlertsTest::tiers)
              .rule("REBATE")
              .points(40)
              .scam("TASK_REBATE")
              .when(f -> f.getPurpose().contains("rebate"))
              .rule("LOAN")
              .points(40)
              .scam("FAKE_LOAN")
              .when(f -> f.getPurpose().contains("loan"))
              .rule("ODD")
              .points(40)
              .when(f -> f.getPurpose().equals("odd")),
          b -> b.alerts(told::add));

  private void raise(String id, long yuan, String purpose) {
    bank.transfer(id).yuan(yuan).purpose(purpose).score();
  }

  private Alert contact(String id, String note) {
    return bank.engine.respond(
        Bank.ref(id), AlertResponse.contacted("desk 3", note, bank.clock.instant()));
  }

  private Alert dissuade(String id) {
    return bank.engine.respond(
        Bank.ref(id), AlertResponse.dissuaded("desk 3", "", bank.clock.instant()));
  }

  private Alert fail(String id, AlertFailure cause) {
    return bank.engine.respond(
        Bank.ref(id), AlertResponse.failed(cause, "desk 3", "told so", bank.clock.instant()));
  }

  private AlertStatistics today() {
    return bank.engine.alertStatistics("default", Bank.NOON, Bank.NOON.plus(Duration.ofDays(1)));
  }

  @Test
  @Sentence("K-6")
  @DisplayName("a medium alert wants two contacts: after one it is open, after two contacted")
  void twoContacts() {
    raise("T1", 20_000, "rebate");

    assertThat(contact("T1", "the customer").state()).isEqualTo(AlertState.OPEN);
    Alert second = contact("T1", "her daughter");

    assertThat(second.state()).isEqualTo(AlertState.CONTACTED);
    assertThat(second.contactsMade()).isEqualTo(2);
    assertThat(second.respondedAt()).isEqualTo(Bank.NOON);
    assertThat(second.responses())
        .extracting(AlertResponse::note)
        .containsExactly("the customer", "her daughter");
    assertThat(told).extracting(Alert::contactsMade).containsExactly(0, 1, 2);
    assertThat(dissuade("T1").state()).isEqualTo(AlertState.DISSUADED);
  }

  @Test
  @Sentence("K-6")
  @DisplayName("one contact is enough for a high alert, and closing needs none")
  void closing() {
    raise("T1", 60_000, "rebate");
    raise("T2", 20_000, "rebate");

    assertThat(contact("T1", "").state()).isEqualTo(AlertState.CONTACTED);
    Alert failed = fail("T2", AlertFailure.NOT_REACHED);

    assertThat(failed.state()).isEqualTo(AlertState.FAILED);
    assertThat(failed.failure()).contains(AlertFailure.NOT_REACHED);
    assertThat(bank.engine.alert(T1).orElseThrow().failure()).isEmpty();
  }

  @Test
  @Sentence("K-6")
  @DisplayName("the same response told again changes nothing, and tells nobody")
  void toldAgain() {
    raise("T1", 20_000, "rebate");
    contact("T1", "the customer");
    int heard = told.size();

    assertThat(contact("T1", "the customer").state()).isEqualTo(AlertState.OPEN);
    dissuade("T1");
    assertThat(dissuade("T1").state()).isEqualTo(AlertState.DISSUADED);

    assertThat(told).hasSize(heard + 1);
    assertThat(bank.engine.alert(T1).orElseThrow().responses()).hasSize(2);
  }

  @Test
  @Sentence("K-6")
  @DisplayName("a closed alert takes no more responses, and one that is not kept none at all")
  void refused() {
    raise("T1", 100, "rebate");
    fail("T1", AlertFailure.INSISTED);

    assertThatThrownBy(() -> contact("T1", "once more"))
        .isInstanceOf(AlertClosedException.class)
        .hasMessageContaining("closed as FAILED");
    assertThatThrownBy(() -> contact("T2", ""))
        .isInstanceOf(UnknownAlertException.class)
        .hasMessageContaining("No alert is kept");
  }

  @Test
  @Sentence("K-6")
  @DisplayName("a response lies between its alert and the clock, give or take what clocks differ")
  void times() {
    raise("T1", 100, "rebate");
    Instant early = Bank.NOON.minus(Duration.ofMinutes(2));
    Instant late = Bank.NOON.plus(Duration.ofMinutes(2));

    for (Instant wrong : List.of(early.minusMillis(1), late.plusMillis(1))) {
      assertThatThrownBy(() -> bank.engine.respond(T1, AlertResponse.contacted("desk", "", wrong)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("between the raising");
    }
    bank.engine.respond(T1, AlertResponse.contacted("desk", "", early));
    bank.engine.respond(T1, AlertResponse.contacted("desk", "", late));
    assertThat(today().all().medianResponse()).as("not less than nothing").isZero();
  }

  @Test
  @Sentence("K-6")
  @DisplayName("after 31 contacts there is room for the response that closes it, and no other")
  void manyContacts() {
    raise("T1", 100, "rebate");
    for (int i = 0; i < 31; i++) {
      contact("T1", "try " + i);
    }

    assertThatThrownBy(() -> contact("T1", "try 31"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("close it");
    assertThat(dissuade("T1").state()).isEqualTo(AlertState.DISSUADED);
  }

  @Test
  @Sentence("K-6")
  @DisplayName("contacts made at once by several people all count, and only one closes it")
  void concurrently() throws Exception {
    for (int run = 0; run < 200; run++) {
      String id = "R" + run;
      raise(id, 20_000, "rebate");
      CountDownLatch start = new CountDownLatch(1);
      ExecutorService pool = Executors.newFixedThreadPool(4);
      try {
        List<Future<Boolean>> closed =
            IntStream.range(0, 4)
                .mapToObj(
                    who ->
                        pool.submit(
                            (Callable<Boolean>)
                                () -> {
                                  start.await();
                                  contact(id, "by " + who);
                                  try {
                                    bank.engine.respond(
                                        Bank.ref(id),
                                        AlertResponse.dissuaded("desk " + who, "", Bank.NOON));
                                    return true;
                                  } catch (AlertClosedException e) {
                                    return false;
                                  }
                                }))
                .toList();
        start.countDown();
        long closers = 0;
        for (Future<Boolean> each : closed) {
          try {
            closers += each.get() ? 1 : 0;
          } catch (java.util.concurrent.ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(AlertClosedException.class); // came too late
          }
        }
        assertThat(closers).isEqualTo(1);
      } finally {
        pool.shutdownNow();
      }
      List<AlertResponse> responses = bank.engine.alert(Bank.ref(id)).orElseThrow().responses();
      assertThat(responses).doesNotHaveDuplicates();
      assertThat(responses.get(responses.size() - 1).kind())
          .isEqualTo(AlertResponse.Kind.DISSUADED);
    }
  }

  @Test
  @Sentence("K-7")
  @DisplayName("an alert is overdue once it is open past its time, and that is told once")
  void overdue() {
    raise("high", 60_000, "rebate");
    raise("contacted", 60_000, "rebate");
    contact("contacted", "");
    told.clear();

    bank.laterMinutes(3);
    bank.engine.sweep();
    assertThat(told).as("three minutes are in time").isEmpty();
    assertThat(bank.engine.alerts(AlertQuery.ALL.overdue())).isEmpty();

    bank.later(Duration.ofMillis(1));
    bank.engine.sweep();
    bank.engine.sweep();
    assertThat(told).extracting(a -> a.reference().id()).containsExactly("high");
    assertThat(told.get(0).isOverdue()).isTrue();
    assertThat(told.get(0).state()).isEqualTo(AlertState.OPEN);
    assertThat(bank.engine.alerts(AlertQuery.ALL.overdue()))
        .extracting(a -> a.reference().id())
        .containsExactly("high");

    assertThat(contact("high", "late").isOverdue()).isFalse();
  }

  @Test
  @Sentence("K-7")
  @DisplayName("that notices cannot be read keeps nobody from hearing of overdue alerts")
  void overdueWhileNoticesFail() {
    raise("T1", 60_000, "rebate");
    told.clear();
    bank.laterMinutes(4);
    bank.store.fail(StoreProbe.Call.NOTICES);

    assertThatThrownBy(bank.engine::sweep).isInstanceOf(StoreException.class);

    assertThat(told).extracting(a -> a.reference().id()).containsExactly("T1");
  }

  @Test
  @Sentence("K-7")
  @DisplayName("a low alert wants a message at once: within a minute")
  void atOnce() {
    raise("T1", 100, "rebate");
    told.clear();

    bank.later(Duration.ofMinutes(1));
    bank.engine.sweep();
    assertThat(told).isEmpty();
    bank.later(Duration.ofMillis(1));
    bank.engine.sweep();
    assertThat(told).hasSize(1);
  }

  @Test
  @Sentence("K-7")
  @DisplayName("thousands that become overdue at once are all told")
  void manyOverdue() {
    for (int i = 0; i < 2_500; i++) {
      bank.transfer("T" + i).to("payee" + i % 50).purpose("rebate").score();
    }
    told.clear();
    bank.laterMinutes(2);

    bank.engine.sweep();

    assertThat(told).hasSize(2_500).allMatch(Alert::isOverdue);
  }

  @Test
  @Sentence("K-9")
  @DisplayName("by tier and scam: raised, overdue, in time, response times, success")
  void statistics() {
    for (int i = 1; i <= 10; i++) {
      raise("H" + i, 60_000, i <= 6 ? "rebate and loan" : i <= 9 ? "loan" : "odd");
    }
    for (int i = 1; i <= 7; i++) { // after 30, 60, … 210 seconds; the seventh is late
      bank.later(Duration.ofSeconds(30));
      if (i <= 3) {
        dissuade("H" + i);
      } else if (i <= 5) {
        fail("H" + i, i == 4 ? AlertFailure.INSISTED : AlertFailure.GENUINE);
      } else {
        contact("H" + i, "");
      }
    }
    raise("L1", 100, "odd");

    AlertStatistics.Counts high = today().byTier().get(AlertTier.HIGH);

    assertThat(today().all().raised()).isEqualTo(11);
    assertThat(high.raised()).isEqualTo(10);
    assertThat(high.open()).isEqualTo(3);
    assertThat(high.overdue()).isEqualTo(3);
    assertThat(high.responded()).isEqualTo(7);
    assertThat(high.respondedInTime()).isEqualTo(6);
    assertThat(high.inTimePercent()).as("6 of 7 and the 3 that are overdue").hasValue(60);
    assertThat(high.medianResponse()).isEqualTo(Duration.ofMinutes(2));
    assertThat(high.p90Response()).isEqualTo(Duration.ofSeconds(210));
    assertThat(high.dissuaded()).isEqualTo(3);
    assertThat(high.failed())
        .containsOnly(
            java.util.Map.entry(AlertFailure.INSISTED, 1L),
            java.util.Map.entry(AlertFailure.GENUINE, 1L));
    assertThat(high.successPercent()).as("a genuine transfer is no failure").hasValue(75);
    assertThat(today().byScam().get("FAKE_LOAN").raised()).isEqualTo(9);
    assertThat(today().byScam().get("TASK_REBATE").raised()).isEqualTo(6);
    assertThat(today().byScam().get(AlertStatistics.NO_SCAM).raised()).isEqualTo(2);
    assertThat(today().byTier()).containsOnlyKeys(AlertTier.LOW, AlertTier.HIGH);
  }

  @Test
  @Sentence("K-9")
  @DisplayName("what is open within its time says nothing yet; nothing at all says nothing either")
  void nothingToSay() {
    assertThat(today().all())
        .isEqualTo(new AlertStatistics.Counts(0, 0, 0, 0, 0, null, null, 0, java.util.Map.of()));
    raise("T1", 60_000, "odd");

    assertThat(today().all().open()).isEqualTo(1);
    assertThat(today().all().inTimePercent()).isEmpty();
    assertThat(today().all().successPercent()).isEmpty();
    assertThat(today().all().medianResponse()).isNull();
    assertThat(counted("default", Bank.NOON.plusMillis(1), Instant.MAX)).isZero();
    assertThat(counted("default", Instant.MIN, Bank.NOON)).isZero();
  }

  private long counted(String tenant, Instant from, Instant to) {
    return bank.engine.alertStatistics(tenant, from, to).all().raised();
  }

  @Test
  @Sentence({"K-9", "H-5"})
  @DisplayName("a tenant's alerts are counted for that tenant alone")
  void countedByTenant() {
    raise("T1", 60_000, "rebate");
    bank.transfer("T2").purpose("rebate").with(t -> t.tenant("another bank")).score();
    bank.transfer("T3").purpose("rebate").with(t -> t.tenant("another bank")).score();

    assertThat(counted("default", Instant.MIN, Instant.MAX)).isEqualTo(1);
    assertThat(counted("another bank", Instant.MIN, Instant.MAX)).isEqualTo(2);
    assertThat(counted("a third bank", Instant.MIN, Instant.MAX)).isZero();
  }

  @Test
  @Sentence("K-9")
  @DisplayName("two contacts told in the wrong order: the later of them is the response")
  void contactsInDisorder() {
    raise("T1", 20_000, "rebate");
    Instant late = Bank.NOON.plus(Duration.ofMinutes(11));
    bank.laterMinutes(11);

    bank.engine.respond(T1, AlertResponse.contacted("desk 3", "her daughter", late));
    Alert second =
        bank.engine.respond(T1, AlertResponse.contacted("desk 3", "the customer", Bank.NOON));

    assertThat(second.state()).isEqualTo(AlertState.CONTACTED);
    assertThat(second.respondedAt()).isEqualTo(late);
    assertThat(today().all().respondedInTime()).as("it was due after ten minutes").isZero();
  }

  @Test
  @Sentence("K-9")
  @DisplayName("alerts can be asked for by state, tier, tenant and time, the first raised first")
  void queries() {
    raise("low", 100, "rebate");
    bank.laterMinutes(1);
    raise("high", 60_000, "rebate");
    contact("high", "");
    bank.laterMinutes(1);
    bank.transfer("other").with(t -> t.tenant("other")).purpose("rebate").score();

    assertThat(ids(AlertQuery.ALL)).containsExactly("low", "high", "other");
    assertThat(ids(AlertQuery.ALL.atMost(2))).containsExactly("low", "high");
    assertThat(ids(AlertQuery.ALL.in(AlertState.OPEN))).containsExactly("low", "other");
    assertThat(ids(AlertQuery.ALL.of(AlertTier.HIGH))).containsExactly("high");
    assertThat(ids(AlertQuery.ALL.ofTenant("other"))).containsExactly("other");
    assertThat(ids(AlertQuery.ALL.overdue())).containsExactly("low");
    assertThat(ids(AlertQuery.ALL.between(Bank.NOON.plusSeconds(60), Bank.NOON.plusSeconds(120))))
        .containsExactly("high");
  }

  private List<String> ids(AlertQuery query) {
    return bank.engine.alerts(query).stream().map(alert -> alert.reference().id()).toList();
  }
}
